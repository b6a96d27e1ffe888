import { AppError } from '../../src-shared/errors.ts'
import type { Step } from '../engine/ports.ts'
import type { StepHands } from './hands.ts'

/** Intune must know the serial and which profile it gets before the device asks: no assignment, no enrollment. */
export function register(hands: StepHands): Step {
  return async ({ facts, blueprint, aside }) => {
    if (facts?.serial == null) throw new AppError('stage.serialUnknown')
    const { serial } = facts
    await aside(() => hands.desk.register(serial, blueprint))
    return {}
  }
}
