import type { JournalEvent, JournalEventOf } from '../../src-shared/journal.ts'
import {
  awaitEnrollment,
  endRun,
  interruptStep,
  only,
  orderErase,
  proceed,
  settleStep,
  startStep,
} from './run-machine.ts'
import { cancelRequested, pauseRequested, resumeRequested, retryRequested } from './run-requests.ts'
import { isInStep, isUnderWay } from './state.ts'
import type { DeviceState, Next, RunState, Work } from './state.ts'

/** One device's whole behavior: what an event makes of it and what is to be done. Pure; a pulled cable is an event like any other. */
export function next(state: DeviceState, event: JournalEvent): Next {
  switch (event.type) {
    case 'attached':
      return attached(state, event)
    case 'detached':
      return detached(state, event)
    case 'restarted':
      return restarted(state, event)
    case 'identified':
      return only({ ...state, facts: event.facts, identifying: false, identifyError: null })
    case 'identifyFailed':
      return only({ ...state, identifying: false, identifyError: event.error })
    case 'runStarted':
      return runStarted(state, event)
    case 'planned':
      return planned(state, event)
    case 'eraseOrdered':
      return withRun(state, (run) =>
        only(run.id === event.runId ? { ...state, run: orderErase(run, state, event) } : state),
      )
    case 'stepStarted':
      return withActiveRun(state, (run) =>
        only({ ...state, run: startStep(run, event.step, event.at, state.deviceId) }),
      )
    case 'profilesNoted':
      return withActiveRun(state, (run) =>
        only(run.current === event.step ? { ...state, run: { ...run, profilesBefore: event.identifiers } } : state),
      )
    case 'tapAwaited':
      return withActiveRun(state, (run) => only({ ...state, run: { ...run, tap: event.tap, tapSince: event.at } }))
    case 'stepDone':
      return withActiveRun(state, (run) => (run.current === event.step ? stepDone(state, run, event) : only(state)))
    case 'stepFailed':
      return withActiveRun(state, (run) => (run.current === event.step ? stepFailed(state, run, event) : only(state)))
    case 'stepInterrupted':
      return withActiveRun(state, (run) =>
        run.current === event.step ? stepInterrupted(state, run, event) : only(state),
      )
    case 'enrollmentAwaited':
      return withActiveRun(state, (run) => only({ ...state, run: awaitEnrollment(run, event.at) }, [{ kind: 'watch' }]))
    case 'intuneState':
      return intuneState(state, event)
    case 'returnOverdue':
      return withRun(state, (run) =>
        run.status === 'away' ? only({ ...state, run: { ...run, error: notBack } }) : only(state),
      )
    case 'held':
      return withRun(state, (run) => only(run.hold === null ? state : { ...state, run: { ...run, hold: event.hold } }))
    case 'released':
      return withRun(state, (run) =>
        run.hold === null ? only(state) : proceed(state, { ...run, hold: null }, event.at),
      )
    case 'pauseRequested':
      return withRun(state, (run) => pauseRequested(state, run))
    case 'resumeRequested':
      return withRun(state, (run) => resumeRequested(state, run, event))
    case 'retryRequested':
      return withRun(state, (run) => retryRequested(state, run, event))
    case 'cancelRequested':
      return withRun(state, (run) => cancelRequested(state, run, event))
    case 'folded':
      return only({ ...event.state, journalError: null })
    default:
      return unreachable(event)
  }
}

const notBack = {
  code: 'stage.notBack',
  message: 'The device has not come back after its restart.',
  details: {},
} as const

function attached(before: DeviceState, event: JournalEventOf<'attached'>): Next {
  const { deviceId, locationId, slot } = event
  const state: DeviceState = { ...before, presence: 'attached', deviceId, locationId, slot }
  const run = state.run
  if (run === null || !isUnderWay(run) || run.status === 'awaiting') {
    // Facts of an earlier visit may be stale; reading them again costs little and never writes.
    return only({ ...state, identifying: true }, [{ kind: 'identify' }])
  }
  if (run.status === 'away') return proceed(state, { ...run, status: 'active', error: null, startedOn: null }, event.at)
  if (run.interrupted) return proceed(state, { ...run, interrupted: false }, event.at)
  return only(state)
}

function detached(before: DeviceState, event: JournalEventOf<'detached'>): Next {
  const run = before.run
  const gone: DeviceState = { ...before, deviceId: null, identifying: false, presence: 'unplugged' }
  if (run === null || !isUnderWay(run) || run.status === 'awaiting') return only(gone)
  // An erase takes the device away by itself; the step still listens for its acceptance.
  if (run.status === 'away') return only({ ...gone, presence: 'away' })
  if (run.current === 'erase' && isInStep(run))
    return only({ ...gone, presence: 'away', run: { ...run, startedOn: null } })
  if (run.cancelRequested) return only({ ...gone, run: endRun(run, 'cancelled', event.at) }, [{ kind: 'abort' }])
  return only({ ...gone, run: interruptStep(run) }, [{ kind: 'abort' }])
}

function restarted(before: DeviceState, event: JournalEventOf<'restarted'>): Next {
  const run = before.run
  const gone: DeviceState = { ...before, presence: 'unplugged', deviceId: null, identifying: false }
  if (run === null || !isUnderWay(run)) return only(gone)
  if (run.status === 'awaiting') return only(gone, [{ kind: 'watch' }])
  if (run.cancelRequested) return only({ ...gone, run: endRun(run, 'cancelled', event.at) })
  if (run.status === 'away') return only({ ...gone, presence: 'away' }, [{ kind: 'awaitReturn' }])
  return only({ ...gone, run: interruptStep(run) })
}

function runStarted(state: DeviceState, event: JournalEventOf<'runStarted'>): Next {
  if (isUnderWay(state.run) && state.run.status !== 'awaiting') return only(state)
  const run: RunState = {
    id: event.runId,
    batchId: event.batchId,
    blueprint: event.blueprint,
    eraseConsent: event.eraseConsent,
    eraseOrderedAt: null,
    orderedUnder: null,
    beforeErase: null,
    operator: event.operator,
    profilesBefore: null,
    status: 'active',
    plan: null,
    steps: [{ name: 'identify', outcome: 'pending', reason: 'identify.always', startedAt: null, endedAt: null }],
    current: null,
    startedOn: null,
    interrupted: state.presence !== 'attached',
    cancelRequested: false,
    paused: false,
    hold: event.hold ?? null,
    rule: event.rule ?? null,
    tap: null,
    tapSince: null,
    error: null,
    startedAt: event.at,
    endedAt: null,
  }
  // What Intune said belongs to an earlier enrollment until it speaks again.
  const stopWatch: Work[] = isUnderWay(state.run) ? [{ kind: 'unwatch' }] : []
  const started = proceed({ ...state, intuneState: null }, run, event.at)
  return { state: started.state, work: [...stopWatch, ...started.work] }
}

function planned(state: DeviceState, event: JournalEventOf<'planned'>): Next {
  return withRun(state, (run) => {
    const identify = run.steps.filter((step) => step.name === 'identify')
    const rest = event.plan.steps
      .filter((step) => step.name !== 'identify')
      .map((step) => ({
        name: step.name,
        outcome: step.skip ? ('skipped' as const) : ('pending' as const),
        reason: step.reason,
        startedAt: null,
        endedAt: null,
      }))
    return only({ ...state, run: { ...run, plan: event.plan, steps: [...identify, ...rest] } })
  })
}

function stepDone(state: DeviceState, before: RunState, event: JournalEventOf<'stepDone'>): Next {
  // Nobody heard whether the device took the erase: the step is done once more, and looks before it does anything.
  const run = event.reason === 'erase.unheard' ? interruptStep(before) : settleStep(before, event)
  const alreadyBack = state.presence === 'attached' && state.deviceId !== before.startedOn
  if (event.step === 'erase' && event.reason !== 'erase.alreadyHappened' && !alreadyBack) {
    const away: RunState = { ...run, status: 'away', interrupted: false }
    const presence = state.presence === 'attached' ? 'attached' : 'away'
    return only({ ...state, presence, run: away }, [{ kind: 'awaitReturn' }])
  }
  return proceed(state, run, event.at)
}

function stepFailed(state: DeviceState, before: RunState, event: JournalEventOf<'stepFailed'>): Next {
  const run = settleStep(before, event)
  return only({
    ...state,
    run: { ...endRun(run, before.cancelRequested ? 'cancelled' : 'failed', event.at), error: event.error },
  })
}

/**
 * An erase, which is not told to stop when its device leaves, because leaving is what it wants; and any other step when the
 * computer has slept meanwhile.
 */
function stepInterrupted(state: DeviceState, before: RunState, event: JournalEventOf<'stepInterrupted'>): Next {
  const run = interruptStep(before)
  if (run.cancelRequested || state.presence === 'attached') return proceed(state, run, event.at)
  return only({ ...state, presence: 'unplugged', run })
}

function intuneState(before: DeviceState, event: JournalEventOf<'intuneState'>): Next {
  const state = { ...before, intuneState: event.state }
  const run = state.run
  // A word about an enrollment older than this run proves nothing.
  if (run?.status !== 'awaiting' || !event.fresh) return only(state)
  if (event.state === 'enrolled') {
    const done = settleStep(run, { type: 'stepDone', step: 'enroll', at: event.at, reason: null })
    return only({ ...state, run: { ...endRun(done, 'enrolled', event.at), error: null } }, [{ kind: 'unwatch' }])
  }
  const refused = { code: 'stage.enrollmentRefused', message: 'Intune refused the enrollment.', details: {} }
  const untold = { code: 'outbox.registrationRefused', message: 'Intune was not told of the device.', details: {} }
  const error = event.state === 'failed' ? refused : event.state === 'registrationRefused' ? untold : null
  return only({ ...state, run: { ...run, error } })
}

function withRun(state: DeviceState, change: (run: RunState) => Next): Next {
  return state.run === null ? only(state) : change(state.run)
}

/** What a step says counts only while its run is active: a late word about a run that has ended changes nothing. */
function withActiveRun(state: DeviceState, change: (run: RunState) => Next): Next {
  return state.run?.status === 'active' ? change(state.run) : only(state)
}

function unreachable(event: never): Next {
  throw new Error(`an event without a rule: ${JSON.stringify(event)}`)
}
