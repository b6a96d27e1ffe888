import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { DeviceFacts, DeviceTap } from '../../src-shared/device.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import type { StepName } from '../../src-shared/step.ts'
import type { BenchFacts } from './bench-facts.ts'
import type { DeviceState } from './state.ts'

/** Where events are kept. `append` returns the event's number, and only when the event will survive power loss. */
export type Journal = {
  readonly append: (udid: string, event: JournalEvent) => number
  /** Every device's events, in order; replayed at start. */
  readonly replay: (each: (udid: string, event: JournalEvent, seq: number) => void) => void
  /** Blueprints that prepared a device, as told by lines that have been folded or dropped since. */
  readonly proved: () => readonly Blueprint[]
}

/** One event and what it made of its device. `seq` is its place in the journal, rising, never used twice. */
export type Change = {
  readonly seq: number
  readonly udid: string
  readonly before: DeviceState
  readonly after: DeviceState
  readonly event: JournalEvent
  /** Read back at start; whoever keeps a record may have it already. */
  readonly replayed: boolean
}

/** What a step may know and ask for. The device is on the cable when a step begins; `signal` fires when it leaves. */
export type StepContext = {
  readonly udid: string
  readonly deviceId: number
  readonly slot: number | null
  readonly runId: string
  readonly blueprint: Blueprint
  readonly facts: DeviceFacts | null
  /** The step was begun before and interrupted: look first what is already so. */
  readonly resumed: boolean
  /** When this run's erase was last sent, or about to be, milliseconds since 1970: it may have happened; null: never. */
  readonly eraseOrderedAt: number | null
  /** Mark of the pairing under which it was ordered; null when that is not known. */
  readonly orderedUnder: string | null
  /** The device as it was when this run first ordered its erase; null before that. */
  readonly beforeErase: DeviceFacts | null
  readonly signal: AbortSignal
  /** Says that fingers are needed (or, with null, not any more); the step's turn is free meanwhile. */
  readonly awaitTap: (tap: DeviceTap | null) => void
  /** Does what keeps the device waiting without working on it, such as a question to the tenant; the turn is free meanwhile. */
  readonly aside: <T>(work: () => Promise<T>) => Promise<T>
  /** When the run was asked for, milliseconds since 1970: a person's consent is for the device as it was then. */
  readonly askedAt: number
  /** Runs something when the step's outcome is in the journal, whatever it is. */
  readonly afterwards: (work: () => void) => void
  /** What `noteProfiles` kept of this step, also in an earlier process. */
  readonly profilesBefore: readonly string[] | null
  /** Keeps what was on the device before this step's profile. */
  readonly noteProfiles: (identifiers: readonly string[]) => void
  /** What was just read counts at once, before the step ends. */
  readonly learn: (facts: DeviceFacts) => void
}

/** `facts` come from identify. `awaitEnrollment`: the cable's work is done, Intune has the word. */
export type StepResult = {
  /** A better reason than the plan's, when the step found it already done; key of the i18n area `plan`. */
  readonly reason?: string
  readonly facts?: DeviceFacts
  readonly awaitEnrollment?: boolean
}

export type Step = (context: StepContext) => Promise<StepResult>
export type Steps = Readonly<Record<StepName, Step>>

/** Reads a device without writing to it and without asking anybody to tap. */
export type ReadFacts = (udid: string, deviceId: number, signal: AbortSignal) => Promise<DeviceFacts>

/** What is known of tenant and bench for a plan; of the serial numbers of all devices that are planned together. */
export type ReadBench = (
  blueprint: Blueprint,
  signal: AbortSignal,
  serials: readonly string[],
) => Promise<Omit<BenchFacts, 'eraseConsent' | 'dryRun'>>

/** Follows serials in Intune. `fresh` tells whether the word is about an enrollment after `since`. */
export type EnrollmentWatch = {
  readonly follow: (udid: string, serial: string, since: number) => void
  readonly unfollow: (udid: string) => void
}

/**
 * Keeps a device from every other program of this computer, before something that cannot be undone is done to it and
 * until its outcome is in the journal; what is returned lets it go. Vanishes with the process.
 * @param since refuse when another Slipway did something to the device after that (milliseconds since 1970)
 * @throws AppError `stage.heldByOther`, `stage.deviceChanged`, and those of usbmuxd
 */
export type HoldDevice = (udid: string, signal: AbortSignal, since?: number) => Promise<() => void>
