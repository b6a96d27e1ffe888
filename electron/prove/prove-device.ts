import type { ProveReport } from '../../src-shared/prove.ts'
import { proveReportSchema } from '../../src-shared/prove.ts'
import { readPracticeWorld } from '../apple/facts.ts'
import { ProofBench } from './bench.ts'
import type { ProofHands } from './bench.ts'
import { checks } from './checks.ts'
import type { Person } from './person.ts'
import { runChecks } from './run-checks.ts'
import { verdictsOf } from './verdicts.ts'

export type ProveOptions = {
  readonly udid: string
  readonly person: Person
  readonly signal: AbortSignal
}

/**
 * Tries every belief a cable can settle on one device, with a person at its screen. The erases ask that person.
 * @throws AppError 'app.practiceRealMix' before anything else is asked of a device of the other world,
 *   'apple.deviceGone'
 */
export async function proveDevice(hands: ProofHands, version: string, options: ProveOptions): Promise<ProveReport> {
  const { clock } = hands
  const startedAt = clock.now()
  const bench = new ProofBench({ ...options, hands })
  const practice = await readPracticeWorld(hands.mux, await bench.device(), bench.call)
  hands.assertSameWorld(options.udid, practice)
  const { observations, outcomes } = await runChecks(bench, checks)
  const outcomesOfBeliefs = verdictsOf(observations)
  const count = (verdict: string): number => outcomesOfBeliefs.filter((one) => one.verdict === verdict).length
  return proveReportSchema.parse({
    version: 1,
    madeAt: new Date(startedAt).toISOString(),
    by: version,
    practice: practice !== null,
    device: {
      productType: bench.before?.productType ?? null,
      osVersion: bench.before?.osVersion ?? null,
      build: bench.before?.build ?? null,
    },
    durationMs: Math.max(0, Math.round(clock.now() - startedAt)),
    counts: { confirmed: count('confirmed'), refuted: count('refuted'), untested: count('untested') },
    beliefs: [...outcomesOfBeliefs],
    checks: [...outcomes],
  } satisfies ProveReport)
}
