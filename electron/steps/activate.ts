import { AppError } from '../../src-shared/errors.ts'
import { activateDevice } from '../apple/activation.ts'
import type { Step, StepContext } from '../engine/ports.ts'
import { attachedDevice, paired } from './hands.ts'
import type { StepHands } from './hands.ts'

/** Apple is asked again so often while somebody types the bypass code. */
const askAgainMs = 3_000

/**
 * Through this computer's internet connection. Activation Lock shows itself here; where a device comes back and its bypass
 * code is kept, somebody types it on the device, and Apple is asked again until it lets the device go.
 */
export function activate(hands: StepHands): Step {
  return async (context) => {
    const activated = await untilUnlocked(hands, context)
    const facts = context.facts === null ? {} : { facts: { ...context.facts, activationState: 'Activated' } }
    return activated ? facts : { ...facts, reason: 'activate.already' }
  }
}

async function untilUnlocked(hands: StepHands, context: StepContext): Promise<boolean> {
  for (let asked = false; ;) {
    try {
      const activated = await activateOnce(hands, context)
      if (asked) context.awaitTap(null)
      return activated
    } catch (error) {
      if (!(await mayBeOpened(hands, context, error))) throw error
      asked = true
      context.awaitTap('activationLock')
      await hands.clock.sleep(askAgainMs, context.signal)
    }
  }
}

async function mayBeOpened(hands: StepHands, context: StepContext, error: unknown): Promise<boolean> {
  if (!(error instanceof AppError) || error.code !== 'apple.activation.locked') return false
  const serial = context.facts?.serial ?? null
  return context.blueprint.kind === 'return' && serial !== null && hands.returns.hasBypassCode(serial)
}

async function activateOnce(hands: StepHands, context: StepContext): Promise<boolean> {
  return activateDevice({
    mux: hands.mux,
    device: attachedDevice(context),
    record: await paired(hands, context),
    endpoint: hands.activation.endpoint,
    additionalCaPems: hands.activation.additionalCaPems,
    logger: hands.logger,
    signal: context.signal,
  })
}
