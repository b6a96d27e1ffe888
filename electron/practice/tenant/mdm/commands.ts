import { randomUuid } from '../../../lib/crypto.ts'
import { writePlist } from '../../../apple/plist/write.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import type { Tenant } from '../tenant.ts'

/** What Intune wants to know of a device; keys a model does not have are simply not answered. */
const deviceQueries = [
  'UDID',
  'DeviceName',
  'OSVersion',
  'BuildVersion',
  'ModelName',
  'Model',
  'ProductName',
  'SerialNumber',
  'DeviceCapacity',
  'AvailableDeviceCapacity',
  'IMEI',
  'MEID',
  'ICCID',
  'WiFiMAC',
  'BluetoothMAC',
  'IsSupervised',
  'IsActivationLockEnabled',
  'SubscriberCarrierNetwork',
]

/** Puts a command at the end of a device's queue. @returns its CommandUUID */
export async function queueCommand(
  tenant: Tenant,
  udid: string,
  command: PlistInputDict & { readonly RequestType: string },
): Promise<string> {
  const uuid = randomUuid().toUpperCase()
  await tenant.db
    .insertInto('mdm_command')
    .values({
      uuid,
      udid,
      request_type: command.RequestType,
      message: writePlist({ CommandUUID: uuid, Command: command }),
      state: 'queued',
      not_now_round: null,
      created_at: tenant.clock.now(),
      answered_at: null,
      result: null,
    })
    .execute()
  return uuid
}

export async function queueInventory(tenant: Tenant, udid: string): Promise<void> {
  await queueCommand(tenant, udid, { RequestType: 'DeviceInformation', Queries: deviceQueries })
  await queueCommand(tenant, udid, { RequestType: 'ProfileList' })
  await queueCommand(tenant, udid, { RequestType: 'SecurityInfo' })
}
