import * as fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { deadlineAt, deadlineFrom, deadlineKinds, deadlineLength } from '../../src-shared/deadlines.ts'

const zone = process.env['TZ']
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

const hour = 3_600_000
const kinds = fc.constantFrom(...deadlineKinds)
const instants = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2100, 0) })

describe('the clock of deadlines', () => {
  test.each([
    ['downloadedProfile', 8 / 60],
    ['scepChallenge', 15 / 60],
    ['userAffinity', 24],
    ['directEnrollmentFile', 14 * 24],
    ['enrollmentFacts', 14 * 24],
    ['provisionalPeriod', 30 * 24],
    ['adeToken', 365 * 24],
    ['apnsCertificate', 365 * 24],
  ] as const)('%s lasts %d hours', (kind, hours) => {
    expect(deadlineFrom(kind, 0, 0).dueAt).toBe(hours * hour)
  })

  test('goes from ok to soon to past as time passes, each at its exact millisecond', () => {
    fc.assert(
      fc.property(kinds, instants, (kind, start) => {
        const { lasts, soon } = deadlineLength(kind)
        const at = (offset: number) => deadlineFrom(kind, start, start + offset).state
        expect([at(0), at(lasts - soon - 1), at(lasts - soon), at(lasts - 1), at(lasts), at(lasts + 1)]).toEqual([
          'ok',
          'ok',
          'soon',
          'soon',
          'past',
          'past',
        ])
      }),
    )
  })

  test('never goes back to a better state, and what remains only shrinks', () => {
    const rank = { ok: 0, soon: 1, past: 2 }
    fc.assert(
      fc.property(kinds, instants, instants, fc.nat(400 * 24 * hour), (kind, start, now, later) => {
        const [first, second] = [deadlineFrom(kind, start, now), deadlineFrom(kind, start, now + later)]
        expect(rank[second.state]).toBeGreaterThanOrEqual(rank[first.state])
        expect(first.remaining - second.remaining).toBe(later)
        expect(first).toEqual(deadlineAt(kind, first.dueAt, now))
      }),
    )
  })

  test('is the same in every time zone, also over a night when clocks change', () => {
    const zones = ['UTC', 'Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Kiritimati']
    // Paris leaves summer time at 01:00 UTC on 25 October 2026: that day has 25 hours.
    const eve = Date.UTC(2026, 9, 24, 12)
    for (const kind of deadlineKinds) {
      const seen = zones.map((name) => {
        process.env['TZ'] = name
        // The zone is really another one: the clock on the wall says so.
        expect(new Date(eve).getTimezoneOffset() === 0).toBe(name === 'UTC')
        return deadlineFrom(kind, eve, eve + hour)
      })
      for (const one of seen) expect(one).toEqual(seen[0])
    }
    process.env['TZ'] = 'Europe/Paris'
    const { dueAt } = deadlineFrom('userAffinity', eve, eve)
    expect(new Date(dueAt).getHours()).toBe(new Date(eve).getHours() - 1)
  })
})
