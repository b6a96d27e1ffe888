import type { DatabaseSync } from 'node:sqlite'
import { fileTrouble } from '../lib/file-trouble.ts'

/** All of it or nothing, on the disk when it returns. @throws AppError of `fileTrouble`; then nothing was changed */
export function inTransaction<T>(database: DatabaseSync, path: string, work: () => T): T {
  try {
    database.exec('BEGIN IMMEDIATE')
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    // What SQLite has rolled back by itself cannot be rolled back again.
    if (database.isTransaction) database.exec('ROLLBACK')
    throw fileTrouble(path, error)
  }
}
