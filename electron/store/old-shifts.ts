import { DatabaseSync } from 'node:sqlite'
import { fileTrouble } from '../lib/file-trouble.ts'

/**
 * Takes away the shifts that ended before a time (milliseconds since 1970): who worked when, and what they wrote for the
 * next one. A connection of its own, because the store's belongs to its query builder.
 * @param path of the store's file
 * @param confirmed false only counts
 * @returns how many they are
 * @throws AppError `app.diskFull`, `app.fileUnwritable`
 */
export function forgetShifts(path: string, before: number, confirmed: boolean): number {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path, { timeout: 5000 })
    // A store that no Slipway has opened yet is empty.
    if (database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'shift'").get() === undefined) return 0
    const count = Number(
      database.prepare('SELECT count(*) AS shifts FROM shift WHERE ended_at < ?').get(before)?.['shifts'],
    )
    if (confirmed) database.prepare('DELETE FROM shift WHERE ended_at < ?').run(before)
    return count
  } catch (error) {
    throw fileTrouble(path, error)
  } finally {
    database?.close()
  }
}
