import type { CheckId, CheckOutcome } from '../../src-shared/prove.ts'
import type { Observation } from './observation.ts'

/** What fingers are needed for. `installProfile` may be left alone as well. */
export type Wish = 'trust' | 'unlock' | 'installProfile'

/** The person at the bench, as the command line or a test plays them. */
export type Person = {
  readonly checkBegins: (check: CheckId) => void
  readonly checkEnded: (outcome: CheckOutcome, observations: readonly Observation[]) => void
  /** Something is to be tapped; `skipped` fires when the person would rather not. Call `done` when it is not needed any more. */
  readonly wish: (wish: Wish) => { readonly skipped: AbortSignal; readonly done: () => void }
  /**
   * Asks for one erase of this one device; the last four characters of its serial number are the consent.
   * @param occasion the check that erases
   * @returns what was typed; null when the person does not want it
   */
  readonly consent: (serial: string, occasion: CheckId) => Promise<string | null>
}
