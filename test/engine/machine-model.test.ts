import fc from 'fast-check'
import { expect, test } from 'vitest'
import { next } from '../../electron/engine/machine.ts'
import { unknownDevice } from '../../electron/engine/state.ts'
import { deeds, play } from './deeds.ts'
import { used } from './fixtures.ts'

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
