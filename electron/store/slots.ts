import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/**
 * Where a device hangs, as far as it is known: the key of its physical port, and a location that names that port too.
 * Without a port the location stands alone, even where it is only good until the device is plugged in again.
 */
export type SlotPlace = { readonly port: string | null; readonly location: number | null }

type Slot = SlotPlace & { readonly number: number }

/** Numbers for physical ports: each gets one when it is first seen, for good. Kept in the database as they are given. */
export class Slots {
  readonly #database: Kysely<Tables>
  readonly #slots: Slot[] = []
  readonly #unsaved = new Set<number>()
  #saving: Promise<void> = Promise.resolve()

  constructor(database: Kysely<Tables>) {
    this.#database = database
  }

  async load(): Promise<void> {
    for (const row of await this.#database.selectFrom('slot').selectAll().execute())
      this.#slots.push({ number: row.number, port: row.port_key, location: row.location_id })
  }

  /** The number of a place, given now if it had none. */
  numberOf(place: SlotPlace): number {
    const known = this.#find(place)
    if (known !== undefined) return this.#learn(known, place)
    const number = Math.max(0, ...this.#slots.map((slot) => slot.number)) + 1
    this.#put({ ...place, number })
    return number
  }

  /** The number of a port, if it ever got one. */
  at(port: string): number | null {
    return this.#slots.find((slot) => slot.port === port)?.number ?? null
  }

  /** Writes what is not written yet; failures are kept for the next time. */
  async save(): Promise<void> {
    const mine = this.#saving.catch(() => {}).then(() => this.#write())
    this.#saving = mine
    await mine
  }

  /** By port; else by location, but never another port's. */
  #find({ port, location }: SlotPlace): Slot | undefined {
    const byPort = this.#slots.find((slot) => port !== null && slot.port === port)
    if (byPort !== undefined) return byPort
    const byLocation = this.#slots.find((slot) => location !== null && slot.location === location)
    return port === null || byLocation?.port === null ? byLocation : undefined
  }

  /** A slot that was known by its location alone is known by its port from now on. */
  #learn(slot: Slot, { port }: SlotPlace): number {
    if (port !== null && slot.port === null) this.#put({ ...slot, port })
    return slot.number
  }

  #put(slot: Slot): void {
    const taken = this.#slots.some((other) => other.number !== slot.number && other.location === slot.location)
    const kept = taken ? { ...slot, location: null } : slot
    const at = this.#slots.findIndex((other) => other.number === slot.number)
    if (at < 0) this.#slots.push(kept)
    else this.#slots[at] = kept
    this.#unsaved.add(slot.number)
    // Tried again on the next change and when the store closes, where a failure is told.
    this.save().catch(() => {})
  }

  async #write(): Promise<void> {
    const numbers = [...this.#unsaved]
    const values = this.#slots
      .filter((slot) => numbers.includes(slot.number))
      .map(({ number, port, location }) => ({ number, port_key: port, location_id: location }))
    if (values.length === 0) return
    await this.#database
      .insertInto('slot')
      .values(values)
      .onConflict((conflict) =>
        conflict.column('number').doUpdateSet((row) => ({
          port_key: row.ref('excluded.port_key'),
          location_id: row.ref('excluded.location_id'),
        })),
      )
      .execute()
    for (const number of numbers) this.#unsaved.delete(number)
  }
}
