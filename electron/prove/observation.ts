import type { BeliefId } from '../../src-shared/beliefs.ts'
import type { WhyUntested } from '../../src-shared/prove.ts'

/** What a check says of one belief. Texts are words of the protocols, and never name a device or a secret. */
export type Observation =
  | {
      readonly belief: BeliefId
      readonly verdict: 'confirmed' | 'refuted'
      readonly asked: string
      readonly expected: string
      readonly seen: string
    }
  | { readonly belief: BeliefId; readonly verdict: 'untested'; readonly why: WhyUntested }

/** Confirmed when what was seen is what was expected, or when `holds` says so. */
export function judge(
  belief: BeliefId,
  asked: string,
  expected: string,
  seen: string,
  holds = expected === seen,
): Observation {
  return { belief, verdict: holds ? 'confirmed' : 'refuted', asked, expected, seen: seen.slice(0, 200) }
}

export function untested(belief: BeliefId, why: WhyUntested): Observation {
  return { belief, verdict: 'untested', why }
}
