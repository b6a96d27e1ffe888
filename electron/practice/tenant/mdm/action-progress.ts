import { isoTime } from '../clock.ts'
import type { Tenant } from '../tenant.ts'
import { updateManagedDevice } from './managed-device.ts'
import type { MdmCommand } from './poll.ts'

export type ActionState = 'pending' | 'active' | 'done' | 'failed'

type ActionResult = {
  readonly actionName: string
  readonly actionState: ActionState
  readonly startDateTime: string
  readonly lastUpdatedDateTime: string
}

/** Graph's name of the action that a command carries out. */
const actionNames: Readonly<Record<string, string>> = {
  RemoveProfile: 'retire',
  EraseDevice: 'wipe',
  DeviceLock: 'remoteLock',
  ClearPasscode: 'resetPasscode',
  RestartDevice: 'rebootNow',
  ShutDownDevice: 'shutDown',
  Settings: 'setDeviceName',
  DeviceInformation: 'syncDevice',
}

const managementStates: Readonly<Record<string, Readonly<Record<ActionState, string>>>> = {
  retire: { pending: 'retirePending', active: 'retireIssued', done: 'retireIssued', failed: 'retireFailed' },
  wipe: { pending: 'wipePending', active: 'wipeIssued', done: 'wipeIssued', failed: 'wipeFailed' },
}

/** Adds an action to a managedDevice: it waits for the device. */
export async function beginAction(tenant: Tenant, deviceId: string, actionName: string): Promise<void> {
  const now = isoTime(tenant.clock.now())
  const begun = { actionName, actionState: 'pending', startDateTime: now, lastUpdatedDateTime: now } as const
  const others = (await results(tenant, deviceId)).filter((result) => result.actionName !== actionName)
  await change(tenant, deviceId, actionName, 'pending', [...others, begun])
}

/** Carries the progress of a command over to the action it belongs to, if it does. */
export async function noteProgress(tenant: Tenant, command: MdmCommand, state: ActionState): Promise<void> {
  const actionName = actionNames[command.request_type]
  const device = await tenant.db
    .selectFrom('managed_device')
    .select('id')
    .where('udid', '=', command.udid)
    .executeTakeFirst()
  if (actionName === undefined || device === undefined) return
  const all = await results(tenant, device.id)
  const waiting = all.some(
    (result) => result.actionName === actionName && ['pending', 'active'].includes(result.actionState),
  )
  if (!waiting) return
  const lastUpdatedDateTime = isoTime(tenant.clock.now())
  const changed = all.map((result) =>
    result.actionName === actionName ? { ...result, actionState: state, lastUpdatedDateTime } : result,
  )
  await change(tenant, device.id, actionName, state, changed)
}

async function change(
  tenant: Tenant,
  deviceId: string,
  actionName: string,
  state: ActionState,
  deviceActionResults: readonly ActionResult[],
): Promise<void> {
  const managementState = managementStates[actionName]?.[state]
  await updateManagedDevice(tenant, deviceId, { deviceActionResults, managementState })
}

async function results(tenant: Tenant, deviceId: string): Promise<readonly ActionResult[]> {
  const row = await tenant.db.selectFrom('managed_device').select('body').where('id', '=', deviceId).executeTakeFirst()
  if (row === undefined) return []
  return (JSON.parse(row.body) as { deviceActionResults?: readonly ActionResult[] }).deviceActionResults ?? []
}
