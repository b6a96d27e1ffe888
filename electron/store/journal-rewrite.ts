import type { DatabaseSync } from 'node:sqlite'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import { journalText, openJournalDatabase, readJournalRows } from './journal-database.ts'
import type { JournalRow } from './journal-database.ts'
import { shrink } from './shrink.ts'
import { inTransaction } from './transaction.ts'

/** In place of a device's lines up to `upTo` stands `line`, under that number, or nothing. */
export type FoldedRows = { readonly udid: string; readonly upTo: number; readonly line: JournalEvent | null }

/**
 * What changes lines of a journal that are written: all of a change or nothing of it, in one transaction, whatever becomes
 * of the process. A number is never given twice. A connection of its own, for as long as it takes.
 */
export class JournalRewrite {
  readonly #database: DatabaseSync
  readonly #path: string

  /** @throws AppError `app.diskFull`, `app.fileUnwritable`, `app.journalDamaged` */
  constructor(path: string) {
    this.#path = path
    this.#database = openJournalDatabase(path)
    // What is taken away is overwritten where it stood; `shrink` does the rest.
    this.#database.exec('PRAGMA secure_delete = ON')
  }

  /** How many lines up to that number are older than that, in milliseconds since 1970, and not folded. */
  countOlder(upTo: number, before: number): number {
    const count = "SELECT count(*) AS lines FROM event WHERE seq <= ? AND at < ? AND type <> 'folded'"
    return Number(this.#database.prepare(count).get(upTo, before)?.['lines'])
  }

  /** Every line, in the order in which they were written. @throws AppError `app.journalDamaged`, `app.journalNewer` */
  rows(): Generator<JournalRow> {
    return readJournalRows(this.#path, this.#database)
  }

  /**
   * @param proved by digest: what the lines that go have proved
   * @throws AppError `app.diskFull`, `app.fileUnwritable`; then nothing was changed
   */
  fold(folds: readonly FoldedRows[], proved: ReadonlyMap<string, Blueprint>): void {
    this.#change(() => {
      const keep = this.#database.prepare('INSERT OR IGNORE INTO proof (digest, body) VALUES (?, ?)')
      for (const [digest, blueprint] of proved) keep.run(digest, JSON.stringify(blueprint))
      // One look at each line, not one for each device.
      this.#database.exec('CREATE TEMP TABLE fold (udid TEXT PRIMARY KEY, up_to INTEGER NOT NULL) STRICT')
      const name = this.#database.prepare('INSERT INTO fold (udid, up_to) VALUES (?, ?)')
      for (const { udid, upTo } of folds) name.run(udid, upTo)
      this.#database.exec(
        'DELETE FROM event WHERE seq <= (SELECT up_to FROM fold WHERE fold.udid = event.udid); DROP TABLE fold',
      )
      const insert = this.#database.prepare(
        'INSERT INTO event (seq, udid, at, type, body, crc) VALUES (?, ?, ?, ?, ?, ?)',
      )
      for (const { udid, upTo, line } of folds) {
        if (line === null) continue
        const { body, crc } = journalText(udid, line)
        insert.run(upTo, udid, line.at, line.type, body, crc)
      }
    })
  }

  /** Other words for lines that stay. @throws AppError `app.diskFull`, `app.fileUnwritable`; then nothing was changed */
  reword(lines: readonly JournalRow[]): void {
    this.#change(() => {
      const update = this.#database.prepare('UPDATE event SET body = ?, crc = ? WHERE seq = ?')
      for (const { udid, seq, event } of lines) {
        const { body, crc } = journalText(udid, event)
        update.run(body, crc, seq)
      }
    })
  }

  /** Leaves nothing of what was taken away. @throws AppError `app.diskFull`, `app.fileUnwritable`; the lines are as they were */
  shrink(): void {
    shrink(this.#path, this.#database)
  }

  close(): void {
    this.#database.close()
  }

  #change(work: () => void): void {
    inTransaction(this.#database, this.#path, work)
  }
}
