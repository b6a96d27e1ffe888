import type { JournalEventOf } from '../../src-shared/journal.ts'
import type { StepName } from '../../src-shared/step.ts'
import type { DeviceState, Next, RunState, RunStatus, StepState, Work } from './state.ts'

/** This state, and nothing to do for it but that. */
export function only(state: DeviceState, work: readonly Work[] = []): Next {
  return { state, work }
}

/** Goes on with the first step still to do, if the device is there to do it with. */
export function proceed(state: DeviceState, run: RunState, at: number): Next {
  if (run.cancelRequested) return only({ ...state, run: endRun(run, 'cancelled', at) })
  const forward = advance(run, state.presence === 'attached')
  // Everything is done, and Intune has no word in it.
  if (forward.run.current === null && run.plan !== null) return only({ ...state, run: endRun(run, 'prepared', at) })
  return only({ ...state, run: forward.run }, forward.work)
}

/**
 * The first step still to do becomes work; without the device on the cable the run waits, interrupted, and one that is
 * paused or held back waits wherever its device is.
 */
function advance(run: RunState, attached: boolean): { readonly run: RunState; readonly work: readonly Work[] } {
  const step = run.steps.find((candidate) => candidate.outcome === 'pending' || candidate.outcome === 'running')
  if (step === undefined) return { run: { ...run, current: null }, work: [] }
  if (run.paused || run.hold !== null) return { run: { ...run, current: step.name, interrupted: false }, work: [] }
  if (!attached) return { run: { ...run, current: step.name, interrupted: true }, work: [] }
  return { run: { ...run, current: step.name, interrupted: false }, work: [{ kind: 'step', step: step.name }] }
}

export function startStep(run: RunState, name: StepName, at: number, deviceId: number | null): RunState {
  const steps = change(run, name, (step) => ({ ...step, outcome: 'running', startedAt: step.startedAt ?? at }))
  return { ...run, steps, current: name, startedOn: deviceId, interrupted: false, tap: null, error: null }
}

/** Ordered again, the device has shown that it was not erased meanwhile: what it was at first still counts. */
export function orderErase(
  run: RunState,
  { facts, deviceId }: DeviceState,
  { at, pairing }: JournalEventOf<'eraseOrdered'>,
): RunState {
  const beforeErase = run.beforeErase ?? facts
  return { ...run, eraseOrderedAt: at, orderedUnder: pairing ?? null, beforeErase, startedOn: deviceId }
}

/** The device left in the middle: the step is to be done again, and each step first looks what is already so. */
export function interruptStep(run: RunState): RunState {
  const steps = run.steps.map((step): StepState =>
    step.outcome === 'running' ? { ...step, outcome: 'pending' } : step,
  )
  return { ...run, steps, interrupted: true, tap: null }
}

export function settleStep(run: RunState, event: JournalEventOf<'stepDone'> | JournalEventOf<'stepFailed'>): RunState {
  const steps = change(run, event.step, (step) => ({
    ...step,
    outcome: event.type === 'stepFailed' ? 'failed' : 'done',
    reason: event.type === 'stepDone' && event.reason !== null ? event.reason : step.reason,
    startedAt: step.startedAt ?? event.at,
    endedAt: event.at,
  }))
  return { ...run, steps, current: null, tap: null, profilesBefore: null }
}

/**
 * From here Intune has the word. A step before the enrollment that ends with it (shutting down) is done with it: the device
 * may be gone before anybody could say so.
 */
export function awaitEnrollment(run: RunState, at: number): RunState {
  const last = run.current
  const before =
    last === null || last === 'enroll' ? run : settleStep(run, { type: 'stepDone', step: last, at, reason: null })
  const steps = change(before, 'enroll', (step) => ({ ...step, outcome: 'running', startedAt: step.startedAt ?? at }))
  return { ...before, steps, status: 'awaiting', current: 'enroll', tap: run.tap }
}

export function endRun(run: RunState, status: RunStatus, at: number): RunState {
  return { ...run, status, current: null, interrupted: false, paused: false, hold: null, tap: null, endedAt: at }
}

function change(run: RunState, name: StepName, update: (step: StepState) => StepState): readonly StepState[] {
  return run.steps.map((step) => (step.name === name ? update(step) : step))
}
