import { describe, expect, it } from 'vitest'
import { createTranslator } from '../../src-shared/i18n/translator.ts'
import type { ListChoice } from '../../renderer/state/device-list.ts'
import { listRows } from '../../renderer/state/device-list.ts'
import { isIn } from '../../renderer/state/device-groups.ts'
import { rowWindow } from '../../renderer/components/use-window-rows.ts'
import { device, everyState, run } from '../e2e/devices.ts'

const hall = { id: 'a', name: 'Hall', rows: 2, columns: 2, places: [{ row: 2, column: 1, slot: 5 }] }
const world = { carts: [hall], text: createTranslator('en'), now: 0 }
const plain: ListChoice = { search: '', filter: 'all', order: { column: 'slot', descending: false }, groupBy: null }

const slotsOf = (choice: Partial<ListChoice>, devices = everyState()): readonly (number | string | null)[] => {
  const bySlot = new Map(devices.map(({ udid, slot }) => [udid, slot]))
  return listRows(devices, { ...plain, ...choice }, world).map((row) =>
    row.kind === 'device' ? (bySlot.get(row.udid) ?? null) : `${row.name} ${row.total}`,
  )
}

describe('the list of devices', () => {
  it('is in the order of the slots, whatever order devices came in', () => {
    expect(slotsOf({}, [device(9), device(2), device(10)])).toEqual([2, 9, 10])
    expect(slotsOf({ order: { column: 'slot', descending: true } }, [device(9), device(2)])).toEqual([9, 2])
  })

  it('puts what is not known last, both ways', () => {
    const devices = [device(1, {}, { name: null }), device(2, {}, { name: 'B' }), device(4, {}, { name: 'A' })]
    expect(slotsOf({ order: { column: 'name', descending: false } }, devices)).toEqual([4, 2, 1])
    expect(slotsOf({ order: { column: 'name', descending: true } }, devices)).toEqual([2, 4, 1])
  })

  it('finds every word that is searched for, in any column, without case or accents', () => {
    const devices = [device(1, {}, { name: 'Élodie’s iPad' }), device(2), device(5)]
    expect(slotsOf({ search: 'elodie' }, devices)).toEqual([1])
    expect(slotsOf({ search: 'ipad hall 2/1' }, devices)).toEqual([5])
    expect(slotsOf({ search: device(2).facts?.serial?.slice(-4).toLowerCase() ?? '' }, devices)).toEqual([2])
    expect(slotsOf({ search: 'nothing like this' }, devices)).toEqual([])
  })

  it('shows only those that a filter asks for', () => {
    expect(slotsOf({ filter: 'attention' })).toEqual([3, 9])
    expect(slotsOf({ filter: 'tap' })).toEqual([2])
    expect(slotsOf({ filter: 'unplug' })).toEqual([4, 12])
    expect(slotsOf({ filter: 'unplugged' })).toEqual([13])
  })

  it('comes in groups with their size', () => {
    expect(slotsOf({ groupBy: 'model' }, [device(1), device(2), device(3)])).toEqual([
      'iPad (10th generation) 2',
      1,
      2,
      'iPhone 15 1',
      3,
    ])
  })
})

describe('safe to unplug', () => {
  it('is what is done and still on the cable, not what merely rests', () => {
    expect(isIn('unplug', device(1, { stage: 'prepared', run: run(null) }))).toBe(true)
    expect(isIn('unplug', device(1, { stage: 'ready' }))).toBe(false)
    expect(isIn('unplug', device(1, { stage: 'prepared', run: run(null), presence: 'unplugged' }))).toBe(false)
    expect(isIn('unplug', device(1, { stage: 'running', safeToUnplug: false, run: run('wifi') }))).toBe(false)
  })
})

describe('the rows in sight', () => {
  it('are drawn with a few to spare, never all of a long list', () => {
    expect(rowWindow(0, 400, 5000, 40)).toEqual({ first: 0, last: 18, offset: 0, height: 200_000 })
    expect(rowWindow(100_000, 400, 5000, 40)).toMatchObject({ first: 2492, last: 2518, offset: 99_680 })
    expect(rowWindow(500_000, 400, 3, 40)).toMatchObject({ first: 0, last: 3 })
  })
})
