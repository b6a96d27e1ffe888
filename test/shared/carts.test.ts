import { describe, expect, it } from 'vitest'
import { cartCells, nextToTeach, reshape, teachPlace } from '../../src-shared/carts.ts'
import type { Cart } from '../../src-shared/carts.ts'

const empty: Cart = { id: 'a', name: 'Hall', rows: 2, columns: 3, places: [] }

describe('teaching a cart', () => {
  it('goes from the top left, row by row, until every port is known', () => {
    let cart = empty
    const asked: string[] = []
    for (let slot = 11; ; slot += 1) {
      const cell = nextToTeach(cart)
      if (cell === null) break
      asked.push(`${cell.row}/${cell.column}`)
      cart = teachPlace(cart, { ...cell, slot })
    }
    expect(asked).toEqual(['1/1', '1/2', '1/3', '2/1', '2/2', '2/3'])
    expect(cartCells(cart).map(({ slot }) => slot)).toEqual([11, 12, 13, 14, 15, 16])
  })

  it('moves a port that is plugged in for another place', () => {
    const once = teachPlace(empty, { row: 1, column: 1, slot: 4 })
    const moved = teachPlace(once, { row: 2, column: 2, slot: 4 })
    expect(moved.places).toEqual([{ row: 2, column: 2, slot: 4 }])
    expect(teachPlace(moved, { row: 2, column: 2, slot: 5 }).places).toEqual([{ row: 2, column: 2, slot: 5 }])
  })

  it('keeps what still fits when the cart gets another shape', () => {
    const taught = teachPlace(teachPlace(empty, { row: 1, column: 3, slot: 1 }), { row: 2, column: 1, slot: 2 })
    expect(reshape(taught, 2, 2).places).toEqual([{ row: 2, column: 1, slot: 2 }])
  })
})
