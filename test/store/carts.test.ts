import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import type { Cart } from '../../src-shared/carts.ts'
import { Carts } from '../../electron/store/carts.ts'
import { openDatabase } from '../../electron/store/database.ts'
import { up } from '../../electron/store/migrations/080-cart.ts'
import type { Tables } from '../../electron/store/schema.ts'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function newCarts(): Promise<Carts> {
  const directory = mkdtempSync(join(tmpdir(), 'slipway-carts-'))
  const database = openDatabase<Tables>(join(directory, 'carts.sqlite'))
  closing.push(() => rmSync(directory, { recursive: true, force: true }))
  closing.push(() => database.destroy())
  await up(database as Kysely<unknown>)
  return new Carts(database)
}

const hall: Cart = { id: 'a', name: 'Hall', rows: 2, columns: 2, places: [{ row: 1, column: 1, slot: 7 }] }
const room: Cart = { id: 'b', name: 'Room', rows: 1, columns: 2, places: [{ row: 1, column: 2, slot: 7 }] }

describe('carts', () => {
  it('are kept in the order they were made, whatever changes later', async () => {
    const carts = await newCarts()
    await carts.put(hall)
    await carts.put({ ...room, places: [] })
    await carts.put({ ...hall, name: 'Big hall' })
    expect((await carts.list()).map(({ name }) => name)).toEqual(['Big hall', 'Room'])
    await carts.remove('a')
    expect((await carts.list()).map(({ id }) => id)).toEqual(['b'])
  })

  it('share no port: the one that was taught last has it', async () => {
    const carts = await newCarts()
    await carts.put(hall)
    await carts.put(room)
    expect((await carts.list()).map(({ places }) => places.map(({ slot }) => slot))).toEqual([[], [7]])
  })

  it('tell whoever follows them of every change', async () => {
    const carts = await newCarts()
    const stop = new AbortController()
    const feed = carts.feed(stop.signal)
    expect((await feed.next()).value).toEqual({ carts: [] })
    const next = feed.next()
    await carts.put(hall)
    expect((await next).value).toEqual({ carts: [hall] })
    stop.abort()
    expect((await feed.next()).done).toBe(true)
  })

  it('refuse a place outside, and two slots at one place', async () => {
    const carts = await newCarts()
    await expect(carts.put({ ...hall, places: [{ row: 3, column: 1, slot: 1 }] })).rejects.toThrow(/outside/)
    const twice = [1, 2].map((slot) => ({ row: 1, column: 1, slot }))
    await expect(carts.put({ ...hall, places: twice })).rejects.toThrow(/one place/)
  })
})
