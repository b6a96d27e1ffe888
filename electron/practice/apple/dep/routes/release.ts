import { z } from 'zod'
import type { ProgramCall, ProgramRoute } from '../call.ts'
import { readBody, serialsSchema } from '../call.ts'
import { badRequest } from '../failure.ts'
import { disown, findDevice } from '../registry.ts'

/** Only where the portal lets this server release devices; for good. */
async function disownAll(call: ProgramCall): Promise<object> {
  const { devices } = readBody(call, z.object({ devices: serialsSchema.default([]) }))
  if (devices.length === 0) throw badRequest('DEVICE_ID_REQUIRED')
  const results: Record<string, string> = {}
  for (const serial of devices) {
    const device = await findDevice(call.program.db, serial)
    if (device?.server_uuid !== call.server.uuid) results[serial] = 'NOT_ACCESSIBLE'
    else if (call.server.may_release === 0) results[serial] = 'FAILED'
    else {
      await disown(call.program, device)
      results[serial] = 'SUCCESS'
    }
  }
  return { devices: results }
}

const lockSchema = z.object({
  device: z.string().min(1),
  escrow_key: z.string().optional(),
  lost_message: z.string().optional(),
})

async function activationLock(call: ProgramCall): Promise<object> {
  const { device: serial } = readBody(call, lockSchema)
  const device = await findDevice(call.program.db, serial)
  const accessible = device?.server_uuid === call.server.uuid
  if (accessible) call.program.activationLocked.add(device.serial)
  return { serial_number: serial, response_status: accessible ? 'SUCCESS' : 'NOT_ACCESSIBLE' }
}

export const releaseRoutes: readonly ProgramRoute[] = [
  { method: 'POST', path: '/devices/disown', handle: disownAll },
  { method: 'POST', path: '/device/activationlock', handle: activationLock },
]
