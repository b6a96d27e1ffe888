import { eraseDevice, flush } from '../apple/services/mcinstall.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { Step, StepContext, StepResult } from '../engine/ports.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import { withMcInstall } from './hands.ts'
import type { StepHands } from './hands.ts'
import { readReturned } from './identify.ts'

/** Reason given when an interrupted erase turns out to have happened; the machine then waits for no second return. */
export const alreadyErased = 'erase.alreadyHappened'

/** Reason given when the connection ended without an answer; the machine looks at the device when it is back. */
export const eraseUnheard = 'erase.unheard'

/**
 * Erases all content and settings, with a warrant of the guard. Both keys are always sent: without PreserveDataPlan the
 * device would erase its eSIM. A step that was begun before first looks at the device, whatever was known of it.
 */
export function erase(hands: StepHands): Step {
  return async (context) => {
    const already = context.resumed ? await lookFirst(hands, context) : null
    if (already !== null) return already
    const heard = await withMcInstall(hands, context, async (service) => {
      await flush(service, { signal: context.signal })
      // No signal: once asked for, an erase is heard to its end.
      return eraseDevice(service, hands.orderErase(context.udid), {
        preserveDataPlan: true,
        disallowProximitySetup: true,
      })
    })
    return heard ? {} : { reason: eraseUnheard }
  }
}

/**
 * What the device itself says about an erase that may have happened. A pair record it still honors is the evidence that
 * it did not: an erase forgets every host.
 * @throws AppError when neither can be told; nothing is erased on a guess
 */
async function lookFirst(hands: StepHands, context: StepContext): Promise<StepResult | null> {
  const { facts, anew } = await readReturned(hands, context)
  if (isErased(facts)) return { facts, reason: alreadyErased }
  // It may have happened, by us or by somebody else, and a person may use the device since: ask again.
  if (anew) throw new AppError('stage.eraseNotConsented')
  if (facts.cloudConfigured === null) throw new AppError('stage.configurationUnreadable')
  context.learn(facts)
  if (context.eraseOrdered) hands.renewErase(context.udid)
  return null
}

/** What only an erase leaves behind: nothing stored, not activated, nobody past Setup Assistant. */
export function isErased(facts: DeviceFacts): boolean {
  return facts.cloudConfigured === false && facts.setupDone !== true && facts.activationState === 'Unactivated'
}
