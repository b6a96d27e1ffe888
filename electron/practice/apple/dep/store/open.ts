import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { AppError } from '../../../../../src-shared/errors.ts'
import { fileTrouble, isDiskFull } from '../../../../lib/file-trouble.ts'
import { openDatabase } from '../../../../store/database.ts'
import * as program010 from './migrations/010-program.ts'
import * as business020 from './migrations/020-business.ts'
import * as push030 from './migrations/030-push.ts'
import * as source040 from './migrations/040-source.ts'
import type { ProgramTables } from './schema.ts'

export type ProgramDatabase = Kysely<ProgramTables>

const migrations = {
  '010-program': program010,
  '020-business': business020,
  '030-push': push030,
  '040-source': source040,
}

/**
 * Opens the file of the practice enrollment program and brings its tables up to date.
 * @throws AppError `practice.dataUnusable` {path} when the file is damaged or was written by a newer Slipway
 */
export async function openProgramDatabase(path: string): Promise<ProgramDatabase> {
  let db: ProgramDatabase | null = null
  try {
    db = openDatabase<ProgramTables>(path)
    const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } })
    const { error } = await migrator.migrateToLatest()
    if (error !== undefined) throw new AppError('practice.dataUnusable', { path }, { cause: error })
    return db
  } catch (error) {
    await db?.destroy()
    if (error instanceof AppError) throw error
    if (isDiskFull(path, error)) throw fileTrouble(path, error)
    throw new AppError('practice.dataUnusable', { path }, { cause: error })
  }
}
