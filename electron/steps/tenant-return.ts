import type { Step } from '../engine/ports.ts'
import type { StepHands } from './hands.ts'

/** Takes the device out of management while it can still hear of it; the erase waits for Intune's word, not for its patience. */
export function retire(hands: StepHands): Step {
  return async ({ udid, aside, signal }) => ({
    reason: `retire.${await aside(() => hands.returns.retire(udid, signal))}`,
  })
}

/** What Intune still has of the device and the blueprint wants gone. */
export function record(hands: StepHands): Step {
  return async ({ udid, aside, signal }) => ({
    reason: `record.${await aside(() => hands.returns.clearRecords(udid, signal))}`,
  })
}

/** The last thing that is said of an erase: only of one that the device has shown. */
export function certificate(hands: StepHands): Step {
  return async ({ udid }) => {
    const issued = await hands.returns.certify(udid)
    return issued === 'already' ? { reason: 'certificate.already' } : {}
  }
}
