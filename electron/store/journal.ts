import { DatabaseSync } from 'node:sqlite'
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

  /** @throws AppError `app.diskFull`, `app.fileUnwritable` */
  constructor(path: string) {
    this.#path = path
    this.#database = openJournal(path)
  }

  /** @throws AppError `app.diskFull`, `app.fileUnwritable`; then nothing was written and nothing may be done */
  append(udid: string, event: JournalEvent): number {
    try {
      const { lastInsertRowid } = this.#database
        .prepare('INSERT INTO event (udid, at, type, body) VALUES (?, ?, ?, ?)')
        .run(udid, event.at, event.type, JSON.stringify(event))
      return Number(lastInsertRowid)
    } catch (error) {
      throw fileTrouble(this.#path, error)
    }
  }

  /** Every event in the order it was written. Lines of a newer version that this one cannot read are passed over. */
  replay(each: (udid: string, event: JournalEvent, seq: number) => void): void {
    for (const row of this.#database.prepare('SELECT seq, udid, body FROM event ORDER BY seq').iterate()) {
      const parsed = journalEvent.safeParse(JSON.parse(String(row['body'])))
      if (parsed.success) each(String(row['udid']), parsed.data, Number(row['seq']))
    }
  }

  close(): void {
    this.#database.close()
  }
}

function openJournal(path: string): DatabaseSync {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path, { timeout: 5000 })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON')
    database.exec(
      `CREATE TABLE IF NOT EXISTS event (
         seq INTEGER PRIMARY KEY AUTOINCREMENT, udid TEXT NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL
       ) STRICT`,
    )
    return database
  } catch (error) {
    database?.close()
    throw fileTrouble(path, error)
  }
}
