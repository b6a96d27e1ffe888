import { booleanAt, stringAt, stringsAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import type { Connection } from '../connection.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { nextRequest } from './next-request.ts'

type PowerEvent = 'restartRequested' | 'shutdownRequested'
const powerEvents: Readonly<Record<string, PowerEvent>> = { Restart: 'restartRequested', Shutdown: 'shutdownRequested' }

/** Restart, shutdown, battery and registry. With WaitForDisconnect the device acts once the host has gone. */
export async function serveDiagnostics(device: PracticeDevice, connection: Connection): Promise<void> {
  let afterwards: PowerEvent | null = null
  for (;;) {
    const request = await nextRequest(connection)
    if (request === null) break
    const name = stringAt(request, 'Request') ?? ''
    const power = Object.hasOwn(powerEvents, name) ? powerEvents[name] : undefined
    if (power !== undefined) {
      await connection.send({ Status: 'Success' })
      afterwards = power
      if (booleanAt(request, 'WaitForDisconnect') !== true) break
    } else if (name === 'Goodbye') {
      await connection.send({ Status: 'Success' })
      break
    } else await connection.send(diagnostics(device, name, request))
  }
  if (afterwards !== null) device.phone.emit(afterwards)
}

function diagnostics(device: PracticeDevice, name: string, request: PlistDict): PlistInputDict {
  switch (name) {
    case 'Sleep':
      return { Status: 'Success' }
    case 'All':
      return { Status: 'Success', Diagnostics: { GasGauge: gasGauge(device), HDMI: { Connection: 'None' } } }
    case 'GasGauge':
      return { Status: 'Success', Diagnostics: { GasGauge: gasGauge(device) } }
    case 'IORegistry':
      return registry(device, request)
    case 'MobileGestalt':
      return gestalt(device, stringsAt(request, 'MobileGestaltKeys') ?? [])
    default:
      return { Status: 'UnknownRequest' }
  }
}

/** Of the whole registry only the battery is modelled. */
const batteryNames: ReadonlySet<string> = new Set(['IOPMPowerSource', 'AppleSmartBattery', 'AppleARMPMUCharger'])

function registry({ phone }: PracticeDevice, request: PlistDict): PlistInputDict {
  const asked = ['EntryClass', 'EntryName', 'CurrentPlane'].map((key) => stringAt(request, key) ?? '')
  if (asked.every((text) => text === '')) return { Status: 'Failure' }
  if (!asked.some((text) => batteryNames.has(text))) return { Status: 'Success', Diagnostics: { IORegistry: {} } }
  const charge = phone.batteryPercent
  return {
    Status: 'Success',
    Diagnostics: {
      IORegistry: {
        AppleRawMaxCapacity: 3200,
        AtWarnLevel: charge < 10,
        CurrentCapacity: charge,
        CycleCount: 12,
        DesignCapacity: 3300,
        ExternalConnected: true,
        FullyCharged: charge >= 100,
        IsCharging: charge < 100,
        MaxCapacity: 100,
        Temperature: 2650,
        Voltage: 4100,
      },
    },
  }
}

/** Withdrawn in 17.4: newer devices say so instead of answering. */
function gestalt({ phone }: PracticeDevice, keys: readonly string[]): PlistInputDict {
  const [major = 0, minor = 0] = phone.identity.osVersion.split('.').map(Number)
  if (major > 17 || (major === 17 && minor >= 4)) {
    return { Status: 'Success', Diagnostics: { MobileGestalt: { Status: 'MobileGestaltDeprecated' } } }
  }
  const known: PlistInputDict = {
    BuildVersion: phone.identity.build,
    DeviceClass: phone.identity.deviceClass,
    ProductType: phone.identity.productType,
    ProductVersion: phone.identity.osVersion,
    SerialNumber: phone.identity.serial,
    UniqueDeviceID: phone.identity.udid,
  }
  const found = Object.fromEntries(keys.filter((key) => Object.hasOwn(known, key)).map((key) => [key, known[key]]))
  return { Status: 'Success', Diagnostics: { MobileGestalt: { Status: 'Success', ...found } } }
}

function gasGauge({ phone }: PracticeDevice): PlistInputDict {
  return {
    CycleCount: 12,
    DesignCapacity: 3300,
    FullChargeCapacity: 3200,
    Status: phone.batteryPercent < 100 ? 'Charging' : 'Success',
  }
}
