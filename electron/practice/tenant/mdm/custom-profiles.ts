import { readDirectory } from '../directory/groups.ts'
import type { Configuration } from '../store/configuration-tables.ts'
import type { Tenant } from '../tenant.ts'
import { reaches } from './assignment-targets.ts'
import type { Recipient, Target } from './assignment-targets.ts'
import { queueCommand } from './commands.ts'
import type { MdmCommand } from './poll.ts'
import { pushDevice } from './push.ts'

/** After a profile or its assignment changed: every device gets what it lacks and loses what is not meant for it. */
export async function deliverToAll(tenant: Tenant): Promise<void> {
  const rows = await tenant.db.selectFrom('mdm_enrollment').select('udid').where('state', '=', 'active').execute()
  for (const { udid } of rows) if (await queueCustomProfiles(tenant, udid)) await pushDevice(tenant, udid)
}

/** Queues what brings one device to its assignments. True when there was something to do. */
export async function queueCustomProfiles(tenant: Tenant, udid: string): Promise<boolean> {
  const wanted = await configurationsFor(tenant, udid)
  const had = await tenant.db.selectFrom('configuration_delivery').selectAll().where('udid', '=', udid).execute()
  let queued = false
  for (const configuration of wanted) {
    const before = had.find(({ configuration_id: id }) => id === configuration.id)
    if (before !== undefined && before.version === configuration.version && before.state !== 'removing') continue
    const { payload } = JSON.parse(configuration.body) as { readonly payload: string }
    const uuid = await queueCommand(tenant, udid, {
      RequestType: 'InstallProfile',
      Payload: Buffer.from(payload, 'base64'),
    })
    const { id, version, identifier } = configuration
    await noteDelivery(tenant, { udid, configuration_id: id, version, identifier, command_uuid: uuid, state: 'sent' })
    queued = true
  }
  for (const before of had) {
    if (before.state === 'removing' || wanted.some(({ id }) => id === before.configuration_id)) continue
    const uuid = await queueCommand(tenant, udid, { RequestType: 'RemoveProfile', Identifier: before.identifier })
    await noteDelivery(tenant, { ...before, command_uuid: uuid, state: 'removing' })
    queued = true
  }
  return queued
}

/** The device answered. False: the command carried no custom profile. */
export async function noteCustomProfile(
  tenant: Tenant,
  command: MdmCommand,
  state: 'acknowledged' | 'error',
): Promise<boolean> {
  const { db } = tenant
  const delivery = await db
    .selectFrom('configuration_delivery')
    .selectAll()
    .where('command_uuid', '=', command.uuid)
    .executeTakeFirst()
  if (delivery === undefined) return false
  if (delivery.state === 'removing') {
    // What the device says it does not have is gone as well.
    await db.deleteFrom('configuration_delivery').where('command_uuid', '=', command.uuid).execute()
    return true
  }
  const outcome = state === 'acknowledged' ? 'installed' : 'failed'
  await db
    .updateTable('configuration_delivery')
    .set({ state: outcome })
    .where('command_uuid', '=', command.uuid)
    .execute()
  return true
}

/** A new enrollment starts with nothing. */
export async function forgetDeliveries(tenant: Tenant, udid: string): Promise<void> {
  await tenant.db.deleteFrom('configuration_delivery').where('udid', '=', udid).execute()
}

async function configurationsFor(tenant: Tenant, udid: string): Promise<readonly Configuration[]> {
  const { db } = tenant
  const enrollment = await db
    .selectFrom('mdm_enrollment')
    .select('managed_device_id')
    .where('udid', '=', udid)
    .where('state', '=', 'active')
    .executeTakeFirst()
  if (enrollment === undefined) return []
  const rows = await db.selectFrom('configuration').selectAll().orderBy('seq').execute()
  const assigned = rows
    .map((row) => ({ row, targets: JSON.parse(row.targets) as readonly Target[] }))
    .filter(({ targets }) => targets.length > 0)
  if (assigned.length === 0) return []
  const recipient = await recipientOf(tenant, enrollment.managed_device_id)
  const directory = await readDirectory(db)
  return assigned.filter(({ targets }) => reaches(targets, recipient, directory)).map(({ row }) => row)
}

async function recipientOf({ db }: Tenant, deviceId: string | null): Promise<Recipient> {
  const device = await db
    .selectFrom('managed_device')
    .select(['body', 'directory_id'])
    .where('id', '=', deviceId ?? '')
    .executeTakeFirst()
  const { userPrincipalName: upn = '' } = JSON.parse(device?.body ?? '{}') as { userPrincipalName?: string }
  const person = await db.selectFrom('person').select(['id', 'licensed']).where('upn', '=', upn).executeTakeFirst()
  return {
    deviceObjectId: device?.directory_id ?? null,
    userObjectId: person?.licensed === 1 ? person.id : null,
  }
}

type Delivery = {
  readonly udid: string
  readonly configuration_id: string
  readonly identifier: string
  readonly version: number
  readonly command_uuid: string
  readonly state: 'sent' | 'installed' | 'failed' | 'removing'
}

async function noteDelivery(tenant: Tenant, delivery: Delivery): Promise<void> {
  const { identifier, version, command_uuid, state } = delivery
  await tenant.db
    .insertInto('configuration_delivery')
    .values(delivery)
    .onConflict((conflict) =>
      conflict.columns(['udid', 'configuration_id']).doUpdateSet({ identifier, version, command_uuid, state }),
    )
    .execute()
}
