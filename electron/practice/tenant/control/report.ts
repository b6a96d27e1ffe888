import { certificateFacts } from '../../../lib/crypto-keys.ts'
import { isoTime } from '../clock.ts'
import type { Tenant } from '../tenant.ts'

/** Every MDM channel with its certificate and queue: what really happened, whatever Graph shows. */
export async function enrollmentsReport(tenant: Tenant): Promise<{ readonly enrollments: readonly object[] }> {
  const rows = await tenant.db
    .selectFrom('mdm_enrollment')
    .innerJoin('session', 'session.id', 'mdm_enrollment.session_id')
    .select([
      'mdm_enrollment.udid',
      'mdm_enrollment.state',
      'mdm_enrollment.certificate_sha256',
      'mdm_enrollment.managed_device_id',
      'mdm_enrollment.last_seen_at',
      'mdm_enrollment.awaiting_configuration',
      'session.serial',
      'session.route',
      'session.profile_guid',
      'session.upn',
    ])
    .execute()
  const commands = await tenant.db
    .selectFrom('mdm_command')
    .select(['udid', 'uuid', 'request_type', 'state'])
    .orderBy('seq')
    .execute()
  const certificates = await tenant.db.selectFrom('issued_certificate').select(['sha256', 'pem']).execute()
  const enrollments = rows.map((row) => ({
    serial: row.serial,
    udid: row.udid,
    route: row.route,
    state: row.state,
    profileId: row.profile_guid,
    userPrincipalName: row.upn,
    managedDeviceId: row.managed_device_id,
    awaitingConfiguration: row.awaiting_configuration === 1,
    lastSeen: isoTime(row.last_seen_at),
    certificateSha256: row.certificate_sha256,
    certificateSubject: subjectOf(certificates.find(({ sha256 }) => sha256 === row.certificate_sha256)?.pem),
    commands: commands
      .filter(({ udid }) => udid === row.udid)
      .map((command) => ({ uuid: command.uuid, requestType: command.request_type, state: command.state })),
  }))
  return { enrollments }
}

function subjectOf(pem: string | undefined): string | null {
  return pem === undefined ? null : certificateFacts(pem).subject
}
