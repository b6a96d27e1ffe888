import type { DeviceView, RunView } from '../../src-shared/device-view.ts'
import { stepDurations } from '../../src-shared/step-durations.ts'
import type { StepName } from '../../src-shared/step.ts'
import { isUnderWay } from '../device-words.ts'

/** A person's pace, or Intune's: nobody can say when such a step ends. */
const unforeseeable: ReadonlySet<StepName> = new Set(['enroll'])

/**
 * Milliseconds until the cable's work is done, by how long steps usually take; null when nothing is at work, and when it
 * stands still until somebody does something.
 */
export function timeLeft(device: DeviceView, now: number): number | null {
  const { run, stage } = device
  if (run === null || !isUnderWay(device)) return null
  if (stage === 'held' || stage === 'paused' || stage === 'interrupted' || stage === 'awaitingEnrollment') return null
  const left = run.steps.reduce((sum, { name, outcome }) => {
    if (unforeseeable.has(name) || (outcome !== 'pending' && outcome !== 'running')) return sum
    return sum + (name === run.currentStep ? leftOfStep(name, run, now) : stepDurations[name].ms)
  }, 0)
  // Nothing but a person's pace is left: that is not any moment.
  return left === 0 && run.currentStep !== null && unforeseeable.has(run.currentStep) ? null : left
}

function leftOfStep(name: StepName, { stepStartedAt }: RunView, now: number): number {
  return Math.max(0, stepDurations[name].ms - (stepStartedAt === undefined ? 0 : now - stepStartedAt))
}

/** When the last of these is through; null when none is at work. */
export function longestLeft(devices: readonly DeviceView[], now: number): number | null {
  return devices.reduce<number | null>((most, device) => {
    const left = timeLeft(device, now)
    return left === null ? most : Math.max(most ?? 0, left)
  }, null)
}
