import { DatabaseSync } from 'node:sqlite'
import type { SQLOutputValue } from 'node:sqlite'
import { crc32 } from 'node:zlib'
import { AppError } from '../../src-shared/errors.ts'
import { journalEvent } from '../../src-shared/journal.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import { fileTrouble, isDamaged } from '../lib/file-trouble.ts'

/** `proof` holds what a blueprint proved in lines that are gone, one row for each digest. */
const schema = `
  CREATE TABLE IF NOT EXISTS event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, udid TEXT NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL,
    crc INTEGER
  ) STRICT;
  CREATE TABLE IF NOT EXISTS proof (digest TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;`

/** @throws AppError `app.diskFull`, `app.fileUnwritable`, `app.journalDamaged` */
export function openJournalDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path, { timeout: 5000 })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON')
    // One transaction: each would wait for the disk.
    database.exec(`BEGIN IMMEDIATE; ${schema}; COMMIT`)
    const columns = database.prepare('PRAGMA table_info(event)').all()
    if (!columns.some(({ name }) => name === 'crc')) database.exec('ALTER TABLE event ADD COLUMN crc INTEGER')
    return database
  } catch (error) {
    database?.close()
    throw journalTrouble(path, error)
  }
}

export type JournalRow = { readonly udid: string; readonly seq: number; readonly event: JournalEvent }

/**
 * Every line in the order in which they were written. One line less could be the order of an erase, which would then be
 * given a second time: a journal that cannot be read whole is not read at all.
 * @throws AppError `app.journalDamaged`, `app.journalNewer`
 */
export function* readJournalRows(path: string, database: DatabaseSync): Generator<JournalRow> {
  try {
    for (const row of database.prepare('SELECT seq, udid, type, body, crc FROM event ORDER BY seq').iterate())
      yield { udid: String(row['udid']), seq: Number(row['seq']), event: eventOf(path, row) }
  } catch (error) {
    throw journalTrouble(path, error)
  }
}

/** A line's text, and what tells later whether it is whole. */
export function journalText(udid: string, event: JournalEvent): { readonly body: string; readonly crc: number } {
  const body = JSON.stringify(event)
  return { body, crc: checksum(udid, body) }
}

function eventOf(path: string, row: Record<string, SQLOutputValue>): JournalEvent {
  const body = String(row['body'])
  // Lines of earlier versions have none.
  const isWhole = row['crc'] === null || row['crc'] === checksum(String(row['udid']), body)
  const written = isWhole ? asJson(body) : null
  if (written?.['type'] !== row['type']) throw new AppError('app.journalDamaged', { path })
  const parsed = journalEvent.safeParse(written)
  if (!parsed.success) throw new AppError('app.journalNewer', { path })
  return parsed.data
}

/** SQLite does not notice a bit that fell over within a text. */
function checksum(udid: string, body: string): number {
  return crc32(`${udid} ${body}`)
}

function asJson(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

function journalTrouble(path: string, error: unknown): AppError {
  return isDamaged(error) ? new AppError('app.journalDamaged', { path }, { cause: error }) : fileTrouble(path, error)
}
