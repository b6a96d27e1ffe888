import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../src-shared/errors.ts'
import type { ledgerContract } from '../src-shared/ledger-contract.ts'
import type { Handlers } from '../src-shared/rpc.ts'
import { makeLedgerHandlers } from './handlers/ledger-handlers.ts'
import type { LedgerServices } from './handlers/ledger-handlers.ts'
import type { Clock } from './lib/clock.ts'
import { tryFileLock } from './lib/file-lock.ts'
import { isDamaged } from './lib/file-trouble.ts'
import { ledgerPaths } from './ledger/ledger-paths.ts'
import { forgetPersonal } from './parts/personal-data.ts'
import { engineLock, readEnginePid, readMode } from './store/data-directory.ts'
import type { Mode } from './store/data-directory.ts'
import { LedgerFile } from './store/ledger-file.ts'
import { OutboxFile } from './store/outbox-file.ts'

export type ArchiveOptions = {
  readonly dataDir: string
  /** Nothing is written, not even this visit. */
  readonly readOnly: boolean
  readonly operator: string | null
  readonly clock: Clock
}

export type Archive = { readonly handlers: Handlers<typeof ledgerContract>; readonly close: () => void }

/**
 * What a data directory remembers, without engine and cables, so that looking at the past changes nothing and starts
 * nothing. Reading works beside a running Slipway; what is erased, that one must erase itself.
 * @throws AppError `ledger.none`, `ledger.notALedger`, `app.fileUnreadable`
 */
export function openArchive({ dataDir, readOnly, operator, clock }: ArchiveOptions): Archive {
  const paths = ledgerPaths((name) => join(dataDir, name))
  if (!existsSync(paths.path)) throw new AppError('ledger.none', { path: dataDir })
  const file = openLedger(paths, readOnly, clock)
  const forget: LedgerServices['forget'] = (order, who) => forgetAlone(dataDir, file, order, who)
  return {
    handlers: makeLedgerHandlers({ file, flush: () => {}, forget, operator: () => operator }),
    close: () => file.close(),
  }
}

/** A file that only bears the name is found out here, and not in the middle of what is read of it. */
function openLedger(paths: ReturnType<typeof ledgerPaths>, readOnly: boolean, clock: Clock): LedgerFile {
  let file: LedgerFile | null = null
  try {
    file = new LedgerFile({ ...paths, readOnly, now: clock.now })
    file.rows({ after: 0, limit: 1 })
    return file
  } catch (error) {
    file?.close()
    if (!isForeign(error)) throw error
    throw new AppError('ledger.notALedger', { path: paths.path }, { cause: error })
  }
}

/** No database at all, or one of somebody else's. */
function isForeign(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'app.fileDamaged'
  return isDamaged(error) || /no such (table|column)/i.test(String(error))
}

/** Practice or real, as the directory itself says. */
export function modeOfArchive(dataDir: string): Mode {
  return readMode(dataDir) ?? 'real'
}

/** @throws AppError those of `forgetPersonal`, and `app.dataDirectoryInUse` */
function forgetAlone(path: string, ledger: LedgerFile, ...[order, operator]: Parameters<LedgerServices['forget']>) {
  const file = (name: string): string => join(path, name)
  const lock = tryFileLock(file(engineLock))
  if (lock === null) throw new AppError('app.dataDirectoryInUse', { path, pid: readEnginePid(path) })
  try {
    const outbox = existsSync(file('outbox.sqlite')) ? new OutboxFile(file('outbox.sqlite')) : null
    try {
      const places = { file, ledger, outbox: outbox ?? emptyOutbox, adopt: () => {} }
      return forgetPersonal(places, order, operator)
    } finally {
      outbox?.close()
    }
  } finally {
    lock.release()
  }
}

/** Of a ledger that lies alone in its folder. */
const emptyOutbox = { all: () => [], put: () => {} }
