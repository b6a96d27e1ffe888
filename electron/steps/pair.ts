import { pairingMark } from '../apple/pair-record.ts'
import { showsErase } from '../../src-shared/erase-evidence.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { Step, StepContext } from '../engine/ports.ts'
import type { StepHands } from './hands.ts'
import { readReturned } from './identify.ts'
import { mayStillLeave } from './leaving.ts'

type Seen = Awaited<ReturnType<typeof readReturned>>

/** After an erase: the device has forgotten this host, so pair anew (silent in Setup Assistant), and see that it is really empty. */
export function pair(hands: StepHands): Step {
  return async (context) => {
    const asked = hands.clock.now()
    for (;;) {
      const seen = await readReturned(hands, context)
      if (isAfterErase(context, seen)) return { facts: seen.facts }
      if (!(await mayStillLeave(hands, context, asked))) throw new AppError('stage.eraseDidNotHappen')
    }
  }
}

/** Begun before, a person may have been quicker than this step; then the pairing is another one than before the erase. */
function isAfterErase({ beforeErase, resumed, orderedUnder }: StepContext, { facts, record }: Seen): boolean {
  return showsErase(facts, beforeErase) || (resumed && pairingMark(record) !== orderedUnder)
}
