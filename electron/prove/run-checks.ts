import { AppError, toErrorRecord } from '../../src-shared/errors.ts'
import type { CheckOutcome, WhyUntested } from '../../src-shared/prove.ts'
import type { Need, ProofBench } from './bench.ts'
import type { Check } from './check.ts'
import { untested } from './observation.ts'
import type { Observation } from './observation.ts'

const whyWithout: Readonly<Record<Need, WhyUntested>> = {
  paired: 'notPaired',
  setUp: 'notSetUp',
  unconfigured: 'notUnconfigured',
  erased: 'notErased',
  activated: 'notActivated',
  supervised: 'notSupervised',
  escalated: 'notEscalated',
  erasedAgain: 'notErased',
  readyAgain: 'notActivated',
}

export type Findings = {
  readonly observations: readonly (Observation & { readonly check: Check['id'] })[]
  readonly outcomes: readonly CheckOutcome[]
}

/**
 * Runs the checks in order. One that fails (the cable, a time-out, a bug) leaves its beliefs untested and the next ones
 * running; one whose needs nobody met is left out; a signal that fires leaves out the rest.
 */
export async function runChecks(bench: ProofBench, checks: readonly Check[]): Promise<Findings> {
  const observations: (Observation & { readonly check: Check['id'] })[] = []
  const outcomes: CheckOutcome[] = []
  for (const check of checks) {
    const { outcome, said } = await runCheck(bench, check)
    outcomes.push(outcome)
    observations.push(...said.map((one) => ({ ...one, check: check.id })))
    bench.person.checkEnded(outcome, said)
  }
  return { observations, outcomes }
}

type Ran = { readonly outcome: CheckOutcome; readonly said: readonly Observation[] }

async function runCheck(bench: ProofBench, check: Check): Promise<Ran> {
  const missing = check.needs.find((need) => !bench.has.has(need))
  const why = bench.signal.aborted ? 'stopped' : missing === undefined ? null : whyWithout[missing]
  if (why !== null) return leftOut(check, why)
  bench.person.checkBegins(check.id)
  const startedAt = bench.hands.clock.now()
  const durationMs = (): number => Math.max(0, Math.round(bench.hands.clock.now() - startedAt))
  try {
    const said = await check.run(bench)
    return { outcome: { id: check.id, outcome: 'done', why: null, error: null, durationMs: durationMs() }, said }
  } catch (error) {
    if (bench.signal.aborted) return leftOut(check, 'stopped')
    if (error instanceof AppError)
      bench.hands.logger.warn({ udid: bench.udid, check: check.id, code: error.code }, error.message)
    else bench.hands.logger.error({ udid: bench.udid, check: check.id, error }, 'a check failed unexpectedly')
    const { code } = toErrorRecord(error)
    const outcome = { id: check.id, outcome: 'failed', why: null, error: code, durationMs: durationMs() } as const
    return { outcome, said: check.beliefs.map((belief) => untested(belief, 'checkFailed')) }
  }
}

function leftOut(check: Check, why: WhyUntested): Ran {
  const outcome = { id: check.id, outcome: 'leftOut', why, error: null, durationMs: 0 } as const
  return { outcome, said: check.beliefs.map((belief) => untested(belief, why)) }
}
