import { showsErase } from '../../src-shared/erase-evidence.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { Step } from '../engine/ports.ts'
import type { StepHands } from './hands.ts'
import { readPairedFacts } from './identify.ts'

/** After an erase: the device has forgotten this host, so pair anew (silent in Setup Assistant), and see that it is really empty. */
export function pair(hands: StepHands): Step {
  return async (context) => {
    const facts = await readPairedFacts(hands, context)
    if (!showsErase(facts, context.beforeErase) && !context.resumed) throw new AppError('stage.eraseDidNotHappen')
    return { facts }
  }
}
