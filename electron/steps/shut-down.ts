import { diagnosticsRelayName, shutDown as shutDownDevice } from '../apple/services/diagnostics-relay.ts'
import { openService } from '../apple/device-link.ts'
import type { Step } from '../engine/ports.ts'
import { attachedDevice, paired } from './hands.ts'
import type { StepHands } from './hands.ts'

/**
 * The last thing the cable does. A device that is back after an interruption had gone down, or was pulled and is in
 * somebody's hands: it is not switched off under them. Where a person enrolls it later, Intune has the word from here.
 */
export function shutDown(hands: StepHands): Step {
  return async (context) => {
    const after = context.blueprint.route === 'none' ? {} : { awaitEnrollment: true }
    if (context.resumed) return { ...after, reason: 'shutDown.already' }
    const { signal } = context
    const record = await paired(hands, context)
    const service = await openService(hands.mux, attachedDevice(context), record, diagnosticsRelayName, { signal })
    try {
      await shutDownDevice(service)
    } finally {
      service.close()
    }
    return after
  }
}
