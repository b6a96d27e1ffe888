import type { Kysely } from 'kysely'
import type { Handover, ShiftReview } from '../../src-shared/shift-contract.ts'
import { shiftReview } from '../../src-shared/shift-contract.ts'
import type { Tables } from './schema.ts'

/** Somebody who may sign on, with what their PIN and badge are checked against. */
export type Operator = {
  readonly id: string
  readonly name: string
  readonly pin: { readonly salt: Uint8Array; readonly key: Uint8Array } | null
  readonly badgeKey: Uint8Array | null
  /** In a row. */
  readonly wrongPins: number
  readonly waitUntil: number
}

export type OpenShift = {
  readonly id: number
  readonly operatorId: string
  readonly name: string
  readonly startedAt: number
}

/** Operators and their shifts. Times are milliseconds since 1970. */
export class Shifts {
  readonly #database: Kysely<Tables>

  constructor(database: Kysely<Tables>) {
    this.#database = database
  }

  async operators(): Promise<readonly Operator[]> {
    const rows = await this.#database.selectFrom('operator').selectAll().orderBy('name').execute()
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      pin: row.pin_salt === null || row.pin_key === null ? null : { salt: row.pin_salt, key: row.pin_key },
      badgeKey: row.badge_key,
      wrongPins: row.wrong_pins,
      waitUntil: row.wait_until,
    }))
  }

  async addOperator(operator: Omit<Operator, 'wrongPins' | 'waitUntil'>, createdAt: number): Promise<void> {
    const { id, name, pin, badgeKey } = operator
    await this.#database
      .insertInto('operator')
      .values({
        id,
        name,
        pin_salt: pin?.salt ?? null,
        pin_key: pin?.key ?? null,
        badge_key: badgeKey,
        created_at: createdAt,
      })
      .execute()
  }

  async removeOperator(id: string): Promise<void> {
    await this.#database.deleteFrom('operator').where('id', '=', id).execute()
  }

  async noteTries(id: string, wrongPins: number, waitUntil: number): Promise<void> {
    await this.#database
      .updateTable('operator')
      .set({ wrong_pins: wrongPins, wait_until: waitUntil })
      .where('id', '=', id)
      .execute()
  }

  /** The shift that nobody ended yet; it outlives a restart. */
  async open(): Promise<OpenShift | null> {
    const row = await this.#database
      .selectFrom('shift')
      .selectAll()
      .where('ended_at', 'is', null)
      .orderBy('id', 'desc')
      .executeTakeFirst()
    return row === undefined
      ? null
      : { id: row.id, operatorId: row.operator_id, name: row.operator_name, startedAt: row.started_at }
  }

  async begin(operator: { readonly id: string; readonly name: string }, startedAt: number): Promise<void> {
    await this.#database
      .insertInto('shift')
      .values({ operator_id: operator.id, operator_name: operator.name, started_at: startedAt })
      .execute()
  }

  async end(id: number, endedAt: number, note: string, review: ShiftReview): Promise<void> {
    await this.#database
      .updateTable('shift')
      .set({ ended_at: endedAt, note, review: JSON.stringify(review) })
      .where('id', '=', id)
      .execute()
  }

  /** What the shift that ended last left behind. */
  async lastHandover(): Promise<Handover | null> {
    const row = await this.#database
      .selectFrom('shift')
      .selectAll()
      .where('ended_at', 'is not', null)
      .orderBy('id', 'desc')
      .executeTakeFirst()
    if (row === undefined || row.ended_at === null || row.review === null) return null
    return {
      from: row.operator_name,
      startedAt: row.started_at,
      endedAt: row.ended_at,
      note: row.note ?? '',
      review: shiftReview.parse(JSON.parse(row.review)),
    }
  }
}
