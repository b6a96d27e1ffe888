import { AppError } from '../../src-shared/errors.ts'
import { openMcInstall } from '../apple/services/mcinstall.ts'
import { activationLockBypassCode, escalate } from '../apple/services/mcinstall-escalation.ts'
import type { Step, StepContext } from '../engine/ports.ts'
import { attachedDevice, paired } from './hands.ts'
import type { StepHands } from './hands.ts'

/**
 * Keeps the code that opens Activation Lock before anything is touched: Intune forgets it with the record, the device with
 * the erase. Where Find My is on and there is no code, the return ends here, with the device as it came.
 */
export function bypassCode(hands: StepHands): Step {
  return async (context) => {
    const fromDevice = () => readFromDevice(hands, context)
    const found = await context.aside(() => hands.returns.keepBypassCode(context.udid, fromDevice, context.signal))
    if (context.facts?.findMy === true && (found === 'none' || found === 'noRecord'))
      throw new AppError('returns.findMyNoCode', { serial: context.facts.serial ?? '' })
    return { reason: `bypassCode.${found}` }
  }
}

/** A supervised device tells it to the organization that supervises it, and to nobody else. */
async function readFromDevice(hands: StepHands, context: StepContext): Promise<string | null> {
  if (context.facts?.supervised !== true || context.facts.organizationName !== hands.organization.name) return null
  const { signal } = context
  const record = await paired(hands, context)
  const service = await openMcInstall(hands.mux, attachedDevice(context), record, { signal })
  try {
    await escalate(service, hands.organization, { clock: hands.clock, signal })
    return await activationLockBypassCode(service, { signal })
  } catch (error) {
    // It may be supervised by another key of the same name, or keep the code to itself.
    if (error instanceof AppError && error.code.startsWith('apple.mcinstall.')) return null
    throw error
  } finally {
    service.close()
  }
}
