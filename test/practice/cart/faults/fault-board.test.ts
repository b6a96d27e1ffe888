import { describe, expect, it } from 'vitest'
import { FaultBoard } from '../../../../electron/practice/cart/faults/fault-board.ts'
import type { Victim } from '../../../../electron/practice/cart/faults/fault-board.ts'
import { faultSchema } from '../../../../electron/practice/cart/faults/fault-schema.ts'

type Table = { readonly board: FaultBoard; readonly victims: readonly Victim[]; readonly struck: string[] }

function table(count: number, seed = 'a'): Table {
  const struck: string[] = []
  const victims = Array.from({ length: count }, (_, index): Victim => ({
    udid: `u${index + 1}`,
    slot: index + 1,
    record: () => {},
  }))
  const board = new FaultBoard({
    victims,
    seed,
    strike: (fault, { udid }) => struck.push(`${fault.fault} ${udid}`),
    later: (ms, then) => {
      struck.push(`later ${ms}`)
      then()
    },
  })
  return { board, victims, struck }
}

/** At which of a hundred requests the cable of each device is pulled. */
function pulls(seed: string): readonly string[] {
  const { board, victims } = table(8, seed)
  board.arm(faultSchema.parse({ fault: 'cablePulled', on: { any: 3 }, at: { nth: [5, 80] } }))
  return victims.flatMap((victim) =>
    Array.from({ length: 100 }, (_, index) => index + 1)
      .filter(() => board.atRequest(victim, 'GetValue') !== null)
      .map((at) => `${victim.udid} ${at}`),
  )
}

describe('which device meets what', () => {
  it('follows from the seed and nothing else', () => {
    expect(pulls('a')).toEqual(pulls('a'))
    expect(pulls('a')).toHaveLength(3)
    expect(pulls('a')).not.toEqual(pulls('b'))
  })

  it('counts the opportunities of each device apart, and only those of the right name', () => {
    const { board, victims } = table(2)
    board.arm(faultSchema.parse({ fault: 'cablePulled', at: { request: 'Pair', nth: 2 } }))
    const ask = (index: number, request: string): boolean =>
      board.atRequest(victims[index] ?? { udid: '', slot: 0, record: () => {} }, request) !== null
    expect([ask(0, 'Pair'), ask(0, 'GetValue'), ask(1, 'Pair'), ask(0, 'Pair'), ask(0, 'Pair')]).toEqual([
      false,
      false,
      false,
      true,
      false,
    ])
  })

  it('strikes after a fact, at once, or after a while', () => {
    const { board, victims, struck } = table(2)
    const [first] = victims
    board.arm(faultSchema.parse({ fault: 'cablePulled', at: { fact: 'erased', nth: 2 } }))
    if (first) for (const kind of ['erased', 'attached', 'erased', 'erased']) board.atFact(first, kind)
    expect(struck).toEqual(['cablePulled u1'])
    board.arm(faultSchema.parse({ fault: 'batteryEmpty', on: { slots: [2] } }))
    board.arm(faultSchema.parse({ fault: 'hubReset', at: { afterMs: 500 } }))
    expect(struck.slice(1)).toEqual(['batteryEmpty u2', 'later 500', 'hubReset u1'])
  })

  it('is over after so many times, or never', () => {
    const { board, victims } = table(1)
    const [victim] = victims
    if (victim === undefined) throw new Error('there is one')
    board.arm(faultSchema.parse({ fault: 'notNow', nth: 2, times: 2 }))
    const taken = (kind: 'notNow' | 'trustRefused'): boolean => board.take(victim, kind) !== null
    expect([1, 2, 3, 4].map(() => taken('notNow'))).toEqual([false, true, true, false])
    expect(board.list().map(({ over }) => over)).toEqual([true])
    board.arm(faultSchema.parse({ fault: 'trustRefused', times: 'always' }))
    expect(Array.from({ length: 50 }, () => taken('trustRefused')).every(Boolean)).toBe(true)
    expect(board.list().map(({ over }) => over)).toEqual([true, false])
  })
})
