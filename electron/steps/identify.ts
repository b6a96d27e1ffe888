import { readFacts } from '../apple/facts.ts'
import type { PairRecord } from '../apple/pair-record.ts'
import type { Step, StepContext } from '../engine/ports.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import { attachedDevice, pairedSince } from './hands.ts'
import type { StepHands } from './hands.ts'

/** Pairs if need be, then reads everything the planner asks for. */
export function identify(hands: StepHands): Step {
  return async (context) => ({ facts: await readPairedFacts(hands, context) })
}

/** @throws AppError `app.practiceRealMix` before anything else is asked of a device of the other world */
export async function readPairedFacts(hands: StepHands, context: StepContext): Promise<DeviceFacts> {
  return (await readReturned(hands, context)).facts
}

/** As `readPairedFacts`, for a device that was away: `anew` when it no longer knew this host. */
export async function readReturned(
  hands: StepHands,
  context: StepContext,
): Promise<{ readonly facts: DeviceFacts; readonly anew: boolean; readonly record: PairRecord }> {
  const device = attachedDevice(context)
  const { mux, logger } = hands
  const { signal } = context
  const strange = await readFacts({ mux, device, record: null, logger, signal })
  hands.assertSameWorld(context.udid, strange.practiceWorld)
  const { record, anew } = await pairedSince(hands, context)
  return { facts: await readFacts({ mux, device, record, logger, signal }), anew, record }
}
