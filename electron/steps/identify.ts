import { readFacts } from '../apple/facts.ts'
import type { Step, StepContext } from '../engine/ports.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import { attachedDevice, paired } from './hands.ts'
import type { StepHands } from './hands.ts'

/** Pairs if need be, then reads everything the planner asks for. */
export function identify(hands: StepHands): Step {
  return async (context) => ({ facts: await readPairedFacts(hands, context) })
}

/** @throws AppError `app.practiceRealMix` before anything else is asked of a device of the other world */
export async function readPairedFacts(hands: StepHands, context: StepContext): Promise<DeviceFacts> {
  const device = attachedDevice(context)
  const { mux, logger } = hands
  const { signal } = context
  const strange = await readFacts({ mux, device, record: null, logger, signal })
  hands.assertSameWorld(context.udid, strange.practiceWorld)
  return readFacts({ mux, device, record: await paired(hands, context), logger, signal })
}
