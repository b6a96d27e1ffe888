import type { CartDevice } from './cart-device.ts'
import type { PhoneFact } from './phone.ts'
import type { PowerMode } from './power.ts'
import type { Prompt } from './software/prompts.ts'

/** The truth about one device, as JSON: for tests and for whoever plays the person at the cart. Never keys or passcodes. */
export type DeviceReport = {
  readonly slot: number
  readonly attached: boolean
  /** Null while it is not attached. */
  readonly deviceId: number | null
  readonly plugged: boolean
  readonly running: boolean
  readonly power: PowerMode
  readonly identity: {
    readonly udid: string
    readonly serial: string
    /** Decimal: 64 bits do not fit a JSON number. */
    readonly ecid: string
    readonly productType: string
    readonly marketingName: string
    readonly deviceClass: string
    readonly osVersion: string
    readonly build: string
    readonly imei: string | null
  }
  readonly storage: {
    readonly activated: boolean
    readonly deviceName: string
    readonly language: string
    readonly locale: string
    readonly timeZone: string
    readonly setupDone: boolean
    readonly supervised: boolean
    readonly organization: string | null
    readonly configurationUrl: string | null
    readonly configurationAtApple: boolean
    readonly cloudConfigurationKeys: readonly string[] | null
    readonly profiles: readonly { readonly identifier: string; readonly displayName: string; readonly origin: string }[]
    readonly trustedHosts: readonly string[]
    readonly network: string | null
    readonly enrolled: boolean
    readonly hasPasscode: boolean
    readonly appleAccount: string | null
    readonly apps: readonly string[]
  }
  readonly locked: boolean
  /** False after a start until the passcode was typed once. */
  readonly unlockedSinceBoot: boolean
  readonly batteryPercent: number
  readonly findMy: boolean
  readonly activationLocked: boolean
  readonly dataPlan: boolean
  /** How often each thing happened. */
  readonly counts: Readonly<Record<string, number>>
  /** The newest hundred; all of them at /devices/{udid}/facts. */
  readonly facts: readonly PhoneFact[]
  readonly prompts: readonly Prompt[]
}

const factsShown = 100

export function deviceReport({ device, power }: CartDevice): DeviceReport {
  const { phone, attachment, slot } = device
  const { identity } = phone
  return {
    slot,
    attached: attachment !== null,
    deviceId: attachment?.deviceId ?? null,
    plugged: power.plugged,
    running: power.running,
    power: power.mode,
    identity: {
      udid: identity.udid,
      serial: identity.serial,
      ecid: identity.ecid.toString(),
      productType: identity.productType,
      marketingName: identity.marketingName,
      deviceClass: identity.deviceClass,
      osVersion: identity.osVersion,
      build: identity.build,
      imei: identity.imei,
    },
    storage: storageReport({ device }),
    locked: phone.locked,
    unlockedSinceBoot: phone.unlockedSinceBoot,
    batteryPercent: phone.batteryPercent,
    findMy: phone.findMy,
    activationLocked: phone.activationLocked,
    dataPlan: phone.dataPlan,
    counts: countsOf(phone.facts),
    facts: phone.facts.slice(-factsShown),
    prompts: phone.prompts.pending(),
  }
}

function storageReport({ device }: Pick<CartDevice, 'device'>): DeviceReport['storage'] {
  const { storage, supervised } = device.phone
  const configuration = storage.cloudConfiguration
  return {
    activated: storage.activated,
    deviceName: storage.deviceName,
    language: storage.language,
    locale: storage.locale,
    timeZone: storage.timeZone,
    setupDone: storage.setupDone,
    supervised,
    organization: textOrNull(configuration?.['OrganizationName']),
    configurationAtApple: storage.configurationAtApple,
    configurationUrl: textOrNull(configuration?.['ConfigurationURL']),
    cloudConfigurationKeys: configuration === null ? null : Object.keys(configuration),
    profiles: storage.profiles.map(({ identifier, displayName, origin }) => ({ identifier, displayName, origin })),
    trustedHosts: [...storage.trustedHosts.keys()],
    network: storage.network?.ssid ?? null,
    enrolled: storage.mdm !== null,
    hasPasscode: storage.passcode !== null,
    appleAccount: storage.appleAccount,
    apps: [...device.phone.apps.keys()],
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function countsOf(facts: readonly PhoneFact[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind } of facts) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
