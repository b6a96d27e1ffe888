import type { Selectable } from 'kysely'
import { stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { MdmCommandRow } from '../store/schema.ts'
import type { Tenant } from '../tenant.ts'
import { findEnrollment } from './check-in.ts'
import type { MdmEnrollment } from './check-in.ts'
import { noteProgress } from './action-progress.ts'
import { applyResult } from './command-result.ts'
import { noteCustomProfile } from './custom-profiles.ts'
import { noteConfigured, releaseWhenConfigured } from './due.ts'
import type { Signer } from './message-identity.ts'

export type MdmCommand = Selectable<MdmCommandRow>

export type PollOutcome =
  | { readonly kind: 'command'; readonly requestType: string; readonly message: Buffer }
  | { readonly kind: 'empty' }
  | { readonly kind: 'malformed' | 'wrongDevice' | 'wrongCertificate' | 'notEnrolled' }

/** A device reports on its last command, or is idle, and gets the next one. */
export async function answerPoll(tenant: Tenant, message: PlistDict, signer: Signer): Promise<PollOutcome> {
  const status = stringAt(message, 'Status')
  const udid = stringAt(message, 'UDID')
  if (status === undefined || udid === undefined) return { kind: 'malformed' }
  if (udid !== signer.session.udid) return { kind: 'wrongDevice' }
  const enrollment = await findEnrollment(tenant, udid)
  if (enrollment === undefined) return { kind: 'notEnrolled' }
  if (enrollment.certificate_sha256 !== signer.sha256) return { kind: 'wrongCertificate' }
  // A device that was told to leave may still deliver the answer to that very command.
  if (enrollment.state !== 'active' && status === 'Idle') return { kind: 'notEnrolled' }
  const round = enrollment.round + (status === 'Idle' ? 1 : 0)
  await seen(tenant, enrollment, round)
  if (status !== 'Idle') await takeResult(tenant, message, status, round, udid)
  return nextCommand(tenant, udid, round)
}

async function seen(tenant: Tenant, enrollment: MdmEnrollment, round: number): Promise<void> {
  const now = tenant.clock.now()
  await tenant.db
    .updateTable('mdm_enrollment')
    .set({ round, last_seen_at: now })
    .where('udid', '=', enrollment.udid)
    .execute()
  if (enrollment.managed_device_id === null) return
  await tenant.db
    .updateTable('managed_device')
    .set({ synced_at: now })
    .where('id', '=', enrollment.managed_device_id)
    .execute()
}

/** Results come late and twice; only the first one for a command that is still open counts. */
async function takeResult(
  tenant: Tenant,
  message: PlistDict,
  status: string,
  round: number,
  udid: string,
): Promise<void> {
  const uuid = stringAt(message, 'CommandUUID') ?? ''
  const command = await tenant.db
    .selectFrom('mdm_command')
    .selectAll()
    .where('uuid', '=', uuid)
    .where('udid', '=', udid)
    .executeTakeFirst()
  if (command === undefined || command.state === 'acknowledged' || command.state === 'error') return
  if (status === 'NotNow') {
    await tenant.db
      .updateTable('mdm_command')
      .set({ state: 'notNow', not_now_round: round })
      .where('uuid', '=', uuid)
      .execute()
    return
  }
  const state = status === 'Acknowledged' ? 'acknowledged' : 'error'
  await tenant.db
    .updateTable('mdm_command')
    .set({ state, answered_at: tenant.clock.now() })
    .where('uuid', '=', uuid)
    .execute()
  // A custom profile that is taken off a device is not the management that leaves.
  if (!(await noteCustomProfile(tenant, command, state))) await applyResult(tenant, command, state, message)
  if (command.request_type === 'DeviceConfigured') await noteConfigured(tenant, udid)
  await releaseWhenConfigured(tenant, udid)
}

/** The oldest open command that was not put off in this round; it stays open until its result came. */
async function nextCommand(tenant: Tenant, udid: string, round: number): Promise<PollOutcome> {
  const command = await tenant.db
    .selectFrom('mdm_command')
    .selectAll()
    .where('udid', '=', udid)
    .where('state', 'in', ['queued', 'sent', 'notNow'])
    .where((where) => where.or([where('not_now_round', 'is', null), where('not_now_round', '<', round)]))
    .orderBy('seq')
    .executeTakeFirst()
  if (command === undefined) return { kind: 'empty' }
  if (command.state !== 'sent') {
    await tenant.db.updateTable('mdm_command').set({ state: 'sent' }).where('uuid', '=', command.uuid).execute()
    await noteProgress(tenant, command, 'active')
  }
  return { kind: 'command', requestType: command.request_type, message: Buffer.from(command.message) }
}
