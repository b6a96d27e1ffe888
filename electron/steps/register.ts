import { AppError } from '../../src-shared/errors.ts'
import type { Step } from '../engine/ports.ts'
import type { StepHands } from './hands.ts'

/**
 * Intune must know the serial and which profile it gets before the device asks: no assignment, no enrollment. When the
 * tenant is away the word waits in the outbox, and the run goes on: the device asks at the end, not now.
 */
export function register(hands: StepHands): Step {
  return async ({ facts, blueprint, aside, signal }) => {
    if (facts?.serial == null) throw new AppError('stage.serialUnknown')
    const { serial } = facts
    const told = await aside(() => hands.desk.register(serial, blueprint, signal))
    return told === 'later' ? { reason: 'register.later' } : {}
  }
}
