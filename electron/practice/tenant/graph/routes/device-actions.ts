import { z } from 'zod'
import type { PlistInputDict } from '../../../../apple/plist/write.ts'
import { mdmProfileIdentifier } from '../../enrolment/enrollment-profile.ts'
import { beginAction } from '../../mdm/action-progress.ts'
import { queueCommand, queueInventory } from '../../mdm/commands.ts'
import { pushDevice } from '../../mdm/push.ts'
import { readBody } from '../body.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { noContent, scopes } from '../call.ts'
import { refusedByIntune } from '../failure.ts'
import type { ManagedDevice } from '../managed-device-entity.ts'
import { findManagedDevice } from '../managed-device-entity.ts'

type Command = PlistInputDict & { readonly RequestType: string }

/** Writes the action down, queues its command and wakes the device; a record without a channel only waits. */
async function command(call: GraphCall, device: ManagedDevice, name: string, message: Command): Promise<GraphReply> {
  const waiting = actionWaits(device, name)
  await beginAction(call.tenant, device.id, name)
  if (device.udid === null) return noContent
  if (!waiting) await queueCommand(call.tenant, device.udid, message)
  await pushDevice(call.tenant, device.udid)
  return noContent
}

function bodyOf(device: ManagedDevice): Readonly<Record<string, unknown>> {
  return JSON.parse(device.body) as Record<string, unknown>
}

/** Asked for again before the device answered: the command is queued already. */
function actionWaits(device: ManagedDevice, name: string): boolean {
  const results = (bodyOf(device)['deviceActionResults'] ?? []) as readonly {
    actionName: string
    actionState: string
  }[]
  return results.some((result) => result.actionName === name && ['pending', 'active'].includes(result.actionState))
}

function needSupervision(device: ManagedDevice): void {
  if (bodyOf(device)['isSupervised'] !== true) throw refusedByIntune('This action needs a supervised device')
}

/** Removes the management profile, and with it everything it brought; the device keeps the rest. */
async function retire(call: GraphCall): Promise<GraphReply> {
  const Identifier = mdmProfileIdentifier(call.tenant)
  return command(call, await findManagedDevice(call), 'retire', { RequestType: 'RemoveProfile', Identifier })
}

const wipeShape = {
  keepEnrollmentData: z.boolean().nullable().optional(),
  keepUserData: z.boolean().nullable().optional(),
  macOsUnlockCode: z.string().nullable().optional(),
  persistEsimDataPlan: z.boolean().nullable().optional(),
}
const wipeSchema = z.strictObject(wipeShape).optional()
const wipeBetaSchema = z.strictObject({ ...wipeShape, useProtectedWipe: z.boolean().nullable().optional() }).optional()

async function wipe(call: GraphCall): Promise<GraphReply> {
  const device = await findManagedDevice(call)
  const options = readBody(call, call.version === 'beta' ? wipeBetaSchema : wipeSchema)
  const PreserveDataPlan = options?.persistEsimDataPlan === true
  return command(call, device, 'wipe', { RequestType: 'EraseDevice', PreserveDataPlan, DisallowProximitySetup: false })
}

async function sync(call: GraphCall): Promise<GraphReply> {
  const device = await findManagedDevice(call)
  const waiting = actionWaits(device, 'syncDevice')
  await beginAction(call.tenant, device.id, 'syncDevice')
  if (device.udid === null) return noContent
  if (!waiting) await queueInventory(call.tenant, device.udid)
  await pushDevice(call.tenant, device.udid)
  return noContent
}

async function remoteLock(call: GraphCall): Promise<GraphReply> {
  return command(call, await findManagedDevice(call), 'remoteLock', { RequestType: 'DeviceLock' })
}

/** Needs the token that the device gave when its passcode was set. */
async function resetPasscode(call: GraphCall): Promise<GraphReply> {
  const device = await findManagedDevice(call)
  const row = await call.tenant.db
    .selectFrom('mdm_enrollment')
    .select('unlock_token')
    .where('udid', '=', device.udid ?? '')
    .executeTakeFirst()
  if (!row?.unlock_token) throw refusedByIntune('The device has not escrowed a token to clear its passcode')
  const UnlockToken = Buffer.from(row.unlock_token, 'base64')
  return command(call, device, 'resetPasscode', { RequestType: 'ClearPasscode', UnlockToken })
}

async function reboot(call: GraphCall): Promise<GraphReply> {
  const device = await findManagedDevice(call)
  needSupervision(device)
  return command(call, device, 'rebootNow', { RequestType: 'RestartDevice' })
}

async function shutDown(call: GraphCall): Promise<GraphReply> {
  const device = await findManagedDevice(call)
  needSupervision(device)
  return command(call, device, 'shutDown', { RequestType: 'ShutDownDevice' })
}

/** Intune asks Apple, not the device: the practice activation service lets the device go. */
async function bypassActivationLock(call: GraphCall): Promise<GraphReply> {
  const device = await findManagedDevice(call)
  needSupervision(device)
  call.tenant.activationLocked.delete(device.serial)
  return noContent
}

const nameSchema = z.strictObject({ deviceName: z.string().trim().min(1).max(63) })

async function setDeviceName(call: GraphCall): Promise<GraphReply> {
  const device = await findManagedDevice(call)
  const { deviceName } = readBody(call, nameSchema)
  needSupervision(device)
  const Settings = [{ Item: 'DeviceName', DeviceName: deviceName }]
  return command(call, device, 'setDeviceName', { RequestType: 'Settings', Settings })
}

function action(name: string, handle: GraphRoute['handle'], beta = false): GraphRoute {
  const path = `deviceManagement/managedDevices/:id/${name}`
  return { method: 'POST', path, beta, scopes: scopes.actOnDevices, family: 'devices', handle }
}

export const deviceActionRoutes: readonly GraphRoute[] = [
  action('retire', retire),
  action('wipe', wipe),
  action('syncDevice', sync),
  action('remoteLock', remoteLock),
  action('resetPasscode', resetPasscode),
  action('rebootNow', reboot),
  action('shutDown', shutDown),
  action('bypassActivationLock', bypassActivationLock),
  action('setDeviceName', setDeviceName, true),
]
