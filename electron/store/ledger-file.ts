import type { DatabaseSync } from 'node:sqlite'
import type { LedgerDraft, LedgerHead } from '../../src-shared/ledger.ts'
import { fileTrouble } from '../lib/file-trouble.ts'
import { forgetFields } from './ledger-forget.ts'
import type { ForgetOrder, Forgotten } from './ledger-forget.ts'
import { emptyHead, LedgerHeadFile } from './ledger-head.ts'
import { sealLine } from './ledger-line.ts'
import { readRows } from './ledger-rows.ts'
import type { LedgerRow, RowQuery } from './ledger-rows.ts'
import { openLedgerDatabase } from './ledger-schema.ts'
import { shrink } from './shrink.ts'
import { inTransaction } from './transaction.ts'

export type LedgerFileOptions = {
  readonly path: string
  /** What was last written; see `LedgerHeadFile`. */
  readonly headPath: string
  readonly readOnly: boolean
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** How far the journal has been told: the numbering it is in, and the last of its numbers. */
export type JournalCursor = { readonly epoch: number; readonly seq: number }

/**
 * The ledger on the station's disk, in a file of its own: lines are only ever added, each with the hash of the one before,
 * and the personal fields lie beside them. Several processes may have it open; each line takes its place in a transaction.
 */
export class LedgerFile {
  readonly #database: DatabaseSync
  readonly #headFile: LedgerHeadFile
  readonly #options: LedgerFileOptions
  /** What should be at the end and is not; told in a line of its own before the next one. Undefined: nothing is missing. */
  #missing: LedgerHead | null | undefined

  /** @throws AppError `app.diskFull`, `app.fileUnwritable` */
  constructor(options: LedgerFileOptions) {
    this.#options = options
    this.#headFile = new LedgerHeadFile(options.headPath)
    this.#database = openLedgerDatabase(options.path, options.readOnly)
    try {
      if (!options.readOnly) this.#missing = this.#findMissing()
    } catch (error) {
      this.#database.close()
      throw fileTrouble(options.path, error)
    }
  }

  /** Adds lines, all or none. @throws AppError `app.diskFull`, `app.fileUnwritable` */
  append(drafts: readonly LedgerDraft[]): void {
    this.#transaction(() => this.#add(drafts))
    this.#added()
  }

  /**
   * Erases personal fields and says so in a line, both or neither. Without a confirmed number nothing is erased.
   * @param elsewhere how many were erased outside of the ledger on the same order; the line says so, too
   * @throws AppError `ledger.countMismatch`, `app.diskFull`, `app.fileUnwritable`
   */
  forget(order: ForgetOrder, operator: string | null, elsewhere: number): Forgotten {
    const forgotten = this.#transaction(() => {
      const result = forgetFields(this.#database, order)
      const isDone = order.confirm !== null && result.fields + elsewhere > 0
      if (isDone) this.#add([this.#forgottenDraft(order, { ...result, elsewhere }, operator)])
      return { ...result, forgotten: isDone }
    })
    if (forgotten.forgotten) this.#added()
    if (order.confirm !== null) shrink(this.#options.path, this.#database)
    return forgotten
  }

  /** Lines as they are stored, checked by nobody. */
  rows(query: RowQuery): readonly LedgerRow[] {
    return readRows(this.#database, query)
  }

  /** The last line as it is stored. */
  head(): LedgerHead {
    const row = this.#database.prepare('SELECT seq, hash FROM line ORDER BY seq DESC LIMIT 1').get()
    return row === undefined ? emptyHead : { count: Number(row['seq']), hash: String(row['hash']) }
  }

  /** What was last written, as kept outside the ledger; null when that is missing. */
  writtenHead(): LedgerHead | null {
    return this.#headFile.read()
  }

  journalCursor(): JournalCursor {
    const row = this.#database
      .prepare('SELECT epoch, journal_seq FROM line WHERE epoch IS NOT NULL ORDER BY seq DESC LIMIT 1')
      .get()
    return row === undefined ? { epoch: 1, seq: 0 } : { epoch: Number(row['epoch']), seq: Number(row['journal_seq']) }
  }

  close(): void {
    this.#database.close()
  }

  #add(drafts: readonly LedgerDraft[]): void {
    const insertLine = this.#database.prepare('INSERT INTO line (seq, line, hash) VALUES (?, ?, ?)')
    // Where lines were removed at the end, what lay beside them may still be there.
    const insertField = this.#database.prepare(
      'INSERT OR REPLACE INTO personal (seq, field, salt, value) VALUES (?, ?, ?, ?)',
    )
    let head = this.head()
    for (const draft of [...this.#missingDraft(), ...drafts]) {
      const { seq, text, hash, fields } = sealLine(draft, head)
      insertLine.run(seq, text, hash)
      for (const { field, salt, value } of fields) insertField.run(seq, field, salt, value)
      head = { count: seq, hash }
    }
  }

  #transaction<T>(work: () => T): T {
    return inTransaction(this.#database, this.#options.path, work)
  }

  /** A head that could not be written is behind, which is allowed; the next line brings it up to date. */
  #added(): void {
    this.#missing = undefined
    try {
      this.#headFile.write(this.head())
    } catch {
      return
    }
  }

  #findMissing(): LedgerHead | null | undefined {
    const written = this.#headFile.read()
    if (written === null && !this.#headFile.exists() && this.head().count === 0) this.#headFile.write(emptyHead)
    else if (written === null) return null
    else if (written.count > 0 && this.rows({ seq: written.count })[0]?.hash !== written.hash) return written
    return undefined
  }

  #missingDraft(): readonly LedgerDraft[] {
    if (this.#missing === undefined) return []
    const data = { count: this.#missing?.count ?? null, hash: this.#missing?.hash ?? null }
    return [{ ...stationDraft, kind: 'endMissing', at: Math.round(this.#options.now()), data }]
  }

  #forgottenDraft(
    order: ForgetOrder,
    { fields, ranges, elsewhere }: Omit<Forgotten, 'forgotten'> & { readonly elsewhere: number },
    operator: string | null,
  ): LedgerDraft {
    return {
      ...stationDraft,
      kind: 'personalForgotten',
      at: Math.round(this.#options.now()),
      data: {
        fields,
        elsewhere,
        olderThan: order.olderThan,
        device: order.device,
        lines: ranges.map((range) => [...range]),
      },
      personal: operator === null ? {} : { operator },
    }
  }
}

const stationDraft = { journal: null, device: null, run: null, personal: {} } as const
