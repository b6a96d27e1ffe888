import type { ArmedRule } from '../../src-shared/automation.ts'
import { AppError } from '../../src-shared/errors.ts'
import { clockSlackMs } from '../lib/clock.ts'

type Standing = ArmedRule & { readonly drawn: Set<string> }

/**
 * Consents that people gave beforehand, by arming a rule: for so many devices and until a time. They live as long as the
 * process, so that nothing erases by itself after a restart.
 */
export class StandingConsents {
  readonly #byRule = new Map<string, Standing>()

  /** @throws AppError `stage.consentMismatch` when an erase is possible and the typed count is not the maximum */
  arm(consent: Omit<ArmedRule, 'used'>, typedCount: number | null): void {
    if (consent.mayErase && typedCount !== consent.maximum) {
      throw new AppError('stage.consentMismatch', { typed: typedCount, named: consent.maximum })
    }
    this.#byRule.set(consent.ruleId, { ...consent, used: 0, drawn: new Set() })
  }

  disarm(ruleId: string): void {
    this.#byRule.delete(ruleId)
  }

  /** Those in force, expired ones left out. */
  list(now: number): readonly ArmedRule[] {
    return [...this.#byRule.values()]
      .filter((standing) => isInTime(standing, now))
      .map(({ drawn: _drawn, ...armed }) => armed)
  }

  /**
   * Uses the consent up for one device and one run.
   * @throws AppError `automation.notArmed`, `automation.expired`, `automation.usedUp`
   */
  draw(ruleId: string, runId: string, now: number): ArmedRule {
    const standing = this.#byRule.get(ruleId)
    if (standing === undefined) throw new AppError('automation.notArmed')
    if (!isInTime(standing, now)) throw new AppError('automation.expired')
    if (standing.used >= standing.maximum) throw new AppError('automation.usedUp', { maximum: standing.maximum })
    standing.drawn.add(runId)
    const after = { ...standing, used: standing.used + 1 }
    this.#byRule.set(ruleId, after)
    return after
  }

  /** Whether a run's erase is still within the consent it was started under: armed since, and in time. */
  covers(ruleId: string, runId: string, now: number): boolean {
    const standing = this.#byRule.get(ruleId)
    return standing !== undefined && standing.mayErase && isInTime(standing, now) && standing.drawn.has(runId)
  }
}

/** A clock that was set back, by more than it is ever corrected by, does not make a consent last longer. */
function isInTime({ armedAt, expiresAt }: ArmedRule, now: number): boolean {
  return expiresAt > now && now >= armedAt - clockSlackMs
}
