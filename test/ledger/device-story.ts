import { next } from '../../electron/engine/machine.ts'
import type { Change } from '../../electron/engine/ports.ts'
import { unknownDevice } from '../../electron/engine/state.ts'
import type { DeviceState } from '../../electron/engine/state.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import type { StepName } from '../../src-shared/step.ts'
import { fresh, setupAssistant, used } from '../engine/fixtures.ts'

/** An event without its time, which is its place in the story. */
type Told = JournalEvent extends infer E ? (E extends { at: number } ? Omit<E, 'at'> : never) : never

/** What a journal of one device is told to the ledger, the first event with the number `from`. */
export function changesOf(events: readonly Told[], from = 1, udid = fresh.udid): readonly Change[] {
  let state: DeviceState = unknownDevice(udid)
  return events.map((told, index) => {
    const event: JournalEvent = { ...told, at: 1_000 * (from + index) }
    const before = state
    state = next(before, event).state
    return { seq: from + index, udid, before, after: state, event, replayed: false }
  })
}

export const runId = '11111111-2222-4333-8444-555555555555'
export const batchId = '99999999-2222-4333-8444-555555555555'

export function plugged(facts: DeviceFacts): readonly Told[] {
  return [
    { type: 'attached', deviceId: 1, locationId: 1, slot: 3 },
    { type: 'identified', facts },
  ]
}

export function begun(blueprint: Blueprint, eraseConsent: boolean, operator: string | null = 'ada'): Told {
  return { type: 'runStarted', runId, batchId, blueprint, eraseConsent, operator }
}

function plan(erases: boolean): Told {
  const step = (name: StepName, skip: boolean) => ({ name, skip, reason: `${name}.x`, expectedMs: 0 })
  const steps = [
    step('erase', !erases),
    step('pair', !erases),
    step('supervise', false),
    step('verify', false),
    step('enroll', false),
  ]
  return {
    type: 'planned',
    plan: {
      udid: fresh.udid,
      route: 'setupAssistant',
      erases: erases ? 'yes' : 'no',
      steps,
      problems: [],
      warnings: [],
      expectedMs: 0,
    },
  }
}

export function done(step: StepName, reason: string | null = null): readonly Told[] {
  return [
    { type: 'stepStarted', step },
    { type: 'stepDone', step, reason },
  ]
}

/** Read, planned: the next step is the erase, or (without one) the configuration. */
export function planned(facts: DeviceFacts, erases: boolean): readonly Told[] {
  return [
    ...plugged(facts),
    begun(setupAssistant, erases),
    { type: 'stepStarted', step: 'identify' },
    plan(erases),
    { type: 'stepDone', step: 'identify', reason: null },
  ]
}

export const back: Told = { type: 'attached', deviceId: 2, locationId: 1, slot: 4 }
export const gone: Told = { type: 'detached' }
export const ordered: Told = { type: 'eraseOrdered', runId }
/** What is read of a device that was erased. */
export const empty: Told = { type: 'identified', facts: { ...used, ...fresh } }

/** A used device from cable to enrolled. */
export const wholeStory: readonly Told[] = [
  ...planned(used, true),
  { type: 'stepStarted', step: 'erase' },
  ordered,
  { type: 'stepDone', step: 'erase', reason: null },
  gone,
  back,
  { type: 'stepStarted', step: 'pair' },
  empty,
  { type: 'stepDone', step: 'pair', reason: null },
  ...done('supervise'),
  ...done('verify'),
  { type: 'stepStarted', step: 'enroll' },
  { type: 'enrollmentAwaited' },
  { type: 'intuneState', state: 'notContacted', fresh: false },
  { type: 'intuneState', state: 'enrolled', fresh: true },
]

export const failure: Told = {
  type: 'stepFailed',
  step: 'supervise',
  error: { code: 'app.fileUnreadable', message: 'x', details: { path: 'ada.p12', reason: 'ENOENT' } },
}
