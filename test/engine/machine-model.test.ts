import fc from 'fast-check'
import { expect, test } from 'vitest'
import { next } from '../../electron/engine/machine.ts'
import { unknownDevice } from '../../electron/engine/state.ts'
import { used } from './fixtures.ts'
import { MachineBench } from './machine-bench.ts'

const deed = fc.oneof(
  { weight: 4, arbitrary: fc.constant<(on: MachineBench) => void>((on) => on.work('done')) },
  ...(['failed', 'crashBefore', 'crashAfter', 'unheard'] as const).map((end) => ({
    weight: 1,
    arbitrary: fc.constant((on: MachineBench) => on.work(end)),
  })),
  { weight: 2, arbitrary: fc.constant((on: MachineBench) => on.plug()) },
  { weight: 1, arbitrary: fc.constant((on: MachineBench) => on.unplug()) },
  { weight: 1, arbitrary: fc.constant((on: MachineBench) => on.crash()) },
  { weight: 1, arbitrary: fc.constant((on: MachineBench) => on.use()) },
  { weight: 1, arbitrary: fc.constant((on: MachineBench) => on.eraseElsewhere()) },
  { weight: 1, arbitrary: fc.boolean().map((consent) => (on: MachineBench) => on.start(consent)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('cancelRequested', 'pauseRequested', 'resumeRequested')
      .map((type) => (on: MachineBench) => on.dispatch({ type, at: 1 })),
  },
)
/** From a run that has come to its erase, or from nothing. */
const deeds = fc.tuple(fc.boolean(), fc.array(deed, { maxLength: 60 }))

function play([atErase, all]: readonly [boolean, readonly ((on: MachineBench) => void)[]]): MachineBench {
  const made = new MachineBench()
  if (atErase) {
    made.plug()
    made.start(true)
    for (let turn = 0; turn < 10 && made.step !== 'erase'; turn += 1) made.work('done')
  }
  for (const one of all) one(made)
  return made
}

test('whatever comes between, no life of a device is erased that nobody agreed to lose, and none twice', () => {
  let erasures = 0
  fc.assert(
    fc.property(deeds, (all) => {
      const on = play(all)
      // Each erase took a life that a person had in view when they agreed, and took it once.
      for (const life of on.erasures) expect(on.consents.map((consent) => consent.life)).toContain(life)
      expect(new Set(on.erasures).size).toBe(on.erasures.length)
      erasures += on.erasures.length
    }),
    { numRuns: 2_000 },
  )
  // A property of runs that never erase would say nothing.
  expect(erasures).toBeGreaterThan(500)
})

test('the state is what the journal says, after any order of events', () => {
  fc.assert(
    fc.property(deeds, (all) => {
      const on = play(all)
      const told = on.journal.reduce((state, event) => next(state, event).state, unknownDevice(used.udid))
      expect(told).toEqual(on.state)
    }),
    { numRuns: 500 },
  )
})

test('once nothing comes between any more, every run ends', () => {
  fc.assert(
    fc.property(deeds, (all) => {
      const on = play(all)
      on.dispatch({ type: 'resumeRequested', at: 1 })
      on.settle()
      const { run } = on.state
      expect([null, 'awaiting', 'enrolled', 'prepared', 'failed', 'cancelled']).toContain(run?.status ?? null)
    }),
    { numRuns: 1_000 },
  )
})
