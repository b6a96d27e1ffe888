import { booleanAt, dictAt, integerAt, realAt, stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { Tenant } from '../tenant.ts'
import { findEnrollment } from './check-in.ts'
import { noteProgress } from './action-progress.ts'
import { queueCommand } from './commands.ts'
import { releaseDevice, updateManagedDevice } from './managed-device.ts'
import type { MdmCommand } from './poll.ts'

/** What an answered command changes in the tenant. */
export async function applyResult(
  tenant: Tenant,
  command: MdmCommand,
  state: 'acknowledged' | 'error',
  message: PlistDict,
): Promise<void> {
  await noteProgress(tenant, command, state === 'acknowledged' ? 'done' : 'failed')
  const leaves = command.request_type === 'EraseDevice' || command.request_type === 'RemoveProfile'
  if (state === 'error') return
  if (leaves) return releaseDevice(tenant, command.udid)
  const deviceId = (await findEnrollment(tenant, command.udid))?.managed_device_id ?? null
  if (deviceId === null) return
  if (command.request_type === 'DeviceInformation')
    await learn(tenant, deviceId, command.udid, dictAt(message, 'QueryResponses') ?? {})
  if (command.request_type === bypassRequest)
    await updateManagedDevice(tenant, deviceId, { activationLockBypassCode: stringAt(message, bypassRequest) })
  if (command.request_type === 'SecurityInfo')
    await learnSecurity(tenant, deviceId, dictAt(message, 'SecurityInfo') ?? {})
}

/** Apple names the command and what it answers with alike. */
const bypassRequest = 'ActivationLockBypassCode'

async function learn(tenant: Tenant, deviceId: string, udid: string, answers: PlistDict): Promise<void> {
  const bytes = (gibibytes: number | undefined) =>
    gibibytes === undefined ? undefined : Math.round(gibibytes * 1024 ** 3)
  const isSupervised = booleanAt(answers, 'IsSupervised')
  await updateManagedDevice(tenant, deviceId, {
    deviceName: stringAt(answers, 'DeviceName'),
    osVersion: stringAt(answers, 'OSVersion'),
    model: stringAt(answers, 'ModelName') ?? stringAt(answers, 'ProductName'),
    imei: digits(stringAt(answers, 'IMEI')),
    meid: stringAt(answers, 'MEID'),
    iccid: digits(stringAt(answers, 'ICCID')),
    wiFiMacAddress: stringAt(answers, 'WiFiMAC')?.replaceAll(':', ''),
    subscriberCarrier: stringAt(answers, 'SubscriberCarrierNetwork'),
    totalStorageSpaceInBytes: bytes(realAt(answers, 'DeviceCapacity')),
    freeStorageSpaceInBytes: bytes(realAt(answers, 'AvailableDeviceCapacity')),
    isSupervised,
    complianceState: 'compliant',
  })
  if (isSupervised === undefined) return
  const device = await tenant.db
    .selectFrom('managed_device')
    .select(['serial', 'body'])
    .where('id', '=', deviceId)
    .executeTakeFirst()
  if (device === undefined) return
  // Only a supervised device makes a code; it is asked for once per enrollment, and kept with the record.
  const { activationLockBypassCode: kept } = JSON.parse(device.body) as { activationLockBypassCode?: string | null }
  if (isSupervised && (kept ?? null) === null && !(await isQueued(tenant, udid)))
    await queueCommand(tenant, udid, { RequestType: bypassRequest })
  await tenant.db
    .updateTable('identity')
    .set({ supervised: isSupervised ? 1 : 0 })
    .where('serial', '=', device.serial)
    .execute()
}

async function isQueued(tenant: Tenant, udid: string): Promise<boolean> {
  const waiting = await tenant.db
    .selectFrom('mdm_command')
    .select('uuid')
    .where('udid', '=', udid)
    .where('request_type', '=', bypassRequest)
    .where('state', '=', 'queued')
    .executeTakeFirst()
  return waiting !== undefined
}

/** Devices write these with blanks between groups. */
function digits(text: string | undefined): string | undefined {
  return text?.replaceAll(' ', '')
}

/** Data protection is on once the hardware can (3 = block and file level) and a passcode is set. */
async function learnSecurity(tenant: Tenant, deviceId: string, answers: PlistDict): Promise<void> {
  const isEncrypted =
    integerAt(answers, 'HardwareEncryptionCaps') === 3 && booleanAt(answers, 'PasscodePresent') === true
  await updateManagedDevice(tenant, deviceId, { isEncrypted })
}
