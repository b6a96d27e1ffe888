import { DatabaseSync } from 'node:sqlite'
import { fileTrouble } from '../lib/file-trouble.ts'

/**
 * Writes a database's file anew. SQLite leaves what was taken away in free pages, in the gaps of others and in the log
 * beside the file: afterwards it is in none of them.
 * @throws AppError `app.diskFull`, `app.fileUnwritable`, also while another process reads; then nothing is lost
 */
export function shrink(path: string, database: DatabaseSync): void {
  try {
    // Otherwise the new file would first be written elsewhere.
    database.exec('PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; VACUUM')
    const { busy } = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() ?? {}
    if (busy !== 0) throw new Error('another process reads the file')
  } catch (error) {
    throw fileTrouble(path, error)
  }
}

/** The same for a file that this process may have open elsewhere. */
export function shrinkFile(path: string): void {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path, { timeout: 5000 })
    shrink(path, database)
  } catch (error) {
    throw fileTrouble(path, error)
  } finally {
    database?.close()
  }
}
