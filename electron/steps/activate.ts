import { activateDevice } from '../apple/activation.ts'
import type { Step } from '../engine/ports.ts'
import { attachedDevice, paired } from './hands.ts'
import type { StepHands } from './hands.ts'

/** Through this computer's internet connection. Activation Lock shows itself here. */
export function activate(hands: StepHands): Step {
  return async (context) => {
    const activated = await activateDevice({
      mux: hands.mux,
      device: attachedDevice(context),
      record: await paired(hands, context),
      endpoint: hands.activation.endpoint,
      additionalCaPems: hands.activation.additionalCaPems,
      logger: hands.logger,
      signal: context.signal,
    })
    const facts = context.facts === null ? {} : { facts: { ...context.facts, activationState: 'Activated' } }
    return activated ? facts : { ...facts, reason: 'activate.already' }
  }
}
