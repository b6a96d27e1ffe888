import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue } from 'node:sqlite'
import { Kysely, SqliteAdapter, SqliteDialect } from 'kysely'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

export type DatabaseOptions = {
  /** True makes every commit survive a power cut (synchronous=FULL); otherwise only a crash of the process. */
  readonly durable?: boolean
  /** How long a statement waits for another process that is writing, in milliseconds. */
  readonly busyTimeoutMs?: number
}

/**
 * Opens (or makes) an SQLite file in WAL mode and returns the query builder for it; `:memory:` works too.
 * Booleans are stored as 0 and 1, dates must be given as text or numbers. `destroy()` closes the file.
 * @throws the Error of node:sqlite when the file cannot be opened or is no database
 */
export function openDatabase<T>(path: string, options: DatabaseOptions = {}): Kysely<T> {
  const database = new DatabaseSync(path, { timeout: options.busyTimeoutMs ?? 5000, enableForeignKeyConstraints: true })
  try {
    database.exec('PRAGMA journal_mode = WAL')
    database.exec(`PRAGMA synchronous = ${options.durable === true ? 'FULL' : 'NORMAL'}`)
  } catch (error) {
    database.close()
    throw error
  }
  return new Kysely<T>({ dialect: new WholeMigrations({ database: adapted(database) }) })
}

/** SQLite can change tables within a transaction, and must: half a migration would lock its owner out for good. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class WholeMigrations extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter()
  }
}

function adapted(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare: (sql): SqliteStatement => {
      const statement = database.prepare(sql)
      return {
        // Statements without result columns (insert without RETURNING, DDL) must be run, not read.
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...parameters.map(asInput)),
        run: (parameters) => statement.run(...parameters.map(asInput)),
        iterate: (parameters) => statement.iterate(...parameters.map(asInput)),
      }
    },
  }
}

function asInput(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  if (value instanceof Uint8Array) return value
  throw new TypeError('a query parameter has a type that SQLite cannot store')
}
