import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { CommandLine } from './command-line.ts'
import type { FakeDevice, FakeState } from './state.ts'

const own = 'ConfigurationUtilityKit.error'
const framework = 'com.apple.configurator.MobileDeviceKit.amd.error'

export type FakeTrouble = {
  readonly Domain: string
  readonly Code: number
  readonly Message: string
  readonly Detail?: string
}

/** What a verb does to one device: properties for `Output`, or trouble for the whole device, or by property. */
export type FakeAnswer = {
  readonly properties?: Readonly<Record<string, unknown>>
  readonly trouble?: FakeTrouble
  readonly propertyTroubles?: Readonly<Record<string, FakeTrouble>>
}

const fine: FakeAnswer = { properties: {} }
const refuse = (Code: number, Message: string, Domain = own, Detail?: string): FakeAnswer => ({
  trouble: { Domain, Code, Message, ...(Detail === undefined ? {} : { Detail }) },
})
const notPaired = refuse(-402653030, 'The device is not paired with this computer.', framework)

type Act = (device: FakeDevice, line: CommandLine, state: FakeState) => FakeAnswer

export const acts: Readonly<Record<string, Act>> = {
  get: (device, line) => get(device, line.words),
  pair: (device, line) => {
    if (!device.pairingAllowed && !holdsIdentity(device, line)) return notPaired
    if (!device.trusts && !holdsIdentity(device, line)) return notPaired
    device.isPaired = true
    return fine
  },
  unpair: (device) => {
    device.isPaired = false
    return fine
  },
  activate: (device) => {
    if (!device.hasNetwork)
      return refuse(610, 'The device could not be activated.', own, 'Network communication error.')
    device.activationState = 'Activated'
    return fine
  },
  prepare,
  erase: (device, line, state) => {
    if (!device.isPaired) return notPaired
    if (device.activationLocked) return refuse(620, 'You must complete the activation process before erasing.')
    if (line.flags.has('--esim')) device.eSim = false
    wipe(device, state)
    return fine
  },
  restore: (device, line, state) => {
    const ipsw = line.flags.get('--ipsw')?.[0]
    if (ipsw !== undefined && !existsSync(ipsw)) return refuse(402, 'The file could not be opened.')
    device.bootedState = 'Booted'
    wipe(device, state)
    return fine
  },
  revive: (device) => {
    if (device.bootedState === 'Booted') return refuse(403, 'The device is not in recovery or DFU.')
    device.bootedState = 'Booted'
    return fine
  },
  'install-profile': (device, line) => {
    const path = line.words[0]!
    if (!existsSync(path)) return refuse(402, 'The file could not be opened.')
    if (!device.isPaired) return notPaired
    if (!holdsIdentity(device, line)) {
      device.waitingProfiles += 1
      return refuse(625, 'User interaction on the device is required to install this profile.')
    }
    const text = readFileSync(path, 'utf8')
    // A profile's own identifier comes behind those of its payloads.
    const identifier = [...text.matchAll(/PayloadIdentifier<\/key>\s*<string>([^<]+)</g)].at(-1)?.[1] ?? 'unnamed'
    device.profiles.push({ identifier, displayName: identifier })
    return fine
  },
  'remove-profile': (device, line) => {
    const before = device.profiles.length
    device.profiles = device.profiles.filter(({ identifier }) => identifier !== line.words[0])
    return device.profiles.length === before ? refuse(9_999, 'The profile is not installed.') : fine
  },
  'install-app': (device, line) => {
    if (!existsSync(line.words[0]!)) return refuse(402, 'The file could not be opened.')
    device.apps.push(line.words[0]!)
    return fine
  },
  rename: (device, line) => {
    if (!device.isPaired) return notPaired
    device.name = line.words[0]!
    return fine
  },
  restart: (device, line) => {
    if (!holdsIdentity(device, line)) return refuse(630, 'The device is not supervised by this organization.')
    device.restarts += 1
    return fine
  },
  'shut-down': (device, line) => {
    if (!holdsIdentity(device, line)) return refuse(630, 'The device is not supervised by this organization.')
    device.isOff = true
    return fine
  },
}

function prepare(device: FakeDevice, { flags }: CommandLine): FakeAnswer {
  if (!device.isPaired) return notPaired
  if (device.prepared !== 'no') {
    return refuse(612, 'The device is already prepared and must be erased to change settings.')
  }
  if (!device.hasNetwork) return refuse(610, 'The device could not be prepared.', own, 'Network communication error.')
  if (flags.has('--dep')) {
    if (!device.assigned) return refuse(33_001, 'The configuration is not available.', 'MCCloudConfigErrorDomain')
    Object.assign(device, { prepared: 'automated', isSupervised: true, organizationName: 'From Apple' })
  } else if (flags.has('--supervised')) {
    const certificate = flags.get('--host-cert')?.[0]
    const name = flags.get('--name')?.[0]
    if (certificate === undefined || name === undefined) return refuse(601, 'An organization is needed.')
    const bytes = readFileSync(certificate)
    // DER of a certificate begins with a SEQUENCE.
    if (bytes[0] !== 0x30) return refuse(601, 'The certificate is not valid.')
    Object.assign(device, { prepared: 'manual', isSupervised: true, organizationName: name, supervisedBy: hash(bytes) })
    device.pairingAllowed = !flags.has('--forbid-pairing')
  }
  device.activationState = 'Activated'
  device.language = flags.get('--language')?.[0] ?? null
  device.skipped = [...flags.keys()].filter((name) => name.startsWith('--skip-'))
  return fine
}

function wipe(device: FakeDevice, state: FakeState): void {
  Object.assign(device, {
    name: device.deviceClass,
    isPaired: false,
    isSupervised: false,
    organizationName: null,
    supervisedBy: null,
    pairingAllowed: true,
    prepared: 'no',
    activationState: 'Unactivated',
    language: null,
    skipped: [],
    profiles: [],
    apps: [],
    erasures: device.erasures + 1,
    awayUntil: Date.now() + state.awayMs,
  })
}

function get(device: FakeDevice, names: readonly string[]): FakeAnswer {
  const open: Readonly<Record<string, unknown>> = {
    ECID: device.ecid,
    UDID: device.udid,
    deviceType: device.deviceType,
    deviceClass: device.deviceClass,
    locationID: device.locationID,
    bootedState: device.bootedState,
    isPaired: device.isPaired,
  }
  const paired: Readonly<Record<string, unknown>> = {
    serialNumber: device.serialNumber,
    name: device.name,
    activationState: device.activationState,
    humanReadableProductVersion: '26.6.1',
    buildVersion: '23G90',
    isSupervised: device.isSupervised,
    ...(device.organizationName === null ? {} : { organizationName: device.organizationName }),
    batteryCurrentCapacity: 53,
    configurationProfiles: device.profiles.map((profile) => ({ ...profile, version: 1 })),
    installedApps: device.apps.map((bundleIdentifier) => ({ bundleIdentifier })),
  }
  const all = device.isPaired ? { ...open, ...paired } : open
  const has = names.filter((name) => Object.hasOwn(all, name))
  const lacks = names.filter((name) => !Object.hasOwn(all, name))
  const missing = { Domain: framework, FailureReason: '', Message: 'The value is missing.', Code: -402653163 }
  return {
    properties: Object.fromEntries(has.map((name) => [name, all[name]])),
    propertyTroubles: Object.fromEntries(lacks.map((name) => [name, missing])),
  }
}

/** The caller shows key and certificate of the organization that supervises the device, as DER files. */
function holdsIdentity(device: FakeDevice, { globals }: CommandLine): boolean {
  const [certificate, key] = [globals.get('--certificate')?.[0], globals.get('--private-key')?.[0]]
  if (certificate === undefined || key === undefined || device.supervisedBy === null) return false
  return hash(readFileSync(certificate)) === device.supervisedBy && readFileSync(key)[0] === 0x30
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
