import type { CableFacts } from '../../src-shared/device.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { Logger } from '../lib/logger.ts'
import { summarizeCloudConfiguration } from './cloud-configuration.ts'
import { connectService, isSameUdid, openLockdown, openSession } from './device-link.ts'
import type { Lockdown, ValueName } from './lockdown.ts'
import type { PairRecord } from './pair-record.ts'
import type { CallOptions } from './plist-channel.ts'
import { bigintAt, booleanAt, integerAt, stringAt } from './plist/take.ts'
import { isPlistDict } from './plist/value.ts'
import type { PlistDict, PlistValue } from './plist/value.ts'
import { getCloudConfiguration, mcInstallName } from './services/mcinstall.ts'
import type { AttachedDevice, Usbmux } from './usbmux.ts'

export type FactsOptions = {
  readonly mux: Usbmux
  readonly device: AttachedDevice
  /** Null: the device is not paired, and only what it tells strangers is read. */
  readonly record: PairRecord | null
  readonly logger: Logger
  readonly signal?: AbortSignal
}

/**
 * Reads a device's facts; one session, and one MCInstall connection when paired. What cannot be read is null.
 * @throws AppError when the device cannot be reached at all, or another one answers ('apple.deviceGone'), or it has forgotten this host ('apple.lockdown.invalidHostID')
 */
export async function readFacts(options: FactsOptions): Promise<CableFacts> {
  const { mux, device, record, signal } = options
  const call = signal === undefined ? {} : { signal }
  if (record === null) {
    const lockdown = await openLockdown(mux, device, call)
    try {
      return await readLockdownFacts(device.udid, lockdown, call)
    } finally {
      lockdown.close()
    }
  }
  const lockdown = await openSession(mux, device, record, call)
  try {
    const facts = await readLockdownFacts(device.udid, lockdown, call)
    return { ...facts, ...(await readCloudFacts(options, lockdown, record, call)) }
  } finally {
    lockdown.close()
  }
}

/**
 * The practice world a device belongs to; null for a real one. Asked without a session, before anything else.
 * @throws AppError when the device cannot be reached
 */
export async function readPracticeWorld(
  mux: Usbmux,
  device: AttachedDevice,
  call: CallOptions = {},
): Promise<string | null> {
  const lockdown = await openLockdown(mux, device, call)
  try {
    const world = await readOrNull(lockdown, practiceMarker, call)
    return typeof world === 'string' ? world : null
  } finally {
    lockdown.close()
  }
}

/** No real device has this key; practice devices carry it so that the two worlds are never mixed. */
const practiceMarker = { key: 'SlipwayPractice' }

async function readLockdownFacts(udid: string, lockdown: Lockdown, call: CallOptions): Promise<CableFacts> {
  const read = (name: ValueName): Promise<PlistValue | null> => readOrNull(lockdown, name, call)
  const dict = async (name: ValueName): Promise<PlistDict> => {
    const value = await read(name)
    return value !== null && isPlistDict(value) ? value : {}
  }
  const all = await dict({})
  // usbmuxd counts anew when it starts anew: behind the number may be another device by now, whose serial number would be
  // registered, or retired, in this one's place.
  const answering = all['UniqueDeviceID']
  if (answering !== undefined && !isSameUdid(answering, udid)) throw new AppError('apple.deviceGone', { udid })
  const battery = lockdown.inSession ? await dict({ domain: 'com.apple.mobile.battery' }) : {}
  const language = lockdown.inSession ? await dict({ domain: 'com.apple.international' }) : {}
  const buddy = lockdown.inSession ? await read({ domain: 'com.apple.PurpleBuddy' }) : null
  // Only answered when the key is named.
  const findMy = lockdown.inSession ? await read({ domain: 'com.apple.fmip', key: 'IsAssociated' }) : null
  const practice = all[practiceMarker.key] ?? (await read(practiceMarker))
  return {
    ...identityFacts(udid, all),
    setupDone: buddy !== null && isPlistDict(buddy) ? isSetupDone(buddy) : null,
    cloudConfigured: null,
    supervised: null,
    organizationName: null,
    findMy: typeof findMy === 'boolean' ? findMy : null,
    batteryPercent: integerAt(battery, 'BatteryCurrentCapacity') ?? null,
    batteryCharging: booleanAt(battery, 'BatteryIsCharging') ?? null,
    language: stringAt(language, 'Language') ?? null,
    locale: stringAt(language, 'Locale') ?? null,
    practiceWorld: typeof practice === 'string' ? practice : null,
  }
}

/** Setup Assistant writes either flag only when a person has reached its end. */
function isSetupDone(buddy: PlistDict): boolean {
  return booleanAt(buddy, 'SetupDone') ?? booleanAt(buddy, 'SetupFinishedAllSteps') ?? false
}

function identityFacts(udid: string, all: PlistDict) {
  // An empty serial number is none: in Intune it would be everybody's who has none.
  const text = (key: string): string | null => stringAt(all, key)?.trim() || null
  return {
    udid,
    serial: text('SerialNumber'),
    ecid: bigintAt(all, 'UniqueChipID')?.toString() ?? null,
    name: text('DeviceName'),
    productType: text('ProductType'),
    deviceClass: text('DeviceClass'),
    osVersion: text('ProductVersion'),
    build: text('BuildVersion'),
    activationState: text('ActivationState'),
    passwordProtected: booleanAt(all, 'PasswordProtected') ?? null,
    imei: text('InternationalMobileEquipmentIdentity'),
    wifiAddress: text('WiFiAddress'),
    modelNumber: text('ModelNumber'),
    hardwareModel: text('HardwareModel'),
    meid: text('MobileEquipmentIdentifier'),
    iccid: text('IntegratedCircuitCardIdentity'),
    bluetoothAddress: text('BluetoothAddress'),
    timeZone: text('TimeZone'),
  }
}

/** Supervision is no lockdown value: only MCInstall tells it. A locked device may not start that service. */
async function readCloudFacts(
  { mux, device, logger }: FactsOptions,
  lockdown: Lockdown,
  record: PairRecord,
  call: CallOptions,
): Promise<Partial<CableFacts>> {
  try {
    const started = await lockdown.startService(mcInstallName, call)
    const name = mcInstallName
    const service = await connectService(mux, device, record, {
      name,
      ...started,
      legacyTls: lockdown.legacyTls,
      ...call,
    })
    try {
      const { cloudConfigured, supervised, organizationName } = summarizeCloudConfiguration(
        await getCloudConfiguration(service, call),
      )
      return { cloudConfigured, supervised, organizationName }
    } finally {
      service.close()
    }
  } catch (error) {
    const refused = error instanceof AppError && /^apple\.(lockdown|mcinstall)\./.test(error.code)
    if (!refused) throw error
    logger.info({ udid: device.udid, code: error.code }, 'The cloud configuration could not be read')
    return {}
  }
}

/** Any refusal of the value is as good as absent; trouble with the connection is not. */
async function readOrNull(lockdown: Lockdown, name: ValueName, call: CallOptions): Promise<PlistValue | null> {
  try {
    return await lockdown.getValue(name, call)
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('apple.lockdown.') && !lockdown.closed) return null
    throw error
  }
}
