import { createEraseWarrant } from '../apple/services/erase-warrant.ts'
import type { EraseWarrant } from '../apple/services/erase-warrant.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { EraseConsent } from '../../src-shared/contract.ts'
import type { DeviceState } from './state.ts'

/**
 * The one place an erase can come from. A person's consent names devices; each named device gets one consent for one
 * run, and the run's erase step turns it into one warrant. Nothing else in the program can make a warrant.
 */
export class Guard {
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

  grant(udid: string, runId: string): void {
    this.#granted.set(udid, runId)
  }

  revoke(udid: string): void {
    this.#granted.delete(udid)
  }

  /**
   * One warrant for one erase; the consent is used up with it.
   * @throws AppError `stage.eraseNotConsented`, `stage.findMyOn`
   */
  redeem(state: DeviceState): EraseWarrant {
    const run = state.run
    if (run === null || !run.eraseConsent || this.#granted.get(state.udid) !== run.id || run.plan?.erases !== true) {
      throw new AppError('stage.eraseNotConsented')
    }
    if (state.facts === null || state.facts.udid !== state.udid || state.facts.findMy === true)
      throw new AppError('stage.findMyOn')
    this.#granted.delete(state.udid)
    return createEraseWarrant(state.udid)
  }
}
