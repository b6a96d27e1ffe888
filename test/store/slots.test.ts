import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { up as first } from '../../electron/store/migrations/010-first.ts'
import { up as slotPort } from '../../electron/store/migrations/020-slot-port.ts'
import type { Tables } from '../../electron/store/schema.ts'
import { Slots } from '../../electron/store/slots.ts'

const directories: string[] = []
afterEach(() => {
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true })
})

async function newDatabase(): Promise<Kysely<Tables>> {
  const directory = mkdtempSync(join(tmpdir(), 'slipway-slots-'))
  directories.push(directory)
  const database = openDatabase<Tables>(join(directory, 'slots.sqlite'))
  await first(database as Kysely<unknown>)
  return database
}

async function newSlots(): Promise<{ slots: Slots; database: Kysely<Tables> }> {
  const database = await newDatabase()
  await slotPort(database as Kysely<unknown>)
  return { slots: new Slots(database), database }
}

const place = (port: string | null, location: number | null) => ({ port, location })

describe('slots', () => {
  it('give each port a number when it is first seen, and the same again under any location', async () => {
    const { slots, database } = await newSlots()
    expect(slots.numberOf(place('pci/usb2:2.1', null))).toBe(1)
    expect(slots.numberOf(place('pci/usb2:2.2', null))).toBe(2)
    expect(slots.numberOf(place('pci/usb2:2.1', 7))).toBe(1)
    expect([slots.at('pci/usb2:2.2'), slots.at('pci/usb2:9')]).toEqual([2, null])
    await slots.save()
    await database.destroy()
  })

  it('are numbered by location where no port is known, as a practice cart is', async () => {
    const { slots, database } = await newSlots()
    expect([4, 5, 4].map((location) => slots.numberOf(place(null, location)))).toEqual([1, 2, 1])
    await slots.save()
    await database.destroy()
  })

  it('once known by location alone keep their number when the port becomes known, and the other way round', async () => {
    const { slots, database } = await newSlots()
    expect(slots.numberOf(place(null, 0x1440_0000))).toBe(1)
    expect(slots.numberOf(place('iokit-14:4', 0x1440_0000))).toBe(1)
    expect(slots.numberOf(place('iokit-14:5', 0x1450_0000))).toBe(2)
    expect(slots.numberOf(place(null, 0x1450_0000))).toBe(2)
    await slots.save()
    await database.destroy()
  })

  it('never go to another port that claims the same location', async () => {
    const { slots, database } = await newSlots()
    expect(slots.numberOf(place('a', 7))).toBe(1)
    expect(slots.numberOf(place('b', 7))).toBe(2)
    expect(slots.numberOf(place(null, 7))).toBe(1)
    await slots.save()
    const rows = await database.selectFrom('slot').selectAll().orderBy('number').execute()
    expect(rows).toEqual([
      { number: 1, port_key: 'a', location_id: 7 },
      { number: 2, port_key: 'b', location_id: null },
    ])
    await database.destroy()
  })

  it('are there after a restart without a clean close, with what was learned later', async () => {
    const { slots, database } = await newSlots()
    slots.numberOf(place(null, 7))
    slots.numberOf(place('a', 7))
    slots.numberOf(place('b', null))
    // Nothing but the writes that numberOf began: SQLite runs them in order.
    await sql`select 1`.execute(database)
    await expect.poll(async () => (await database.selectFrom('slot').selectAll().execute()).length).toBe(2)
    await slots.save()
    const again = new Slots(database)
    await again.load()
    expect([again.at('a'), again.at('b')]).toEqual([1, 2])
    await database.destroy()
  })

  it('of a database from before keep their numbers', async () => {
    const database = await newDatabase()
    await sql`insert into slot (location_id, number) values (339881984, 3), (65541, 1)`.execute(database)
    await slotPort(database as Kysely<unknown>)
    const slots = new Slots(database)
    await slots.load()
    expect(slots.numberOf(place('iokit-14:4.2', 339881984))).toBe(3)
    expect(slots.numberOf(place('new', null))).toBe(4)
    await slots.save()
    await database.destroy()
  })
})
