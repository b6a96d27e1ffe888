import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { next } from '../../electron/engine/machine.ts'
import { planDevice } from '../../electron/engine/planner.ts'
import { isUnderWay, unknownDevice } from '../../electron/engine/state.ts'
import type { DeviceState, Work } from '../../electron/engine/state.ts'
import { stageOf, viewDevice } from '../../electron/engine/view.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import { stepNames } from '../../src-shared/step.ts'
import { bench, setupAssistant, used } from './fixtures.ts'

const udid = used.udid
const error = { code: 'app.timeout', message: 'x', details: {} }

function play(events: readonly JournalEvent[], start: DeviceState = unknownDevice(udid)) {
  let state = start
  let work: readonly Work[] = []
  for (const event of events) ({ state, work } = next(state, event))
  return { state, work }
}

const attach = (deviceId: number): JournalEvent => ({ type: 'attached', at: 1, deviceId, locationId: 5, slot: 1 })
const run: JournalEvent = {
  type: 'runStarted',
  at: 2,
  runId: 'r',
  batchId: 'b',
  blueprint: setupAssistant,
  eraseConsent: true,
  operator: null,
}
const identified: JournalEvent = { type: 'identified', at: 3, facts: used }
const planned: JournalEvent = {
  type: 'planned',
  at: 4,
  plan: planDevice(used, setupAssistant, { ...bench, eraseConsent: true }),
}
const started = (step: (typeof stepNames)[number]): JournalEvent => ({ type: 'stepStarted', at: 5, step })
const done = (step: (typeof stepNames)[number]): JournalEvent => ({ type: 'stepDone', at: 6, step, reason: null })
const toErase = [
  attach(1),
  run,
  started('identify'),
  identified,
  planned,
  done('identify'),
  started('register'),
  done('register'),
  started('erase'),
]

describe('an erase', () => {
  test('that nobody heard accepted is looked at again when the device is back', () => {
    const unheard = play([...toErase, { type: 'stepDone', at: 6, step: 'erase', reason: 'erase.unheard' }])
    expect(stageOf(unheard.state)).toBe('away')
    expect(unheard.work).toEqual([{ kind: 'awaitReturn' }])
    const back = play([{ type: 'detached', at: 7 }, attach(9)], unheard.state)
    expect(back.work).toEqual([{ kind: 'step', step: 'erase' }])
    const found = { type: 'stepDone', at: 9, step: 'erase', reason: 'erase.alreadyHappened' } as const
    expect(play([started('erase'), found], back.state).work).toEqual([{ kind: 'step', step: 'pair' }])
  })

  test('whose cable was pulled before its answer is begun again when the device is back', () => {
    const interrupted = play([
      ...toErase,
      { type: 'detached', at: 7 },
      { type: 'stepInterrupted', at: 8, step: 'erase' },
    ])
    expect(stageOf(interrupted.state)).toBe('interrupted')
    expect(interrupted.work).toEqual([])
    const back = play([attach(9)], interrupted.state)
    expect(back.work).toEqual([{ kind: 'step', step: 'erase' }])
    // Back on the cable before the step found out: it goes on at once.
    const quick = play([
      ...toErase,
      { type: 'detached', at: 7 },
      attach(9),
      { type: 'stepInterrupted', at: 8, step: 'erase' },
    ])
    expect(quick.work).toEqual([{ kind: 'step', step: 'erase' }])
  })

  test('takes the device away and goes on when it is back under another DeviceID', () => {
    const erased = play([...toErase, done('erase')])
    expect(erased.work).toEqual([{ kind: 'awaitReturn' }])
    const gone = play([{ type: 'detached', at: 7 }], erased.state)
    expect(stageOf(gone.state)).toBe('away')
    const back = play([attach(9)], gone.state)
    expect(back.work).toEqual([{ kind: 'step', step: 'pair' }])
  })

  test('whose acceptance is heard only after the device is already back goes on at once', () => {
    const back = play([...toErase, { type: 'detached', at: 7 }, attach(9), done('erase')])
    expect(back.work).toEqual([{ kind: 'step', step: 'pair' }])
  })

  test('is not aborted by its own detach', () => {
    expect(play([...toErase, { type: 'detached', at: 7 }]).work).toEqual([])
  })

  test('that never comes back needs attention, and still goes on when it does', () => {
    const overdue = play([...toErase, done('erase'), { type: 'detached', at: 7 }, { type: 'returnOverdue', at: 8 }])
    expect(stageOf(overdue.state)).toBe('needsAttention')
    expect(play([attach(9)], overdue.state).work).toEqual([{ kind: 'step', step: 'pair' }])
  })
})

describe('a pulled cable', () => {
  const inWifi = [
    ...toErase,
    done('erase'),
    attach(9),
    started('pair'),
    done('pair'),
    started('activate'),
    done('activate'),
    started('trust'),
    done('trust'),
    started('wifi'),
  ]

  test('interrupts the step, and the same step is done again on return, in any slot', () => {
    const pulled = play([...inWifi, { type: 'detached', at: 7 }])
    expect(pulled.work).toEqual([{ kind: 'abort' }])
    expect(stageOf(pulled.state)).toBe('interrupted')
    const back = play([{ type: 'attached', at: 8, deviceId: 12, locationId: 77, slot: 4 }], pulled.state)
    expect(back.work).toEqual([{ kind: 'step', step: 'wifi' }])
  })

  test('while waiting for Intune changes nothing', () => {
    const waiting = play([...inWifi, { type: 'enrollmentAwaited', at: 7 }, { type: 'detached', at: 8 }])
    expect(stageOf(waiting.state)).toBe('awaitingEnrollment')
    expect(viewDevice(waiting.state, 1).safeToUnplug).toBe(true)
    const enrolled = play([{ type: 'intuneState', at: 9, state: 'enrolled', fresh: true }], waiting.state)
    expect(stageOf(enrolled.state)).toBe('enrolled')
    expect(enrolled.work).toEqual([{ kind: 'unwatch' }])
  })
})

test('what Intune says about an older enrollment does not end a run', () => {
  const waiting = play([...toErase, { type: 'enrollmentAwaited', at: 7 }])
  const stale = play([{ type: 'intuneState', at: 8, state: 'enrolled', fresh: false }], waiting.state)
  expect(stageOf(stale.state)).not.toBe('enrolled')
})

test('after a restart of Slipway an interrupted device waits, and a prepared one is watched again', () => {
  expect(stageOf(play([...toErase, { type: 'restarted', at: 9 }]).state)).toBe('interrupted')
  expect(play([...toErase, { type: 'enrollmentAwaited', at: 7 }, { type: 'restarted', at: 9 }]).work).toEqual([
    { kind: 'watch' },
  ])
})

test('a late word about a run that has ended changes nothing', () => {
  const failed = play([...toErase, { type: 'stepFailed', at: 7, step: 'erase', error }])
  const late = play([done('erase')], failed.state)
  expect(late.state).toEqual(failed.state)
  expect(late.work).toEqual([])
})

test('in any order of events the erase follows only a plan that erases, and a run always has a stage', () => {
  const step = fc.constantFrom(...stepNames)
  const event: fc.Arbitrary<JournalEvent> = fc.oneof(
    fc.integer({ min: 1, max: 5 }).map(attach),
    fc.constantFrom<JournalEvent>(
      run,
      identified,
      planned,
      { type: 'detached', at: 1 },
      { type: 'restarted', at: 1 },
      { type: 'enrollmentAwaited', at: 1 },
      { type: 'returnOverdue', at: 1 },
      { type: 'cancelRequested', at: 1 },
      { type: 'intuneState', at: 1, state: 'enrolled', fresh: true },
      { type: 'tapAwaited', at: 1, tap: 'trust' },
    ),
    step.map(started),
    step.map(done),
    step.map((name): JournalEvent => ({ type: 'stepFailed', at: 1, step: name, error })),
  )
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (events) => {
      let state = unknownDevice(udid)
      for (const one of events) {
        const after = next(state, one)
        state = after.state
        const erases = after.work.some((work) => work.kind === 'step' && work.step === 'erase')
        if (erases) expect(state.run?.plan?.erases).toBe('yes')
        if (after.work.some((work) => work.kind === 'step')) {
          expect(state.presence).toBe('attached')
          expect(isUnderWay(state.run)).toBe(true)
        }
        expect(viewDevice(state, 1).udid).toBe(udid)
      }
    }),
    { numRuns: 500 },
  )
})
