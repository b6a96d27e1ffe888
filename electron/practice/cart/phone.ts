import { EventEmitter } from 'node:events'
import type { PlistDict, PlistValue } from '../../apple/plist/value.ts'
import type { Recording } from './recording/read-recording.ts'
import type { Prompts } from './software/prompts.ts'

/** What is burnt in: never changes, not even by an erase. Serials and UDIDs are synthetic by form (serial `TEST…`). */
export type PhoneIdentity = {
  readonly udid: string
  readonly serial: string
  readonly ecid: bigint
  readonly productType: string
  readonly marketingName: string
  readonly hardwareModel: string
  readonly modelNumber: string
  readonly deviceClass: 'iPhone' | 'iPad'
  readonly osVersion: string
  readonly build: string
  readonly wifiAddress: string
  readonly bluetoothAddress: string
  /** The system-on-chip, which is also the first half of the UDID: 0x8110 and the like. */
  readonly chipId: number
  readonly boardId: number
  /** null on Wi-Fi-only models. */
  readonly imei: string | null
  readonly meid: string | null
  readonly iccid: string | null
  /** lockdownd's own key pair, whose public half is DevicePublicKey. Made when first asked for, like the other. */
  readonly lockdownKey: () => Promise<{ readonly privateKeyPem: string; readonly publicKeyPem: string }>
  /** The identity that signs enrolment requests, issued by the practice device CA. */
  readonly builtIn: () => Promise<BuiltInIdentity>
}

export type BuiltInIdentity = {
  readonly certificatePem: string
  readonly privateKeyPem: string
  readonly issuerPem: string
}

export type InstalledProfile = {
  readonly identifier: string
  readonly uuid: string
  readonly displayName: string
  readonly bytes: Buffer
  readonly payloads: readonly PlistDict[]
  readonly removalDisallowed: boolean
  /** How it came: by cable, by MDM, or as part of enrolling. */
  readonly origin: 'cable' | 'mdm' | 'enrollment'
}

export type MdmEnrollment = {
  readonly serverUrl: string
  readonly checkInUrl: string
  readonly topic: string
  readonly pushMagic: string
  readonly profileIdentifier: string
  readonly signMessage: boolean
  readonly identity: { readonly certificatePem: string; readonly privateKeyPem: string }
}

/** A host the device trusts: what Pair delivered, all PEM. */
export type TrustedHost = {
  readonly hostId: string
  readonly systemBuid: string
  readonly hostCertificatePem: string
  readonly rootCertificatePem: string
  readonly deviceCertificatePem: string
  readonly escrowBag: Buffer
}

/** Everything an erase resets. */
export type PhoneStorage = {
  activated: boolean
  deviceName: string
  language: string
  locale: string
  timeZone: string
  setupDone: boolean
  cloudConfiguration: PlistDict | null
  /** The activation record said that Apple holds a configuration for this device. */
  configurationAtApple: boolean
  profiles: InstalledProfile[]
  trustedHosts: Map<string, TrustedHost>
  network: { ssid: string } | null
  mdm: MdmEnrollment | null
  passcode: string | null
  /** User name of the Apple Account it is signed in with. */
  appleAccount: string | null
  /** Other values a host wrote over lockdown, by `domain/key` (the default domain is empty). */
  settings: Map<string, PlistValue>
}

/** Ground truth for tests and for the control plane: what really happened to the device, in order. */
export type PhoneFact = {
  readonly at: number
  readonly kind: string
  readonly detail: Readonly<Record<string, unknown>>
}

export type PhoneEvents = {
  /** Something in storage, power or cable changed. */
  changed: []
  fact: [PhoneFact]
  /** EraseDevice was accepted: the wire part takes the device off the bus, resets, boots and re-attaches it. */
  eraseRequested: [{ preserveDataPlan: boolean }]
  restartRequested: []
  shutdownRequested: []
  recoveryRequested: []
  /** Posted notifications (notification_proxy names). */
  notification: [string]
}

/** One practice device: identity, storage and what it is doing. The wire part and the software part both work on it. */
export class Phone extends EventEmitter<PhoneEvents> {
  readonly identity: PhoneIdentity
  readonly prompts: Prompts
  storage: PhoneStorage
  locked = false
  /** After a start with a passcode set, nothing protected answers until it was typed once. */
  unlockedSinceBoot = true
  batteryPercent = 80
  findMy = false
  activationLocked = false
  /** Opens the lock in its owner's place: made at supervision, kept over the erase that locked the device. */
  lockBypassCode: string | null = null
  /** The Apple Account that Find My belongs to; null when nobody at the bench knows it. */
  owner: { readonly userName: string; readonly password: string } | null = null
  /** Assigned to an MDM server in Apple's Automated Device Enrollment: refuses to be configured by cable. */
  automatedEnrollment = false
  /** An eSIM's plan; Wi-Fi-only models have none. */
  dataPlan = false
  /** True while software runs: false between power-off/erase and the end of boot. */
  booted = true
  /** What a real device said, for values that no rule here decides. */
  recording: Recording | null = null
  readonly facts: PhoneFact[] = []
  /** Apps a host installed, by bundle identifier; an erase removes them. */
  readonly apps = new Map<string, { readonly name: string; readonly version: string }>()

  constructor(identity: PhoneIdentity, storage: PhoneStorage, prompts: Prompts) {
    super()
    this.identity = identity
    this.storage = storage
    this.prompts = prompts
    this.dataPlan = identity.imei !== null
  }

  record(kind: string, detail: Readonly<Record<string, unknown>> = {}): void {
    const fact = { at: Date.now(), kind, detail }
    this.facts.push(fact)
    this.emit('fact', fact)
    this.emit('changed')
  }

  factCount(kind: string): number {
    return this.facts.filter((fact) => fact.kind === kind).length
  }

  get supervised(): boolean {
    return this.storage.cloudConfiguration?.['IsSupervised'] === true
  }
}

/** Fresh from the factory or from an erase: at Hello, not activated, trusting nobody. */
export function factoryStorage(identity: PhoneIdentity): PhoneStorage {
  return {
    activated: false,
    deviceName: identity.deviceClass,
    language: 'en',
    locale: 'en_US',
    timeZone: 'America/Los_Angeles',
    setupDone: false,
    cloudConfiguration: null,
    configurationAtApple: false,
    profiles: [],
    trustedHosts: new Map(),
    network: null,
    mdm: null,
    passcode: null,
    appleAccount: null,
    settings: new Map(),
  }
}
