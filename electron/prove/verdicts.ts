import { beliefs } from '../../src-shared/beliefs.ts'
import type { Belief, BeliefId } from '../../src-shared/beliefs.ts'
import type { BeliefOutcome, WhyUntested } from '../../src-shared/prove.ts'
import type { Findings } from './run-checks.ts'

/** What nobody should try on a device, spare or not. */
const dangerous: ReadonlySet<BeliefId> = new Set(['erase-4', 'erase-6'])

/**
 * One verdict for every belief there is: one thing seen that speaks against it refutes it, whatever else was seen; one
 * that speaks for it confirms it; else the first reason says why it is open.
 */
export function verdictsOf(observations: Findings['observations']): readonly BeliefOutcome[] {
  return beliefs.map((belief) => {
    const mine = observations.filter((one) => one.belief === belief.id)
    const decisive =
      mine.find(({ verdict }) => verdict === 'refuted') ?? mine.find(({ verdict }) => verdict === 'confirmed')
    const { id, area, confidence } = belief
    if (decisive !== undefined && decisive.verdict !== 'untested') {
      const { verdict, check, asked, expected, seen } = decisive
      return { id, area, confidence, verdict, why: null, check, asked, expected, seen }
    }
    const reasons = mine.flatMap((one) => (one.verdict === 'untested' ? [one.why] : []))
    const why = reasons[0] ?? whyNeverTried(belief)
    return { id, area, confidence, verdict: 'untested', why, check: null, asked: null, expected: null, seen: null }
  })
}

function whyNeverTried({ id, area }: Belief): WhyUntested {
  if (area !== 'cable') return 'notByCable'
  return dangerous.has(id) ? 'tooDangerous' : 'notReached'
}
