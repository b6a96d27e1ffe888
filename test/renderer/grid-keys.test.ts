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
])('%s from %d leads to %d', (key, from, to) => {
  expect(moveInGrid(key, from, 7, 3)).toBe(to)
})

test('other keys do not move', () => {
  for (const key of ['Enter', ' ', 'a', 'Tab', 'Escape']) expect(moveInGrid(key, 3, 7, 3)).toBeNull()
})
