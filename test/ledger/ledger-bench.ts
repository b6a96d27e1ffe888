import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Ledger } from '../../electron/ledger/ledger.ts'
import { ledgerPaths } from '../../electron/ledger/ledger-paths.ts'
import { verifyLedger } from '../../electron/ledger/verify.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { LedgerFile } from '../../electron/store/ledger-file.ts'
import type { LedgerDraft, LedgerHead, LedgerVerdict } from '../../src-shared/ledger.ts'

const now = (): number => 1_800_000_000_000

/** A directory with a ledger in it, gone when `dispose` is called. */
export class LedgerBench {
  readonly dir = mkdtempSync(join(tmpdir(), 'slipway-ledger-'))
  readonly paths = ledgerPaths((name) => join(this.dir, name))

  open(readOnly = false): LedgerFile {
    return new LedgerFile({ ...this.paths, readOnly, now })
  }

  /** The file for as long as the work takes. */
  with<T>(work: (file: LedgerFile) => T, readOnly = false): T {
    const file = this.open(readOnly)
    try {
      return work(file)
    } finally {
      file.close()
    }
  }

  look<T>(work: (file: LedgerFile) => T): T {
    return this.with(work, true)
  }

  async verdict(kept: LedgerHead | null = null): Promise<LedgerVerdict> {
    const file = this.open(true)
    try {
      return await verifyLedger(file, kept)
    } finally {
      file.close()
    }
  }

  /** As somebody with a database tool would: past the triggers. */
  tamper(...statements: readonly string[]): void {
    const database = new DatabaseSync(this.paths.path)
    database.exec('PRAGMA synchronous = OFF')
    database.exec('DROP TRIGGER IF EXISTS line_stays; DROP TRIGGER IF EXISTS line_is_kept')
    for (const statement of statements) database.exec(statement)
    database.close()
  }

  dispose(): void {
    rmSync(this.dir, { recursive: true, force: true })
  }
}

export function followerOf(file: Pick<LedgerFile, 'append' | 'journalCursor'>): Ledger {
  const clock = { now, sleep: () => Promise.resolve() }
  return new Ledger({ file, clock, logger: silentLogger, version: '1.2.3', mode: 'practice' })
}

export function draft(over: Partial<LedgerDraft> = {}): LedgerDraft {
  return { kind: 'prepared', at: 1_000, journal: null, device: null, run: null, data: {}, personal: {}, ...over }
}

export function device(udid: string, serial: string): LedgerDraft['device'] {
  return { udid, serial, ecid: null, productType: null, osVersion: null, slot: null }
}
