import type { BeliefId } from '../../src-shared/beliefs.ts'
import type { CheckId } from '../../src-shared/prove.ts'
import type { Need, ProofBench } from './bench.ts'
import type { Observation } from './observation.ts'

/** One small thing to try on a device. */
export type Check = {
  readonly id: CheckId
  /** Beliefs it may settle; those it says nothing about count as untested. */
  readonly beliefs: readonly BeliefId[]
  readonly needs: readonly Need[]
  readonly run: (bench: ProofBench) => Promise<readonly Observation[]>
}
