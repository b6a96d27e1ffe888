/** What an identifier identifies; each kind has pseudonyms of a form of its own. */
export type IdentifierKind =
  | 'udid'
  | 'serial'
  | 'ecid'
  | 'imei'
  | 'meid'
  | 'iccid'
  | 'imsi'
  | 'phone'
  | 'mac'
  | 'part'
  | 'name'
  | 'uuid'
  | 'organization'
  | 'url'
  | 'profile'

const byKind: Readonly<Record<IdentifierKind, readonly string[]>> = {
  udid: ['UniqueDeviceID', 'UDID', 'udid'],
  serial: ['SerialNumber', 'AppleSerialNumber'],
  ecid: ['UniqueChipID', 'DieID', 'DieId', 'ECID'],
  imei: [
    'InternationalMobileEquipmentIdentity',
    'InternationalMobileEquipmentIdentity2',
    'InternationalMobileEquipmentIdentitySV',
    'IMEI',
  ],
  meid: ['MobileEquipmentIdentifier', 'MEID'],
  iccid: ['IntegratedCircuitCardIdentity', 'IntegratedCircuitCardIdentity2', 'ICCID'],
  imsi: ['InternationalMobileSubscriberIdentity', 'InternationalMobileSubscriberIdentity2', 'IMSI'],
  phone: ['PhoneNumber', 'PhoneNumber2'],
  mac: ['WiFiAddress', 'BluetoothAddress', 'EthernetAddress', 'WiFiMACAddress'],
  part: ['MLBSerialNumber', 'WirelessBoardSerialNumber', 'BasebandMasterKeyHash'],
  name: ['DeviceName', 'HostName'],
  uuid: ['HostID', 'SystemBUID', 'SessionID', 'UntrustedHostBUID', 'OrganizationMagic', 'PayloadUUID'],
  organization: ['OrganizationName', 'PayloadOrganization'],
  url: ['ConfigurationURL', 'ConfigurationWebURL'],
  profile: ['ProfileIdentifier', 'OrderedIdentifiers', 'PayloadIdentifier'],
}

const identifiers: ReadonlyMap<string, IdentifierKind> = new Map(
  (Object.keys(byKind) as IdentifierKind[]).flatMap((kind) => byKind[kind].map((key) => [key, kind] as const)),
)

export function identifierKind(key: string): IdentifierKind | undefined {
  return identifiers.get(key)
}

/** Dictionaries whose very keys are profile identifiers. */
export const keyedByProfile: ReadonlySet<string> = new Set(['ProfileManifest', 'ProfileMetadata'])

/**
 * Texts that say nothing about a person, a company or one device: words of the protocols, models, versions, states. All
 * other texts are hidden, so that a key nobody here has heard of cannot give anything away.
 */
export const harmlessKeys: ReadonlySet<string> = new Set(
  `
  Request RequestType Command command Service Domain Key Type Error Status Result ErrorDomain Label
  ProtocolVersion Purpose EntryClass EntryName CurrentPlane Item BuildVersion CPUArchitecture DeviceClass
  DeviceColor DeviceEnclosureColor HardwareModel HardwarePlatform HumanReadableProductVersionString PartitionType
  ProductName ProductType ProductVersion FirmwareVersion BasebandVersion BasebandStatus ModelNumber RegionInfo
  ActivationState TimeZone SIMStatus SIMTrayStatus kCTPostponementStatus PowerState kCTPostponementInfoPRLName
  Language Locale SupportedLanguages SupportedLocales GuessedCountry SkipSetup SyncDataClasses MobileGestaltKeys
  PayloadType SlipwayPractice
  `
    .trim()
    .split(/\s+/),
)

/** Names of notifications, which stand under a key that may hold anything elsewhere. */
export const notificationName = /^(com\.apple\.[\w.-]+|BYSetupAssistant\w+)$/
