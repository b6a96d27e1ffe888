import { expect, test } from 'vitest'
import { moveInGrid } from '../../renderer/components/grid-keys.ts'

// Seven cells in three columns: 0 1 2 / 3 4 5 / 6.
test.each([
  ['ArrowRight', 0, 1],
  ['ArrowRight', 2, 3],
  ['ArrowRight', 6, 6],
  ['ArrowLeft', 3, 2],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 1, 4],
  ['ArrowDown', 4, 4],
  ['ArrowUp', 6, 3],
  ['ArrowUp', 2, 2],
  ['Home', 5, 0],
  ['End', 0, 6],
  ['PageDown', 0, 3],
  ['PageDown', 3, 6],
  ['PageDown', 4, 4],
  ['PageUp', 6, 3],
  ['PageUp', 1, 1],
])('%s from %d leads to %d', (key, from, to) => {
  expect(moveInGrid(key, from, { count: 7, columns: 3, rowsInSight: 2 })).toBe(to)
})

test('a page is as many rows as are in sight, but for one to go by', () => {
  const shape = { count: 64, columns: 6, rowsInSight: 5 }
  expect(moveInGrid('PageDown', 2, shape)).toBe(26)
  expect(moveInGrid('PageUp', 26, shape)).toBe(2)
  expect(moveInGrid('PageDown', 56, shape)).toBe(62)
  expect(moveInGrid('PageDown', 0, { ...shape, rowsInSight: 0 })).toBe(6)
})

test('other keys do not move', () => {
  for (const key of ['Enter', ' ', 'a', 'Tab', 'Escape'])
    expect(moveInGrid(key, 3, { count: 7, columns: 3, rowsInSight: 2 })).toBeNull()
})
