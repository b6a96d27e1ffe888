import { z } from 'zod'
import type { ProgramCall, ProgramRoute } from '../call.ts'
import { readBody, serialsSchema } from '../call.ts'
import { ProgramFailure, badRequest } from '../failure.ts'
import { readProfile } from '../profile-rules.ts'
import { newProgramId } from '../program.ts'
import { changeProfile, findDevice } from '../registry.ts'

/** A definition never changes and never goes: whoever wants another one defines it and assigns it anew. */
async function define(call: ProgramCall): Promise<object> {
  const profile = readProfile(call.body)
  const { devices } = readBody(call, z.object({ devices: serialsSchema.default([]) }))
  const uuid = newProgramId()
  const { program, server } = call
  await program.db
    .insertInto('profile')
    .values({ uuid, server_uuid: server.uuid, created_at: program.clock.now(), body: JSON.stringify(profile) })
    .execute()
  return { profile_uuid: uuid, devices: await assignAll(call, uuid, devices) }
}

async function findProfile(call: ProgramCall, uuid: string, code: string): Promise<{ readonly body: string }> {
  const row = await call.program.db
    .selectFrom('profile')
    .select('body')
    .where('uuid', '=', uuid.toUpperCase())
    .where('server_uuid', '=', call.server.uuid)
    .executeTakeFirst()
  if (row === undefined) throw new ProgramFailure(404, code)
  return row
}

async function get(call: ProgramCall): Promise<object> {
  const uuid = call.query.get('profile_uuid') ?? ''
  if (uuid === '') throw badRequest('PROFILE_UUID_REQUIRED')
  const row = await findProfile(call, uuid, 'PROFILE_NOT_FOUND')
  return { profile_uuid: uuid.toUpperCase(), ...(JSON.parse(row.body) as object) }
}

const assignmentSchema = z.object({ profile_uuid: z.string().default(''), devices: serialsSchema.default([]) })

async function assign(call: ProgramCall): Promise<object> {
  const { profile_uuid: uuid, devices } = readBody(call, assignmentSchema)
  if (devices.length === 0) throw badRequest('DEVICE_ID_REQUIRED')
  if (uuid === '') throw badRequest('PROFILE_UUID_REQUIRED')
  await findProfile(call, uuid, 'NOT_FOUND')
  const results = await assignAll(call, uuid.toUpperCase(), devices)
  const throttled = Object.values(results).includes('THROTTLED')
  return {
    profile_uuid: uuid.toUpperCase(),
    devices: results,
    // Apple: from protocol version 10 on it is said when to try again.
    ...(throttled && call.protocol >= 10 ? { retry_after_seconds: 24 * 3600 } : {}),
  }
}

async function assignAll(
  call: ProgramCall,
  uuid: string,
  serials: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const { program, server, protocol } = call
  const now = program.clock.now()
  return program.db.transaction().execute(async (trx) => {
    const results: Record<string, string> = {}
    for (const serial of serials) {
      const device = await findDevice(trx, serial)
      if (device?.server_uuid !== server.uuid) results[serial] = 'NOT_ACCESSIBLE'
      else if (program.throttled.has(device.serial)) results[serial] = protocol >= 9 ? 'THROTTLED' : 'FAILED'
      else {
        results[serial] = 'SUCCESS'
        const change = { profile_status: 'assigned', profile_assigned_at: now, profile_pushed_at: null } as const
        await changeProfile(trx, device, { profile_uuid: uuid, ...change }, now)
      }
    }
    return results
  })
}

/** A device that has taken the profile keeps it until it is erased. */
async function remove(call: ProgramCall): Promise<object> {
  const { devices } = readBody(call, z.object({ devices: serialsSchema.default([]) }))
  if (devices.length === 0) throw badRequest('DEVICE_ID_REQUIRED')
  const { program, server } = call
  const now = program.clock.now()
  return program.db.transaction().execute(async (trx) => {
    const results: Record<string, string> = {}
    for (const serial of devices) {
      const device = await findDevice(trx, serial)
      if (device?.server_uuid !== server.uuid) {
        results[serial] = 'NOT_ACCESSIBLE'
        continue
      }
      results[serial] = 'SUCCESS'
      if (device.profile_uuid === null) continue
      const change = { profile_uuid: null, profile_assigned_at: null, profile_pushed_at: null } as const
      await changeProfile(trx, device, { ...change, profile_status: 'removed' }, now)
    }
    return { devices: results }
  })
}

export const profileRoutes: readonly ProgramRoute[] = [
  { method: 'POST', path: '/profile', handle: define },
  { method: 'GET', path: '/profile', handle: get },
  // Apple documents POST; its simulator and the usual clients speak PUT.
  { method: 'POST', path: '/profile/devices', handle: assign },
  { method: 'PUT', path: '/profile/devices', handle: assign },
  { method: 'DELETE', path: '/profile/devices', handle: remove },
]
