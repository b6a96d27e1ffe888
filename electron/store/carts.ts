import type { Kysely } from 'kysely'
import { cart, withoutSlotsOf } from '../../src-shared/carts.ts'
import type { Cart } from '../../src-shared/carts.ts'
import type { Tables } from './schema.ts'

/** The carts of this station; whoever shows them hears of every change. */
export class Carts {
  readonly #database: Kysely<Tables>
  readonly #wake = new Set<() => void>()

  constructor(database: Kysely<Tables>) {
    this.#database = database
  }

  async list(): Promise<Cart[]> {
    const rows = await this.#database.selectFrom('cart').select('body').orderBy('position').execute()
    return rows.map(({ body }) => cart.parse(JSON.parse(body)))
  }

  /** Adds or changes; slots that it holds leave the other carts in the same transaction. */
  async put(value: Cart): Promise<void> {
    const kept = cart.parse(value)
    await this.#database.transaction().execute(async (transaction) => {
      const rows = await transaction.selectFrom('cart').selectAll().execute()
      for (const row of rows.filter(({ id }) => id !== kept.id)) {
        const body = JSON.stringify(withoutSlotsOf(kept, cart.parse(JSON.parse(row.body))))
        if (body !== row.body) await transaction.updateTable('cart').set({ body }).where('id', '=', row.id).execute()
      }
      const body = JSON.stringify(kept)
      await transaction
        .insertInto('cart')
        .values({ id: kept.id, position: Math.max(0, ...rows.map((row) => row.position)) + 1, body })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ body }))
        .execute()
    })
    this.#changed()
  }

  async remove(id: string): Promise<void> {
    await this.#database.deleteFrom('cart').where('id', '=', id).execute()
    this.#changed()
  }

  /** All carts now, and again after each change, until the signal fires. */
  async *feed(signal: AbortSignal): AsyncGenerator<{ carts: Cart[] }> {
    while (!signal.aborted) {
      const changed = Promise.withResolvers<void>()
      const wake = (): void => changed.resolve()
      this.#wake.add(wake)
      signal.addEventListener('abort', wake, { once: true })
      try {
        yield { carts: await this.list() }
        await changed.promise
      } finally {
        this.#wake.delete(wake)
        signal.removeEventListener('abort', wake)
      }
    }
  }

  #changed(): void {
    for (const wake of this.#wake) wake()
  }
}
