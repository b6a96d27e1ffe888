import { booleanAt, stringAt, stringsAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import type { Connection } from '../connection.ts'
import type { Phone } from '../phone.ts'
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
const planes: ReadonlySet<string> = new Set(['IODeviceTree', 'IOPower', 'IOService'])

function registry({ phone }: PracticeDevice, request: PlistDict): PlistInputDict {
  const asked = ['EntryClass', 'EntryName', 'CurrentPlane'].map((key) => stringAt(request, key) ?? '')
  const battery = batteryEntry(phone)
  // Without a name: the whole tree, of which the battery is all there is.
  if (asked.every((text) => text === '' || planes.has(text)))
    return registryReply({ name: 'Root', IORegistryEntryChildren: [{ name: 'AppleSmartBattery', ...battery }] })
  return registryReply(asked.some((text) => batteryNames.has(text)) ? battery : {})
}

function registryReply(entry: PlistInputDict): PlistInputDict {
  return { Status: 'Success', Diagnostics: { IORegistry: entry } }
}

function batteryEntry({ batteryPercent: charge }: Phone): PlistInputDict {
  return {
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
