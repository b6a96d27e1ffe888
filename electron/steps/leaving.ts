import type { StepContext } from '../engine/ports.ts'
import type { StepHands } from './hands.ts'

const lookAgainMs = 1_000

/**
 * A device that took an erase answers for a while as if nothing were, and its word counts only after that: a Slipway that
 * was started again meanwhile, or a usbmuxd, finds it still there. Waits a moment while that time is not over.
 * @param asked when the step began to ask, milliseconds since 1970; for a clock that was set back since the order
 * @returns false when the time is over
 */
export async function mayStillLeave(
  hands: Pick<StepHands, 'clock' | 'leavingMs'>,
  { eraseOrderedAt, aside, signal }: Pick<StepContext, 'eraseOrderedAt' | 'aside' | 'signal'>,
  asked: number,
): Promise<boolean> {
  const { clock, leavingMs } = hands
  if (eraseOrderedAt === null) return false
  const left = Math.min(eraseOrderedAt, asked) + leavingMs - clock.now()
  if (left <= 0) return false
  await aside(() => clock.sleep(Math.min(left, lookAgainMs), signal))
  return true
}
