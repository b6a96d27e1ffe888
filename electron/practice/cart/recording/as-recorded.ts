import { bigintAt, booleanAt, dictAt, integerAt, stringAt, stringsAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import { writePlist } from '../../../apple/plist/write.ts'
import type { InstalledProfile, PhoneIdentity, PhoneStorage } from '../phone.ts'
import type { Recording } from './read-recording.ts'

/** What of an identity was recorded; the rest stays as it was made. */
export function recordedIdentity({ domains }: Recording): Partial<PhoneIdentity> {
  const all = domains.get('')
  if (all === undefined) return {}
  const deviceClass = stringAt(all, 'DeviceClass')
  const found: { readonly [K in keyof PhoneIdentity]?: PhoneIdentity[K] | undefined } = {
    udid: stringAt(all, 'UniqueDeviceID'),
    serial: stringAt(all, 'SerialNumber'),
    ecid: bigintAt(all, 'UniqueChipID'),
    productType: stringAt(all, 'ProductType'),
    hardwareModel: stringAt(all, 'HardwareModel'),
    modelNumber: stringAt(all, 'ModelNumber'),
    deviceClass: deviceClass === 'iPad' || deviceClass === 'iPhone' ? deviceClass : undefined,
    osVersion: stringAt(all, 'ProductVersion'),
    build: stringAt(all, 'BuildVersion'),
    wifiAddress: stringAt(all, 'WiFiAddress'),
    bluetoothAddress: stringAt(all, 'BluetoothAddress'),
    chipId: integerAt(all, 'ChipID'),
    boardId: integerAt(all, 'BoardId'),
    imei: stringAt(all, 'InternationalMobileEquipmentIdentity') ?? null,
    meid: stringAt(all, 'MobileEquipmentIdentifier') ?? null,
    iccid: stringAt(all, 'IntegratedCircuitCardIdentity') ?? null,
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

/** What the device had in its storage when it was recorded. */
export function recordedStorage({ domains, profiles, cloudConfiguration }: Recording): Partial<PhoneStorage> {
  const all = domains.get('') ?? {}
  const international = domains.get('com.apple.international') ?? {}
  const buddy = domains.get('com.apple.PurpleBuddy') ?? {}
  const activation = stringAt(all, 'ActivationState')
  const found: { readonly [K in keyof PhoneStorage]?: PhoneStorage[K] | undefined } = {
    activated: activation === undefined ? undefined : activation !== 'Unactivated',
    deviceName: stringAt(all, 'DeviceName'),
    timeZone: stringAt(all, 'TimeZone'),
    language: stringAt(international, 'Language'),
    locale: stringAt(international, 'Locale'),
    setupDone: booleanAt(buddy, 'SetupDone') ?? booleanAt(buddy, 'SetupFinishedAllSteps'),
    cloudConfiguration,
    profiles: profiles === null ? undefined : recordedProfiles(profiles),
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined))
}

export function recordedBattery(recording: Recording | null): number | undefined {
  return integerAt(recording?.domains.get('com.apple.mobile.battery') ?? {}, 'BatteryCurrentCapacity')
}

export function recordedFindMy(recording: Recording | null): boolean | undefined {
  return booleanAt(recording?.domains.get('com.apple.fmip') ?? {}, 'IsAssociated')
}

/** Of profiles only their names were recorded; what was in them the device does not have. */
function recordedProfiles(reply: PlistDict): InstalledProfile[] {
  const metadata = dictAt(reply, 'ProfileMetadata') ?? {}
  return (stringsAt(reply, 'OrderedIdentifiers') ?? []).map((identifier) => {
    const about = dictAt(metadata, identifier) ?? {}
    const uuid = stringAt(about, 'PayloadUUID') ?? ''
    const displayName = stringAt(about, 'PayloadDisplayName') ?? ''
    const document = { ...about, PayloadType: 'Configuration', PayloadIdentifier: identifier, PayloadContent: [] }
    return {
      identifier,
      uuid,
      displayName,
      bytes: writePlist(document),
      payloads: [],
      removalDisallowed: booleanAt(about, 'PayloadRemovalDisallowed') ?? false,
      origin: 'cable',
    }
  })
}

/** Values the practice device has rules for: they follow from what it is and from what happens to it. */
const ruled: Readonly<Record<string, readonly string[]>> = {
  '': [
    'ActivationState',
    'ActivationStateAcknowledged',
    'BrickState',
    'DeviceName',
    'PasswordProtected',
    'TimeZone',
    'TimeZoneOffsetFromUTC',
    'TimeIntervalSince1970',
    'iTunesHasConnected',
    'SlipwayPractice',
    'DevicePublicKey',
    'UniqueDeviceID',
    'SerialNumber',
    'UniqueChipID',
    'IntegratedCircuitCardIdentity',
    'SIMStatus',
  ],
  'com.apple.international': ['Language', 'Locale'],
  'com.apple.mobile.battery': ['BatteryCurrentCapacity', 'BatteryIsCharging', 'FullyCharged'],
  'com.apple.fmip': ['IsAssociated'],
  'com.apple.PurpleBuddy': ['Language', 'Locale', 'SetupDone', 'SetupFinishedAllSteps'],
  'com.apple.purplebuddy': ['Language', 'Locale', 'SetupDone', 'SetupFinishedAllSteps'],
}

/** What was recorded of a domain, but for what rules decide. */
export function withoutRuled(recorded: PlistDict | undefined, domain: string): PlistDict {
  const keys = new Set(Object.hasOwn(ruled, domain) ? ruled[domain] : [])
  return Object.fromEntries(Object.entries(recorded ?? {}).filter(([key]) => !keys.has(key)))
}
