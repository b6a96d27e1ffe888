import { existsSync, readFileSync } from 'node:fs'
import { firstPrev, ledgerHead } from '../../src-shared/ledger.ts'
import type { LedgerHead } from '../../src-shared/ledger.ts'
import { writeWhole } from '../lib/write-whole.ts'

export const emptyHead: LedgerHead = { count: 0, hash: firstPrev }

/**
 * What was last written, in a file of its own: without it nobody could tell that lines are missing at the end. It is
 * written after the lines it speaks of, so that it may be behind after a crash, and never ahead.
 */
export class LedgerHeadFile {
  readonly #path: string

  constructor(path: string) {
    this.#path = path
  }

  exists(): boolean {
    return existsSync(this.#path)
  }

  /** Null when it is missing or says nothing. */
  read(): LedgerHead | null {
    try {
      return ledgerHead.parse(JSON.parse(readFileSync(this.#path, 'utf8')))
    } catch {
      return null
    }
  }

  /** @throws AppError `app.diskFull`, `app.fileUnwritable` */
  write(head: LedgerHead): void {
    writeWhole(this.#path, JSON.stringify(head))
  }
}
