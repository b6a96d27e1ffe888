import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../src-shared/errors.ts'
import type { ledgerContract } from '../src-shared/ledger-contract.ts'
import type { Handlers } from '../src-shared/rpc.ts'
import { makeLedgerHandlers } from './handlers/ledger-handlers.ts'
import type { Clock } from './lib/clock.ts'
import { ledgerPaths } from './ledger/ledger-paths.ts'
import { LedgerFile } from './store/ledger-file.ts'

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
 * nothing. Works beside a running Slipway: lines are added in transactions.
 * @throws AppError `ledger.none`, `app.fileUnreadable`
 */
export function openArchive({ dataDir, readOnly, operator, clock }: ArchiveOptions): Archive {
  const paths = ledgerPaths((name) => join(dataDir, name))
  if (!existsSync(paths.path)) throw new AppError('ledger.none', { path: dataDir })
  const file = new LedgerFile({ ...paths, readOnly, now: clock.now })
  return {
    handlers: makeLedgerHandlers({ file, flush: () => {}, operator: () => operator }),
    close: () => file.close(),
  }
}
