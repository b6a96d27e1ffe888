import { eraseDevice, flush } from '../apple/services/mcinstall.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { Step } from '../engine/ports.ts'
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
 * device would erase its eSIM. A step that was begun before first looks whether the erase happened.
 */
export function erase(hands: StepHands): Step {
  return async (context) => {
    if (context.resumed) {
      const { facts, anew } = await readReturned(hands, context)
      if (isErased(facts)) return { facts, reason: alreadyErased }
      // An erase forgets every host. It may have happened, and somebody may use the device since: ask again.
      if (anew) throw new AppError('stage.eraseNotConsented')
      // Neither erased nor readable proves nothing, and nothing is erased on a guess.
      if (facts.cloudConfigured === null) throw new AppError('stage.configurationUnreadable')
      hands.renewErase(context.udid)
    }
    const heard = await withMcInstall(hands, context, async (service) => {
      await flush(service, { signal: context.signal })
      // No signal: once asked for, an erase is heard to its end.
      return eraseDevice(service, hands.redeemErase(context.udid), {
        preserveDataPlan: true,
        disallowProximitySetup: true,
      })
    })
    return heard ? {} : { reason: eraseUnheard }
  }
}

/** What only an erase leaves behind: nothing stored, not activated, nobody past Setup Assistant. */
export function isErased(facts: DeviceFacts): boolean {
  return facts.cloudConfigured === false && facts.setupDone !== true && facts.activationState === 'Unactivated'
}
