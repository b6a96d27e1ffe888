import type { Selectable } from 'kysely'
import { findEnrollment } from '../tenant/mdm/check-in.ts'
import { identifySigner } from '../tenant/mdm/message-identity.ts'
import type { ManagedDeviceRow } from '../tenant/store/schema.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { PortalRefused } from './refusal.ts'

export type PortalDevice = {
  readonly row: Selectable<ManagedDeviceRow>
  readonly enrollmentType: string
  /** Empty while a device with affinity waits for its user. */
  readonly upn: string
  readonly name: string
  readonly model: string
  readonly registered: boolean
}

/**
 * The device the app runs on, by the management identity it signed with. Apple lets no app read its serial number; how
 * the real app learns which management it belongs to is not told, so this way is practice's own.
 * Null: not managed.
 * @throws PortalRefused `portal.notManagedHere` for a signature that is not of a device managed here now
 */
export async function deviceOfRequest(
  tenant: Tenant,
  signature: string | undefined,
  body: Uint8Array,
): Promise<PortalDevice | null> {
  if (signature === undefined) return null
  const signer = await identifySigner(tenant, signature, body)
  const enrollment = typeof signer === 'string' ? undefined : await findEnrollment(tenant, signer.session.udid)
  const active = enrollment?.state === 'active' && typeof signer !== 'string'
  if (!active || enrollment.certificate_sha256 !== signer.sha256 || enrollment.managed_device_id === null) {
    throw new PortalRefused('portal.notManagedHere', 'This device is managed by another organization, or not any more.')
  }
  return findPortalDevice(tenant, enrollment.managed_device_id)
}

export async function findPortalDevice(tenant: Tenant, id: string): Promise<PortalDevice | null> {
  const row = await tenant.db.selectFrom('managed_device').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : portalDevice(row)
}

export function portalDevice(row: Selectable<ManagedDeviceRow>): PortalDevice {
  const body = JSON.parse(row.body) as Readonly<Record<string, unknown>>
  const text = (key: string): string => (typeof body[key] === 'string' ? body[key] : '')
  return {
    row,
    enrollmentType: text('deviceEnrollmentType'),
    upn: text('userPrincipalName'),
    name: text('deviceName') || text('managedDeviceName'),
    model: text('model'),
    registered: body['azureADRegistered'] === true,
  }
}
