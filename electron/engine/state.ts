import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { DeviceFacts, DeviceTap, Presence } from '../../src-shared/device.ts'
import type { Hold } from '../../src-shared/hold.ts'
import type { Plan } from '../../src-shared/plan.ts'
import type { ErrorRecord } from '../../src-shared/errors.ts'
import type { StepName, StepOutcome } from '../../src-shared/step.ts'

export type StepState = {
  readonly name: StepName
  readonly outcome: StepOutcome
  /** Key of the i18n area `plan`. */
  readonly reason: string
  readonly startedAt: number | null
  readonly endedAt: number | null
}

/**
 * `active`: steps are being done. `away`: erased or restarted, expected back. `awaiting`: prepared, Intune has the word.
 * The others are ends; `failed` may be retried.
 */
export type RunStatus = 'active' | 'away' | 'awaiting' | 'enrolled' | 'prepared' | 'failed' | 'cancelled'

export type RunState = {
  readonly id: string
  readonly batchId: string
  readonly blueprint: Blueprint
  readonly eraseConsent: boolean
  /** When the erase was last about to be sent in this run, milliseconds since 1970; null: never. */
  readonly eraseOrderedAt: number | null
  /** Mark of the pairing under which that was; null when nobody wrote it down. */
  readonly orderedUnder: string | null
  /** The device as it was read before that. */
  readonly beforeErase: DeviceFacts | null
  readonly operator: string | null
  /** Identifiers of the profiles that were there before the current step added its own; null until noted. */
  readonly profilesBefore: readonly string[] | null
  readonly status: RunStatus
  readonly plan: Plan | null
  readonly steps: readonly StepState[]
  readonly current: StepName | null
  /**
   * usbmux DeviceID when the current step began, or its erase was ordered: another one proves that the device restarted or
   * was replugged. Null once it was seen to leave an erase, for a restarted usbmuxd gives the same numbers again.
   */
  readonly startedOn: number | null
  readonly interrupted: boolean
  readonly cancelRequested: boolean
  /** Nothing is begun until it is resumed. */
  readonly paused: boolean
  /** Why the run does not begin; null: nothing holds it back. */
  readonly hold: Hold | null
  /** The automation rule that started it. */
  readonly rule: string | null
  readonly tap: DeviceTap | null
  /** Since when that tap is asked for; says nothing while none is. */
  readonly tapSince: number | null
  readonly error: ErrorRecord | null
  readonly startedAt: number
  readonly endedAt: number | null
}

/** One device, whole. Keyed by UDID, never by a USB address. */
export type DeviceState = {
  readonly udid: string
  readonly presence: Presence
  readonly deviceId: number | null
  readonly locationId: number | null
  readonly slot: number | null
  readonly facts: DeviceFacts | null
  readonly identifying: boolean
  readonly identifyError: ErrorRecord | null
  readonly run: RunState | null
  /** The journal did not take the last event, so nothing more is done. Never in the journal, of course. */
  readonly journalError: ErrorRecord | null
  readonly intuneState: string | null
}

/** What has to be done because of an event. The engine does it after the event is in the journal. */
export type Work =
  | { readonly kind: 'identify' }
  | { readonly kind: 'step'; readonly step: StepName }
  | { readonly kind: 'abort' }
  | { readonly kind: 'awaitReturn' }
  | { readonly kind: 'watch' }
  | { readonly kind: 'unwatch' }

export type Next = { readonly state: DeviceState; readonly work: readonly Work[] }

export function unknownDevice(udid: string): DeviceState {
  return {
    udid,
    presence: 'unplugged',
    deviceId: null,
    locationId: null,
    slot: null,
    facts: null,
    identifying: false,
    identifyError: null,
    run: null,
    journalError: null,
    intuneState: null,
  }
}

export function isUnderWay(run: RunState | null): run is RunState {
  return run !== null && (run.status === 'active' || run.status === 'away' || run.status === 'awaiting')
}

/** A run does something by cable, or expects the device back for it. One that waits for Intune does not. */
export function isAtWork(run: RunState | null): boolean {
  return isUnderWay(run) && run.status !== 'awaiting'
}

/** A new process changes nothing about it: nobody has to be told that there is one. */
export function isAtRest({ run, presence, deviceId, identifying }: DeviceState): boolean {
  return !isUnderWay(run) && presence === 'unplugged' && deviceId === null && !identifying
}

/** A step is being done at this moment: not put aside, not waiting for its turn. */
export function isInStep({ status, interrupted, current, steps }: RunState): boolean {
  return status === 'active' && !interrupted && steps.some((one) => one.name === current && one.outcome === 'running')
}
