import { randomUuid } from '../../../lib/crypto.ts'
import { queueCustomProfiles } from '../mdm/custom-profiles.ts'
import { pushDevice } from '../mdm/push.ts'
import { updateManagedDevice } from '../mdm/managed-device.ts'
import type { Tenant } from '../tenant.ts'

/** Imports many synthetic serial numbers at once, to meet limits without a thousand requests. */
export async function fillSerials(tenant: Tenant, count: number, prefix: string): Promise<{ readonly added: number }> {
  const now = tenant.clock.now()
  const rows = Array.from({ length: count }, (_, index) => ({
    id: randomUuid(),
    container_id: tenant.world.accountId,
    serial: `${prefix}${index.toString(36).toUpperCase().padStart(4, '0')}`,
    profile_guid: null,
    assigned_at: null,
    supervised: 0,
    source: 'adminImport' as const,
    deleted: 0,
    created_at: now,
    contacted_at: null,
    description: null,
    state: 'notContacted' as const,
    platform: 'ios',
  }))
  // SQLite takes some 32,000 values in one statement.
  const chunk = 2000
  await tenant.db.transaction().execute(async (trx) => {
    for (let start = 0; start < rows.length; start += chunk) {
      await trx
        .insertInto('identity')
        .values(rows.slice(start, start + chunk))
        .onConflict((conflict) => conflict.column('serial').doNothing())
        .execute()
    }
  })
  return { added: count }
}

/** What signing in to Company Portal does for a device that enrolled with affinity but without a user. */
export async function attachPerson(
  tenant: Tenant,
  serial: string,
  upn: string,
): Promise<{ readonly attached: boolean }> {
  const person = await tenant.db.selectFrom('person').selectAll().where('upn', '=', upn).executeTakeFirst()
  const device = await tenant.db
    .selectFrom('managed_device')
    .selectAll()
    .where('serial', '=', serial)
    .orderBy('enrolled_at', 'desc')
    .executeTakeFirst()
  if (person === undefined || device === undefined) return { attached: false }
  const { deviceEnrollmentType } = JSON.parse(device.body) as { deviceEnrollmentType?: string }
  if (deviceEnrollmentType !== 'appleBulkWithUser') return { attached: false }
  await updateManagedDevice(tenant, device.id, {
    userId: person.id,
    userPrincipalName: person.upn,
    userDisplayName: person.display_name,
    emailAddress: person.upn,
    deviceRegistrationState: 'registered',
  })
  if (device.udid !== null && (await queueCustomProfiles(tenant, device.udid))) await pushDevice(tenant, device.udid)
  return { attached: true }
}
