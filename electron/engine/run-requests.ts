import type { JournalEventOf } from '../../src-shared/journal.ts'
import { endRun, interruptStep, only, proceed } from './run-machine.ts'
import { isAtWork, isInStep, isUnderWay } from './state.ts'
import type { DeviceState, Next, RunState } from './state.ts'

// What a person may ask of a run; part of the machine, and as pure.

export function cancelRequested(state: DeviceState, run: RunState, event: JournalEventOf<'cancelRequested'>): Next {
  if (!isUnderWay(run)) return only(state)
  if (run.status === 'awaiting')
    return only({ ...state, run: endRun(run, 'cancelled', event.at) }, [{ kind: 'unwatch' }])
  // Nothing is being done, though it may be about to be: it waits for its turn, for its pilot, or for being resumed.
  if (!isInStep(run)) return only({ ...state, run: endRun(run, 'cancelled', event.at) }, [{ kind: 'abort' }])
  const asked: RunState = { ...run, cancelRequested: true }
  // Waiting for a finger is a safe point; anything else stops at its own next one.
  return only({ ...state, run: asked }, run.tap === null ? [] : [{ kind: 'abort' }])
}

/** A step under way is done to its end; waiting for a turn or for a finger is a safe point at once. */
export function pauseRequested(state: DeviceState, run: RunState): Next {
  if (run.paused || !isAtWork(run)) return only(state)
  const paused: RunState = { ...run, paused: true }
  if (!isInStep(run)) return only({ ...state, run: paused }, [{ kind: 'abort' }])
  if (run.tap === null) return only({ ...state, run: paused })
  return only({ ...state, run: interruptStep(paused) }, [{ kind: 'abort' }])
}

export function resumeRequested(state: DeviceState, before: RunState, event: JournalEventOf<'resumeRequested'>): Next {
  const run: RunState = { ...before, paused: false }
  if (!before.paused || run.status === 'away' || isInStep(run)) return only({ ...state, run })
  return proceed(state, run, event.at)
}

/** A device that never came back may hang on the cable all the time: then it is looked at. */
export function retryRequested(state: DeviceState, before: RunState, event: JournalEventOf<'retryRequested'>): Next {
  if (before.error === null || !isUnderWay(before)) return only(state)
  const run: RunState = { ...before, error: null }
  if (run.status === 'awaiting') return only({ ...state, run }, [{ kind: 'watch' }])
  if (run.status !== 'away') return only({ ...state, run })
  if (state.presence !== 'attached') return only({ ...state, run }, [{ kind: 'awaitReturn' }])
  return proceed(state, { ...run, status: 'active', startedOn: null }, event.at)
}
