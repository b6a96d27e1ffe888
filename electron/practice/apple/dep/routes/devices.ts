import { z } from 'zod'
import type { ProgramCall, ProgramRoute } from '../call.ts'
import { readBody, serialsSchema } from '../call.ts'
import { readCursor, writeCursor } from '../cursor.ts'
import { deviceRecord } from '../device-record.ts'
import { badRequest } from '../failure.ts'
import { programTime } from '../program.ts'
import { findDevice } from '../registry.ts'
import type { ProgramDevice } from '../store/schema.ts'

const pageSchema = z
  .object({ cursor: z.string().nullable().optional(), limit: z.number().int().min(1).nullable().optional() })
  .optional()

function pageOf(call: ProgramCall): { readonly cursor: string | null; readonly limit: number } {
  const sent = readBody(call, pageSchema)
  const { pageDefault, pageMaximum } = call.program.switches
  return { cursor: sent?.cursor || null, limit: Math.min(sent?.limit ?? pageDefault, pageMaximum) }
}

async function lastChange({ program, server }: ProgramCall): Promise<number> {
  const row = await program.db
    .selectFrom('change')
    .select(({ fn }) => fn.max('seq').as('last'))
    .where('server_uuid', '=', server.uuid)
    .executeTakeFirstOrThrow()
  return row.last ?? 0
}

/** Every device of the server, page by page; what changes meanwhile is told by a sync with the last cursor. */
async function fetchDevices(call: ProgramCall): Promise<object> {
  const { program, server } = call
  const { cursor: text, limit } = pageOf(call)
  const now = program.clock.now()
  const cursor = text === null ? null : await readCursor(program.db, text, server.uuid, now)
  if (cursor !== null && cursor.at === null) throw badRequest('EXHAUSTED_CURSOR')
  const since = cursor?.since ?? (await lastChange(call))
  const rows = await program.db
    .selectFrom('device')
    .selectAll()
    .where('server_uuid', '=', server.uuid)
    .where('seq', '>', cursor?.at ?? 0)
    .orderBy('seq')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const more = rows.length > limit
  const at = more ? (page.at(-1)?.seq ?? 0) : null
  return {
    devices: page.map((device) => deviceRecord(device, call.protocol)),
    cursor: await writeCursor(program.db, { server: server.uuid, at, since, issuedAt: now }),
    fetched_until: programTime(now),
    more_to_follow: more,
  }
}

/** What happened since the cursor, in order: a serial number may come more than once. */
async function syncDevices(call: ProgramCall): Promise<object> {
  const { program, server } = call
  const { cursor: text, limit } = pageOf(call)
  if (text === null) throw badRequest('CURSOR_REQUIRED')
  const now = program.clock.now()
  const cursor = await readCursor(program.db, text, server.uuid, now)
  // Devices that were not fetched yet would never be told.
  if (cursor.at !== null) throw badRequest('INVALID_CURSOR')
  const rows = await program.db
    .selectFrom('change')
    .selectAll()
    .where('server_uuid', '=', server.uuid)
    .where('seq', '>', cursor.since)
    .orderBy('seq')
    .limit(limit + 1)
    .execute()
  const page = rows.slice(0, limit)
  const since = page.at(-1)?.seq ?? cursor.since
  return {
    devices: page.map((change) => ({
      ...deviceRecord(JSON.parse(change.body) as ProgramDevice, call.protocol),
      op_type: change.op_type,
      op_date: programTime(change.op_at),
    })),
    cursor: await writeCursor(program.db, { server: server.uuid, at: null, since, issuedAt: now }),
    fetched_until: programTime(now),
    more_to_follow: rows.length > limit,
  }
}

async function details(call: ProgramCall): Promise<object> {
  const { devices } = readBody(call, z.object({ devices: serialsSchema }))
  if (devices.length === 0) throw badRequest('DEVICE_ID_REQUIRED')
  const found: Record<string, object> = {}
  for (const serial of devices) {
    const device = await findDevice(call.program.db, serial)
    if (device === undefined) found[serial] = { response_status: 'NOT_FOUND' }
    else if (device.server_uuid !== call.server.uuid) found[serial] = { response_status: 'NOT_ACCESSIBLE' }
    else found[serial] = { ...deviceRecord(device, call.protocol), response_status: 'SUCCESS' }
  }
  return { devices: found }
}

export const deviceRoutes: readonly ProgramRoute[] = [
  { method: 'POST', path: '/server/devices', handle: fetchDevices },
  { method: 'POST', path: '/devices/sync', handle: syncDevices },
  { method: 'POST', path: '/devices', handle: details },
]
