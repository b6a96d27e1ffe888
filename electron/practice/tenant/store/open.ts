import { Migrator } from 'kysely/migration'
import type { Kysely } from 'kysely'
import { AppError } from '../../../../src-shared/errors.ts'
import { fileTrouble, isDiskFull } from '../../../lib/file-trouble.ts'
import { openDatabase } from '../../../store/database.ts'
import * as tenant010 from './migrations/010-tenant.ts'
import * as signIn060 from './migrations/060-sign-in.ts'
import * as program070 from './migrations/070-program.ts'
import * as configurations080 from './migrations/080-configurations.ts'
import * as directory090 from './migrations/090-directory.ts'
import type { TenantTables } from './schema.ts'

export type TenantDatabase = Kysely<TenantTables>

const migrations = {
  '010-tenant': tenant010,
  '060-sign-in': signIn060,
  '070-program': program070,
  '080-configurations': configurations080,
  '090-directory': directory090,
}

/**
 * Opens the tenant's file and brings its tables up to date.
 * @throws AppError `practice.dataUnusable` {path} when the file is damaged or was written by a newer Slipway
 */
export async function openTenantDatabase(path: string): Promise<TenantDatabase> {
  const db = open(path)
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return db
  await db.destroy()
  throw unusable(path, error)
}

function open(path: string): TenantDatabase {
  try {
    return openDatabase<TenantTables>(path)
  } catch (error) {
    throw unusable(path, error)
  }
}

function unusable(path: string, error: unknown): AppError {
  return isDiskFull(path, error)
    ? fileTrouble(path, error)
    : new AppError('practice.dataUnusable', { path }, { cause: error })
}
