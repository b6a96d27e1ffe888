import { describe, expect, it } from 'vitest'
import { isAddedByHand, provisionalPeriod } from '../../src-shared/provisional.ts'

const day = 24 * 3_600_000
const added = { serial: 'S1', source: 'MANUALLY_ADDED', assigned: true, addedAt: 5 * day }

describe('the provisional period of a device that was added by hand', () => {
  it('begins with the enrollment that followed, and is settled after thirty days', () => {
    const state = (daysLater: number) => provisionalPeriod(added, 10 * day, (10 + daysLater) * day)
    expect(state(0)).toEqual({ serial: 'S1', addedAt: 5 * day, state: 'open', endsAt: 40 * day })
    expect([22.9, 23, 29.9, 30, 400].map((later) => state(later).state)).toEqual([
      'open',
      'soon',
      'soon',
      'settled',
      'settled',
    ])
  })

  it('has not begun before it is assigned and enrolled; an enrollment from before it was added is another life’s', () => {
    const waiting = { serial: 'S1', addedAt: 5 * day, state: 'waiting', endsAt: null }
    expect(provisionalPeriod(added, null, 90 * day)).toEqual(waiting)
    expect(provisionalPeriod(added, 4 * day, 90 * day)).toEqual(waiting)
    expect(provisionalPeriod({ ...added, assigned: false }, 10 * day, 90 * day)).toEqual(waiting)
  })

  it('is only for what was added by hand', () => {
    expect(['MANUALLY_ADDED', 'APPLE', 'RESELLER', ''].map((source) => isAddedByHand({ source }))).toEqual([
      true,
      false,
      false,
      false,
    ])
  })
})
