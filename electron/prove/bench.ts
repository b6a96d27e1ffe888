import type { CableFacts } from '../../src-shared/device.ts'
import { AppError } from '../../src-shared/errors.ts'
import { openLockdown, requirePairRecord, withSession } from '../apple/device-link.ts'
import { readFacts } from '../apple/facts.ts'
import type { HostIdentity } from '../apple/host-identity.ts'
import type { Lockdown } from '../apple/lockdown.ts'
import type { PairRecord } from '../apple/pair-record.ts'
import type { PlistService } from '../apple/plist-service.ts'
import type { EraseWarrant } from '../apple/services/erase-warrant.ts'
import { openMcInstall } from '../apple/services/mcinstall.ts'
import type { AttachedDevice, Usbmux } from '../apple/usbmux.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import type { Ear } from './ear.ts'
import type { Person } from './person.ts'

/** What must be so before a check makes sense; checks make it so for the ones after them. */
export type Need =
  | 'paired'
  | 'setUp'
  | 'unconfigured'
  | 'erased'
  | 'activated'
  | 'supervised'
  | 'escalated'
  | 'erasedAgain'
  | 'readyAgain'

/** What trying a device takes: the hands a step has, and a way to the guard. */
export type ProofHands = {
  readonly mux: Usbmux
  readonly ear: Ear
  readonly host: HostIdentity
  readonly organization: {
    readonly name: string
    readonly magic: string
    readonly certificatePem: string
    readonly privateKeyPem: string
  }
  readonly activation: { readonly endpoint: string; readonly additionalCaPems: readonly string[] }
  /** The guard's word: one erase of this device for what a person typed. */
  readonly redeemErase: (facts: CableFacts, typed: string) => EraseWarrant
  /** Keeps other programs from the device until what is returned is called. @throws AppError `stage.heldByOther` */
  readonly holdDevice: (udid: string, signal: AbortSignal) => Promise<() => void>
  /** @throws AppError `app.practiceRealMix` */
  readonly assertSameWorld: (udid: string, practiceWorld: string | null) => void
  readonly clock: Clock
  readonly logger: Logger
}

/** One device being tried: how to reach it now, and what is known to be so. */
export class ProofBench {
  readonly udid: string
  readonly hands: ProofHands
  readonly person: Person
  readonly signal: AbortSignal
  readonly has = new Set<Need>()
  /** The pair record the device honors now. */
  record: PairRecord | null = null
  /** The record of before the last erase, which the device should have forgotten. */
  oldRecord: PairRecord | null = null
  /** Read before the first erase. */
  before: CableFacts | null = null
  /** Whether the device showed the Trust dialog, which it does only past Setup Assistant. */
  dialogShown = false

  constructor(options: {
    readonly udid: string
    readonly hands: ProofHands
    readonly person: Person
    readonly signal: AbortSignal
  }) {
    this.udid = options.udid
    this.hands = options.hands
    this.person = options.person
    this.signal = options.signal
  }

  get call(): { readonly signal: AbortSignal } {
    return { signal: this.signal }
  }

  /** @throws AppError 'apple.deviceGone' */
  async device(): Promise<AttachedDevice> {
    const found = await this.findDevice()
    if (found === null) throw new AppError('apple.deviceGone', { udid: this.udid })
    return found
  }

  /** By cable before by network. */
  async findDevice(): Promise<AttachedDevice | null> {
    const here = (await this.hands.mux.listDevices(this.call)).filter(({ udid }) => udid === this.udid)
    return here.find(({ connection }) => connection === 'usb') ?? here[0] ?? null
  }

  async pairRecord(): Promise<PairRecord> {
    this.record ??= await requirePairRecord(this.hands.mux, this.udid, this.call)
    return this.record
  }

  /** lockdownd without a session. */
  async asStranger<T>(work: (lockdown: Lockdown) => Promise<T>): Promise<T> {
    const lockdown = await openLockdown(this.hands.mux, await this.device(), this.call)
    try {
      return await work(lockdown)
    } finally {
      lockdown.close()
    }
  }

  async inSession<T>(work: (lockdown: Lockdown) => Promise<T>): Promise<T> {
    return withSession(this.hands.mux, await this.device(), await this.pairRecord(), work, this.call)
  }

  async mcInstall<T>(work: (service: PlistService) => Promise<T>): Promise<T> {
    const service = await openMcInstall(this.hands.mux, await this.device(), await this.pairRecord(), this.call)
    try {
      return await work(service)
    } finally {
      service.close()
    }
  }

  async facts(): Promise<CableFacts> {
    const { mux, logger } = this.hands
    const record = await this.pairRecord()
    return readFacts({ mux, device: await this.device(), record, logger, signal: this.signal })
  }
}
