import { Migrator } from 'kysely/migration'
import type { Kysely } from 'kysely'
import { blueprint } from '../../src-shared/blueprint.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import { AppError } from '../../src-shared/errors.ts'
import { fileTrouble, isDamaged, isDiskFull } from '../lib/file-trouble.ts'
import { AutomationRules } from './automation-rules.ts'
import { Carts } from './carts.ts'
import { openDatabase } from './database.ts'
import * as first010 from './migrations/010-first.ts'
import * as slotPort020 from './migrations/020-slot-port.ts'
import * as automation050 from './migrations/050-automation.ts'
import * as cart080 from './migrations/080-cart.ts'
import * as shift090 from './migrations/090-shift.ts'
import type { Tables } from './schema.ts'
import type { SecretBox } from './secret-box.ts'
import { Shifts } from './shifts.ts'
import { Slots } from './slots.ts'

export type Organization = { readonly name: string; readonly magic: string; readonly certificatePem: string }

const checkSecret = 'check'

/** What one Slipway keeps besides the journal. Secrets go through the box, always; nothing secret is stored around it. */
export class Store {
  readonly #database: Kysely<Tables>
  readonly #box: SecretBox
  readonly slots: Slots
  readonly automationRules: AutomationRules
  readonly carts: Carts
  readonly shifts: Shifts

  constructor(database: Kysely<Tables>, box: SecretBox) {
    this.#database = database
    this.#box = box
    this.slots = new Slots(database)
    this.automationRules = new AutomationRules(database)
    this.carts = new Carts(database)
    this.shifts = new Shifts(database)
  }

  async setting(name: string): Promise<string | null> {
    const row = await this.#database.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst()
    return row?.value ?? null
  }

  async putSetting(name: string, value: string): Promise<void> {
    await this.#database
      .insertInto('setting')
      .values({ name, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute()
  }

  /** @throws AppError `secrets.damaged` */
  async secret(name: string): Promise<string | null> {
    const row = await this.#database.selectFrom('secret').select('sealed').where('name', '=', name).executeTakeFirst()
    return row === undefined ? null : this.#box.open(name, row.sealed).toString('utf8')
  }

  async putSecret(name: string, plain: string): Promise<void> {
    const sealed = this.#box.seal(name, Buffer.from(plain, 'utf8'))
    await this.#database
      .insertInto('secret')
      .values({ name, sealed })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ sealed }))
      .execute()
  }

  /** Names, never what they keep. */
  async secretNames(): Promise<string[]> {
    const rows = await this.#database.selectFrom('secret').select('name').orderBy('name').execute()
    return rows.map(({ name }) => name)
  }

  async removeSecret(name: string): Promise<void> {
    await this.#database.deleteFrom('secret').where('name', '=', name).execute()
  }

  async organization(): Promise<Organization | null> {
    const row = await this.#database.selectFrom('organization').selectAll().orderBy('id').limit(1).executeTakeFirst()
    return row === undefined ? null : { name: row.name, magic: row.magic, certificatePem: row.certificate_pem }
  }

  async addOrganization(organization: Organization, createdAt: number): Promise<void> {
    await this.#database
      .insertInto('organization')
      .values({
        name: organization.name,
        magic: organization.magic,
        certificate_pem: organization.certificatePem,
        created_at: createdAt,
      })
      .execute()
  }

  async blueprints(): Promise<Blueprint[]> {
    const rows = await this.#database.selectFrom('blueprint').selectAll().orderBy('position').execute()
    return rows.map((row) => blueprint.parse(JSON.parse(row.body)))
  }

  /** @param position its place in the list; null keeps the one it has, or puts it at the end */
  async putBlueprint(value: Blueprint, position: number | null): Promise<void> {
    const body = JSON.stringify(blueprint.parse(value))
    const { last } = await this.#database
      .selectFrom('blueprint')
      .select(({ fn }) => fn.max('position').as('last'))
      .executeTakeFirstOrThrow()
    await this.#database
      .insertInto('blueprint')
      .values({ id: value.id, position: position ?? (last ?? -1) + 1, body })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(position === null ? { body } : { position, body }))
      .execute()
  }

  async deleteBlueprint(id: string): Promise<void> {
    await this.#database.deleteFrom('blueprint').where('id', '=', id).execute()
  }

  /** Proves that the box opens what an earlier start sealed. @throws AppError `secrets.wrongPassphrase` */
  async checkBox(): Promise<void> {
    try {
      if ((await this.secret(checkSecret)) === null) await this.putSecret(checkSecret, checkSecret)
    } catch (error) {
      throw error instanceof AppError ? new AppError('secrets.wrongPassphrase', {}, { cause: error }) : error
    }
  }

  async close(): Promise<void> {
    await this.slots.save()
    await this.#database.destroy()
  }
}

/** @throws AppError `app.fileUnreadable`, `app.diskFull`, `secrets.wrongPassphrase` */
export async function openStore(path: string, box: SecretBox): Promise<Store> {
  const database = openOrRefuse(path)
  const migrations = {
    '010-first': first010,
    '020-slot-port': slotPort020,
    '050-automation': automation050,
    '080-cart': cart080,
    '090-shift': shift090,
  }
  const migrator = new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) {
    await database.destroy()
    throw unusable(path, error)
  }
  const store = new Store(database, box)
  try {
    await store.checkBox()
    await store.slots.load()
    return store
  } catch (thrown) {
    await database.destroy()
    throw thrown instanceof AppError ? thrown : unusable(path, thrown)
  }
}

function openOrRefuse(path: string): Kysely<Tables> {
  try {
    return openDatabase<Tables>(path)
  } catch (error) {
    throw unusable(path, error)
  }
}

function unusable(path: string, error: unknown): AppError {
  if (isDiskFull(path, error) || isDamaged(error)) return fileTrouble(path, error)
  const reason = error instanceof Error ? error.message : 'unknown'
  return new AppError('app.fileUnreadable', { path, reason }, { cause: error })
}
