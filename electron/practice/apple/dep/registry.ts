/** What changes devices, by the portal or by the API; each change is written into the log that `/devices/sync` tells. */
import type { Program } from './program.ts'
import type { ProgramDatabase } from './store/open.ts'
import type { DeviceSource, OperationType, ProfileStatus, ProgramDevice } from './store/schema.ts'

export type NewDevice = {
  readonly serial: string
  readonly model: string
  readonly description: string
  readonly color: string
  readonly assetTag: string
  readonly family: 'iPhone' | 'iPad' | 'Mac' | 'AppleTV'
  readonly orderNumber: string
  readonly source: DeviceSource
}

const systems = { iPhone: 'iOS', iPad: 'iPadOS', Mac: 'OSX', AppleTV: 'tvOS' } as const
const chunk = 1000

/** Devices the organization bought or added by hand, on no server yet. A serial number that is there already stays as it is. @returns how many are new */
export async function addDevices(program: Program, devices: readonly NewDevice[]): Promise<number> {
  let added = 0
  const now = program.clock.now()
  await program.db.transaction().execute(async (trx) => {
    for (let start = 0; start < devices.length; start += chunk) {
      const rows = devices.slice(start, start + chunk).map((device) => ({
        serial: device.serial,
        model: device.model,
        description: device.description,
        color: device.color,
        asset_tag: device.assetTag,
        device_family: device.family,
        os: systems[device.family],
        order_number: device.orderNumber,
        source: device.source,
        ...unassigned,
        disowned: 0,
        added_at: now,
        updated_at: now,
      }))
      const inserted = await trx
        .insertInto('device')
        .values(rows)
        .onConflict((conflict) => conflict.column('serial').doNothing())
        .returning('serial')
        .execute()
      added += inserted.length
    }
  })
  return added
}

const unassigned = {
  server_uuid: null,
  assigned_at: null,
  assigned_by: null,
  profile_uuid: null,
  profile_status: 'empty',
  profile_assigned_at: null,
  profile_pushed_at: null,
} as const

/**
 * Puts devices on a server, or on none (`null`). A device that moves takes no profile along: the old server hears
 * `deleted`, the new one `added`.
 * @returns the serial numbers the organization does not have
 */
export async function assignToServer(
  program: Program,
  serials: readonly string[],
  serverUuid: string | null,
  by: string,
): Promise<readonly string[]> {
  const now = program.clock.now()
  return program.db.transaction().execute(async (trx) => {
    const unknown: string[] = []
    for (const serial of new Set(serials)) {
      const device = await findDevice(trx, serial)
      if (device === undefined) unknown.push(serial)
      else if (device.server_uuid !== serverUuid) await move(trx, device, serverUuid, by, now)
    }
    return unknown
  })
}

async function move(
  trx: ProgramDatabase,
  device: ProgramDevice,
  serverUuid: string | null,
  by: string,
  now: number,
): Promise<void> {
  const assignment = serverUuid === null ? {} : { server_uuid: serverUuid, assigned_at: now, assigned_by: by }
  const moved = { ...device, ...unassigned, ...assignment, updated_at: now }
  await trx
    .updateTable('device')
    .set({ ...unassigned, ...assignment, updated_at: now })
    .where('serial', '=', device.serial)
    .execute()
  if (device.server_uuid !== null) await log(trx, device.server_uuid, moved, 'deleted', now)
  if (serverUuid !== null) await log(trx, serverUuid, moved, 'added', now)
}

/** Out of the organization for good. */
export async function disown(program: Program, device: ProgramDevice): Promise<void> {
  const now = program.clock.now()
  await program.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('device')
      .set({ ...unassigned, disowned: 1 })
      .where('serial', '=', device.serial)
      .execute()
    if (device.server_uuid !== null) await log(trx, device.server_uuid, { ...device, ...unassigned }, 'deleted', now)
  })
}

export type ProfileChange = {
  readonly profile_uuid: string | null
  readonly profile_status: ProfileStatus
  readonly profile_assigned_at: number | null
  readonly profile_pushed_at: number | null
}

/** Sets what is so about a device's profile; its server hears `modified`. */
export async function changeProfile(
  trx: ProgramDatabase,
  device: ProgramDevice,
  change: ProfileChange,
  now: number,
): Promise<void> {
  await trx.updateTable('device').set(change).where('serial', '=', device.serial).execute()
  if (device.server_uuid !== null) await log(trx, device.server_uuid, { ...device, ...change }, 'modified', now)
}

/** A device of the organization, wherever it is assigned. */
export async function findDevice(db: ProgramDatabase, serial: string): Promise<ProgramDevice | undefined> {
  return db
    .selectFrom('device')
    .selectAll()
    .where('serial', '=', serial.trim().toUpperCase())
    .where('disowned', '=', 0)
    .executeTakeFirst()
}

async function log(
  trx: ProgramDatabase,
  server: string,
  device: ProgramDevice,
  operation: OperationType,
  now: number,
): Promise<void> {
  await trx
    .insertInto('change')
    .values({
      server_uuid: server,
      serial: device.serial,
      op_type: operation,
      op_at: now,
      body: JSON.stringify(device),
    })
    .execute()
}
