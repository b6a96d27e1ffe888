import { DatabaseSync } from 'node:sqlite'
import type { SQLOutputValue } from 'node:sqlite'
import { crc32 } from 'node:zlib'
import { AppError } from '../../src-shared/errors.ts'
import { journalEvent } from '../../src-shared/journal.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import { fileTrouble } from '../lib/file-trouble.ts'

/**
 * The truth about every device: append-only, in a file of its own, always SQLite on the station's disk and always
 * synchronous, because an act may only follow when its line is known to survive a power cut (synchronous=FULL,
 * and fullfsync where macOS would otherwise answer before the platter has it).
 */
export class JournalFile {
  readonly #database: DatabaseSync
  readonly #path: string

  /** @throws AppError `app.diskFull`, `app.fileUnwritable`, `app.journalDamaged` */
  constructor(path: string) {
    this.#path = path
    this.#database = openJournal(path)
  }

  /** @throws AppError `app.diskFull`, `app.fileUnwritable`; then nothing was written and nothing may be done */
  append(udid: string, event: JournalEvent): number {
    const body = JSON.stringify(event)
    try {
      const { lastInsertRowid } = this.#database
        .prepare('INSERT INTO event (udid, at, type, body, crc) VALUES (?, ?, ?, ?, ?)')
        .run(udid, event.at, event.type, body, checksum(udid, body))
      return Number(lastInsertRowid)
    } catch (error) {
      throw fileTrouble(this.#path, error)
    }
  }

  /**
   * Every event in the order it was written. One line less could be the order of an erase, which would then be given a
   * second time: a journal that cannot be read whole is not read at all.
   * @throws AppError `app.journalDamaged`, `app.journalNewer`
   */
  replay(each: (udid: string, event: JournalEvent, seq: number) => void): void {
    for (const row of this.#rows()) each(String(row['udid']), this.#eventOf(row), Number(row['seq']))
  }

  close(): void {
    this.#database.close()
  }

  *#rows(): Generator<Record<string, SQLOutputValue>> {
    try {
      yield* this.#database.prepare('SELECT seq, udid, type, body, crc FROM event ORDER BY seq').iterate()
    } catch (error) {
      throw journalTrouble(this.#path, error)
    }
  }

  #eventOf(row: Record<string, SQLOutputValue>): JournalEvent {
    const body = String(row['body'])
    // Lines of earlier versions have none.
    const isWhole = row['crc'] === null || row['crc'] === checksum(String(row['udid']), body)
    const written = isWhole ? asJson(body) : null
    if (written?.['type'] !== row['type']) throw new AppError('app.journalDamaged', { path: this.#path })
    const parsed = journalEvent.safeParse(written)
    if (!parsed.success) throw new AppError('app.journalNewer', { path: this.#path })
    return parsed.data
  }
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

/** What SQLite says of a file that is none of its own any more. */
function journalTrouble(path: string, error: unknown): AppError {
  if (error instanceof Error && /malformed|not a database/i.test(error.message))
    return new AppError('app.journalDamaged', { path }, { cause: error })
  return fileTrouble(path, error)
}

function openJournal(path: string): DatabaseSync {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path, { timeout: 5000 })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON')
    database.exec(
      `CREATE TABLE IF NOT EXISTS event (
         seq INTEGER PRIMARY KEY AUTOINCREMENT, udid TEXT NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL,
         crc INTEGER
       ) STRICT`,
    )
    const columns = database.prepare('PRAGMA table_info(event)').all()
    if (!columns.some(({ name }) => name === 'crc')) database.exec('ALTER TABLE event ADD COLUMN crc INTEGER')
    return database
  } catch (error) {
    database?.close()
    throw journalTrouble(path, error)
  }
}
