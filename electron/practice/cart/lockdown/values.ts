import { PlistReal } from '../../../apple/plist/value.ts'
import type { PlistInput, PlistInputDict } from '../../../apple/plist/write.ts'
import { sha256 } from '../../../lib/crypto.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { withoutRuled } from '../recording/as-recorded.ts'
import { writableKind } from './writable-keys.ts'

export type Values = Readonly<Record<string, PlistInput>>

/** The default domain as anyone may read it before pairing. `SlipwayPractice` marks the device as a practice one. */
export function openValues(device: PracticeDevice): Values {
  return { ...madeOpenValues(device), ...withoutRuled(device.phone.recording?.open, '') }
}

function madeOpenValues(device: PracticeDevice): Values {
  const { identity, storage } = device.phone
  return {
    ...radioValues(device),
    BoardId: identity.boardId,
    BuildVersion: identity.build,
    CPUArchitecture: 'arm64e',
    ChipID: identity.chipId,
    DeviceClass: identity.deviceClass,
    DeviceColor: '1',
    DeviceName: storage.deviceName,
    DieID: identity.ecid,
    HardwareModel: identity.hardwareModel,
    HasSiDP: true,
    PartitionType: 'GUID_partition_scheme',
    ProductName: identity.deviceClass === 'iPad' ? 'iPad OS' : 'iPhone OS',
    ProductType: identity.productType,
    ProductVersion: identity.osVersion,
    ProductionSOC: true,
    ProtocolVersion: '2',
    SlipwayPractice: device.world.factory.worldId,
    SupportedDeviceFamilies: identity.deviceClass === 'iPad' ? [1, 2] : [1],
    TelephonyCapability: identity.imei !== null,
    UniqueChipID: identity.ecid,
    UniqueDeviceID: identity.udid,
    WiFiAddress: identity.wifiAddress,
  }
}

function radioValues({ phone }: PracticeDevice): Values {
  if (phone.identity.imei === null) return {}
  return {
    BasebandCertId: 3840149528,
    BasebandKeyHashInformation: { AKeyStatus: 2, SKeyHash: sha256('baseband'), SKeyStatus: 0 },
    BasebandSerialNumber: sha256(phone.identity.udid).subarray(0, 4),
    BasebandVersion: '1.00.00',
  }
}

/** The default domain in a session: all of it. */
export function sessionValues(device: PracticeDevice): Values {
  const { phone } = device
  const { identity, storage } = phone
  return {
    ...openValues(device),
    ...simValues(device),
    ActivationState: storage.activated ? 'Activated' : 'Unactivated',
    ActivationStateAcknowledged: storage.activated,
    BluetoothAddress: identity.bluetoothAddress,
    BrickState: !storage.activated,
    EthernetAddress: identity.bluetoothAddress.replace(/^02/, '06'),
    FirmwareVersion: 'iBoot-11881.120.1',
    FusingStatus: 3,
    HardwarePlatform: `t${identity.chipId.toString(16)}`,
    HostAttached: true,
    MLBSerialNumber: `TESTMLB${identity.serial.slice(4)}`,
    ModelNumber: identity.modelNumber,
    NonVolatileRAM: { 'auto-boot': Buffer.from('true'), usbcfwflasherResult: Buffer.from('No errors') },
    PasswordProtected: phone.locked,
    PkHash: sha256(`pk/${identity.udid}`),
    RegionInfo: 'ZD/A',
    SBLockdownEverRegisteredKey: false,
    SerialNumber: identity.serial,
    SoftwareBehavior: Buffer.alloc(16),
    TimeZone: storage.timeZone,
    TimeZoneOffsetFromUTC: new PlistReal(offsetOf(storage.timeZone)),
    TrustedHostAttached: true,
    UseRaptorCerts: true,
    Uses24HourClock: true,
    iTunesHasConnected: storage.setupDone,
    ...withoutRuled(phone.recording?.domains.get(''), ''),
    ...written(device, ''),
    // A real, whole or not: programs that want a real say so.
    TimeIntervalSince1970: new PlistReal(deviceTime(device)),
  }
}

/** What hosts wrote into a domain. Other things the device keeps in its settings are nobody's business here. */
export function written({ phone }: PracticeDevice, domain: string): Values {
  const prefix = `${domain}/`
  return Object.fromEntries(
    [...phone.storage.settings]
      .filter(([path]) => path.startsWith(prefix) && writableKind(path) !== undefined)
      .map(([path, value]) => [path.slice(prefix.length), value]),
  )
}

function simValues({ phone }: PracticeDevice): Values {
  const { imei, meid, iccid } = phone.identity
  if (imei === null) return {}
  const sim: PlistInputDict = phone.dataPlan && iccid !== null ? { IntegratedCircuitCardIdentity: iccid } : {}
  return {
    BasebandStatus: 'BBInfoAvailable',
    InternationalMobileEquipmentIdentity: imei,
    MobileEquipmentIdentifier: meid ?? '',
    SIMStatus: phone.dataPlan ? 'kCTSIMSupportSIMStatusReady' : 'kCTSIMSupportSIMStatusNotInserted',
    SIMTrayStatus: 'kCTSIMSupportSIMTrayAbsent',
    ...(sim as Values),
  }
}

/** Seconds since 1970 by the device's own clock, which a host may have set. */
export function deviceTime({ phone }: PracticeDevice): number {
  const offset = phone.storage.settings.get('clock/offset')
  return Date.now() / 1000 + (typeof offset === 'number' ? offset : 0)
}

/** Seconds east of UTC; 0 for a zone this computer does not know. */
function offsetOf(timeZone: string): number {
  try {
    const shown = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).format(new Date())
    const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(shown) ?? []
    return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60)
  } catch {
    return 0
  }
}
