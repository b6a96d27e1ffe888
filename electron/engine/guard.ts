import { createEraseWarrant } from '../apple/services/erase-warrant.ts'
import type { EraseWarrant } from '../apple/services/erase-warrant.ts'
import { createRecoveryWarrant } from '../apple/services/recovery-warrant.ts'
import type { RecoveryWarrant } from '../apple/services/recovery-warrant.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { EraseConsent } from '../../src-shared/contract.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import { clockSlackMs } from '../lib/clock.ts'
import { ProtectedDevices } from './protected-devices.ts'
import { StandingConsents } from './guard-standing.ts'
import { isUnderWay } from './state.ts'
import type { DeviceState, RunState } from './state.ts'

/** A person who agreed yesterday does not know what the device is used for today. */
const consentAgeMs = 24 * 3_600_000

/** A clock that was set back does not make a consent last longer. Both in milliseconds since 1970. */
export function isConsentFresh(at: number, now: number): boolean {
  return now >= at - clockSlackMs && now - at <= consentAgeMs
}

/** Enough to tell two spare devices apart, little enough to type. */
const typedSerialLength = 4

/**
 * The one place an erase can come from. A person's consent names devices; each named device gets one consent for one
 * run, and the run's erase step turns it into one warrant. Nothing else in the program can make a warrant.
 */
export class Guard {
  /** Consents given beforehand, for automation. */
  readonly standing = new StandingConsents()
  /** Lists that no consent overrules. */
  readonly protected = new ProtectedDevices()
  readonly #granted = new Map<string, string>()

  /**
   * Checks that the person typed the number of devices they name.
   * @throws AppError `stage.consentMismatch`
   */
  checkConsent(consent: EraseConsent): ReadonlySet<string> {
    const named = new Set(consent.udids)
    if (consent.typedCount !== named.size) {
      throw new AppError('stage.consentMismatch', { typed: consent.typedCount, named: named.size })
    }
    return named
  }

  /**
   * One warrant for the one device that is tried by `slipway prove`, where no run is: a person saw its serial number and
   * typed how it ends. Each erase asks again.
   * @param typed the last four characters of the serial number, in any case
   * @throws AppError `prove.serialUnknown`, `prove.serialMismatch`, `stage.findMyOn`
   */
  redeemTyped(facts: Pick<DeviceFacts, 'udid' | 'serial' | 'findMy'>, typed: string): EraseWarrant {
    const match = matchSerialEnd(facts.serial, typed)
    if (match === 'unknown') throw new AppError('prove.serialUnknown')
    if (match === 'differs') throw new AppError('prove.serialMismatch')
    if (facts.findMy === true) throw new AppError('stage.findMyOn')
    this.protected.assertMayDestroy(facts.serial)
    return createEraseWarrant(facts.udid)
  }

  /**
   * After a restart: a run's consent holds on while its erase was not ordered. Once ordered, only the erase step may renew
   * it, when the device has shown that it did not happen.
   */
  restore(state: DeviceState): void {
    const { run } = state
    if (isUnderWay(run) && run.eraseConsent && run.eraseOrderedAt === null) this.grant(state.udid, run.id)
  }

  grant(udid: string, runId: string): void {
    this.#granted.set(udid, runId)
  }

  /**
   * The consent of a run holds again: its erase was begun and interrupted, and the device itself has just shown that it
   * did not happen. Only the erase step may say so, and only of a run whose erase is not done.
   */
  renew(state: DeviceState): void {
    const { run } = state
    const isOpen = run?.steps.some((step) => step.name === 'erase' && step.outcome !== 'done') === true
    if (run?.status === 'active' && !run.cancelRequested && run.eraseConsent && isOpen) this.grant(state.udid, run.id)
  }

  revoke(udid: string): void {
    this.#granted.delete(udid)
  }

  /**
   * One warrant to enter recovery, from which only a restore or another computer's tool may lead back. A person types
   * the last four characters of the serial number, which they find on the device or its label.
   * @throws AppError `stage.serialUnknown`, `stage.recoveryNotConsented`
   */
  consentToRecovery(state: DeviceState, typedSerial: string): RecoveryWarrant {
    const match = matchSerialEnd(state.facts?.udid === state.udid ? state.facts.serial : null, typedSerial)
    if (match === 'unknown') throw new AppError('stage.serialUnknown')
    if (match === 'differs') throw new AppError('stage.recoveryNotConsented')
    this.protected.assertMayDestroy(state.facts?.serial ?? null)
    return createRecoveryWarrant(state.udid)
  }

  /**
   * One warrant for one erase; the consent is used up with it.
   * @param now milliseconds since 1970
   * @param order writes the order down; when it throws there is no warrant
   * @throws AppError `stage.eraseNotConsented`, `stage.consentExpired`, `stage.findMyOn`, and those of the protected devices
   */
  redeem(state: DeviceState, now: number, order: (runId: string) => void): EraseWarrant {
    const run = state.run
    if (
      run?.status !== 'active' ||
      run.cancelRequested ||
      !run.eraseConsent ||
      this.#granted.get(state.udid) !== run.id ||
      run.plan?.erases !== 'yes'
    ) {
      throw new AppError('stage.eraseNotConsented')
    }
    // Disarmed, expired, or armed in an earlier process: whoever consented beforehand does so no longer.
    if (run.rule !== null && !this.standing.covers(run.rule, run.id, now)) throw new AppError('stage.eraseNotConsented')
    if (!isConsentFresh(run.startedAt, now)) throw new AppError('stage.consentExpired', { hours: 24 })
    if (
      state.facts === null ||
      state.facts.udid !== state.udid ||
      (state.facts.findMy === true && !keepsBypassCode(run))
    )
      throw new AppError('stage.findMyOn')
    this.protected.assertMayDestroy(state.facts.serial)
    this.#granted.delete(state.udid)
    order(run.id)
    return createEraseWarrant(state.udid)
  }
}

/** The code that opens Activation Lock after the erase is kept here: this run has seen to it. */
function keepsBypassCode({ blueprint, steps }: RunState): boolean {
  const isKept = (reason: string): boolean => reason === 'bypassCode.kept' || reason === 'bypassCode.already'
  const found = steps.some(({ name, outcome, reason }) => name === 'bypassCode' && outcome === 'done' && isKept(reason))
  return blueprint.kind === 'return' && found
}

/** Compares what a person typed with the end of a serial number, in any case. */
export function matchSerialEnd(known: string | null, typed: string): 'matches' | 'differs' | 'unknown' {
  const serial = known?.trim().toUpperCase() ?? ''
  if (serial.length < typedSerialLength) return 'unknown'
  return typed.trim().toUpperCase() === serial.slice(-typedSerialLength) ? 'matches' : 'differs'
}
