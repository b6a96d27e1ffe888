import type { BeliefId } from '../../../src-shared/beliefs.ts'
import type { CheckId } from '../../../src-shared/prove.ts'
import type { Need } from '../bench.ts'
import type { Check } from '../check.ts'
import { eraseOnce } from '../erase-once.ts'
import { untested } from '../observation.ts'

const beliefs: readonly BeliefId[] = ['erase-1', 'erase-5', 'mux-2']

function erasing(id: CheckId, needs: readonly Need[], gives: Need): Check {
  return {
    id,
    beliefs,
    needs,
    run: async (bench) => {
      const outcome = await eraseOnce(bench, id)
      if (!outcome.erased) return beliefs.map((belief) => untested(belief, outcome.why))
      bench.has.add(gives)
      return outcome.observations
    },
  }
}

/** From here on the device is not as it was. */
export const erase = erasing('erase', ['paired'], 'erased')
/** A configuration can be stored once per erase, so a second one needs another. */
export const eraseAgain = erasing('eraseAgain', ['erased', 'paired'], 'erasedAgain')
/** The device must not stay behind with pairing forbidden and an address that does not exist. */
export const leaveBlank = erasing('leaveBlank', ['erasedAgain', 'paired'], 'erased')
