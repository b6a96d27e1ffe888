import { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../src-shared/errors.ts'
import { intent } from '../../src-shared/outbox.ts'
import type { Intent } from '../../src-shared/outbox.ts'
import { fileTrouble } from '../lib/file-trouble.ts'
import { inTransaction } from './transaction.ts'

/**
 * What Intune must still be told: in a file of its own, always on this station's disk and always synchronous, like the
 * journal. A run goes on because an intent is written here, and a wipe may only leave when "sending" is known to
 * survive a power cut; the general store promises neither, and may one day be shared by stations.
 */
export class OutboxFile {
  readonly #database: DatabaseSync
  readonly #path: string

  /** @throws AppError `app.diskFull`, `app.fileUnwritable` */
  constructor(path: string) {
    this.#path = path
    this.#database = openFile(path)
  }

  /**
   * Every intent ever written, in the order in which they were asked for. One that cannot be read might be a wipe that was
   * sent, or a word that Intune still waits for: it is not passed over.
   * @throws AppError `outbox.damaged`
   */
  all(): Intent[] {
    return this.#database
      .prepare('SELECT body FROM intent ORDER BY seq')
      .all()
      .map((row) => this.#read(String(row['body'])))
  }

  #read(body: string): Intent {
    try {
      return intent.parse(JSON.parse(body))
    } catch (error) {
      throw new AppError('outbox.damaged', { path: this.#path }, { cause: error })
    }
  }

  /** Writes them as they are now, all or none; returns when they are on the disk. @throws AppError `app.diskFull`, `app.fileUnwritable` */
  put(intents: readonly Intent[]): void {
    this.#write(() => {
      const upsert = this.#database.prepare(
        'INSERT INTO intent (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
      )
      for (const one of intents) upsert.run(one.id, JSON.stringify(one))
    })
  }

  /** @throws AppError `app.diskFull`, `app.fileUnwritable` */
  forget(ids: readonly string[]): void {
    this.#write(() => {
      const remove = this.#database.prepare('DELETE FROM intent WHERE id = ?')
      for (const id of ids) remove.run(id)
    })
  }

  close(): void {
    this.#database.close()
  }

  #write(work: () => void): void {
    inTransaction(this.#database, this.#path, work)
  }
}

function openFile(path: string): DatabaseSync {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path, { timeout: 5000 })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON')
    database.exec(
      'CREATE TABLE IF NOT EXISTS intent (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT',
    )
    return database
  } catch (error) {
    database?.close()
    throw fileTrouble(path, error)
  }
}
