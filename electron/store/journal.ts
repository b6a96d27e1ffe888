import type { DatabaseSync } from 'node:sqlite'
import { blueprint } from '../../src-shared/blueprint.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import { fileTrouble } from '../lib/file-trouble.ts'
import { journalText, openJournalDatabase, readJournalRows } from './journal-database.ts'

/**
 * The truth about every device: append-only (but for `JournalRewrite`), in a file of its own, always SQLite on the
 * station's disk and always synchronous, because an act may only follow when its line is known to survive a power cut
 * (synchronous=FULL, and fullfsync where macOS would otherwise answer before the platter has it).
 */
export class JournalFile {
  readonly #database: DatabaseSync
  readonly #path: string

  /** @throws AppError `app.diskFull`, `app.fileUnwritable`, `app.journalDamaged` */
  constructor(path: string) {
    this.#path = path
    this.#database = openJournalDatabase(path)
  }

  /** @throws AppError `app.diskFull`, `app.fileUnwritable`; then nothing was written and nothing may be done */
  append(udid: string, event: JournalEvent): number {
    const { body, crc } = journalText(udid, event)
    try {
      const { lastInsertRowid } = this.#database
        .prepare('INSERT INTO event (udid, at, type, body, crc) VALUES (?, ?, ?, ?, ?)')
        .run(udid, event.at, event.type, body, crc)
      return Number(lastInsertRowid)
    } catch (error) {
      throw fileTrouble(this.#path, error)
    }
  }

  /** Every event in the order it was written. @throws AppError `app.journalDamaged`, `app.journalNewer` */
  replay(each: (udid: string, event: JournalEvent, seq: number) => void): void {
    for (const { udid, event, seq } of readJournalRows(this.#path, this.#database)) each(udid, event, seq)
  }

  /** Blueprints that prepared a device, as told by lines that are gone. One that cannot be read has to prove itself anew. */
  proved(): readonly Blueprint[] {
    return this.#database
      .prepare('SELECT body FROM proof WHERE json_valid(body)')
      .all()
      .flatMap((row) => blueprint.safeParse(JSON.parse(String(row['body']))).data ?? [])
  }

  close(): void {
    this.#database.close()
  }
}
