import type { AppOptions } from '../app-options.ts'
import { Guard } from '../engine/guard.ts'
import type { Journal } from '../engine/ports.ts'
import { Ledger } from '../ledger/ledger.ts'
import { ledgerPaths } from '../ledger/ledger-paths.ts'
import type { Clock } from '../lib/clock.ts'
import { ensureBlueprints, ensureOrganization } from '../start/first-start.ts'
import { openStoreIn } from '../start/open-store.ts'
import type { StepOrganization } from '../steps/hands.ts'
import { AssetBook } from '../store/asset-book.ts'
import type { DataDirectory } from '../store/data-directory.ts'
import { JournalFile } from '../store/journal.ts'
import { LedgerFile } from '../store/ledger-file.ts'
import { readProtection } from '../store/protection.ts'
import type { WorkLimits } from '../../src-shared/settings-contract.ts'
import type { StationLimits } from '../engine/scheduler.ts'
import type { Store } from '../store/store.ts'
import { readWorkLimits } from '../store/work-limits.ts'
import type { Closers } from './closers.ts'
import { foldOldLines } from './fold-journal.ts'

/** What this Slipway remembers, and what it may not do. */
export type Records = {
  readonly store: Store
  readonly journal: Journal
  readonly ledger: Ledger
  readonly ledgerFile: LedgerFile
  readonly organization: StepOrganization
  readonly guard: Guard
  /** Inventory numbers of devices. */
  readonly assets: AssetBook
  /** What people chose; what they did not is absent. */
  readonly limits: Partial<Pick<StationLimits, 'limit' | 'perController'>>
}

function limitsOf({ devices, perController }: WorkLimits): Records['limits'] {
  return { ...(devices !== null && { limit: devices }), ...(perController !== null && { perController }) }
}

/** @throws AppError of the files, `secrets.wrongPassphrase`, `stage.protectionDamaged` */
export async function openRecords(
  options: AppOptions,
  directory: DataDirectory,
  clock: Clock,
  closers: Closers,
): Promise<Records> {
  const { version, mode, language, logger, wifi } = options
  const store = await openStoreIn(directory, options.passphrase)
  closers.add(() => store.close())
  const ledgerFile = new LedgerFile({ ...ledgerPaths(directory.file), readOnly: false, now: clock.now })
  closers.add(() => ledgerFile.close())
  const journalPath = directory.file('journal.sqlite')
  foldOldLines({ path: journalPath, told: ledgerFile.journalCursor().seq, now: clock.now(), logger })
  const journal = options.openJournal?.(journalPath) ?? new JournalFile(journalPath)
  closers.add(() => journal.close())
  const ledger = new Ledger({ file: ledgerFile, clock, logger, version, mode })
  closers.add(() => ledger.close())
  const organization = await ensureOrganization(store, options.organizationName, clock.now())
  if (wifi?.settings.passwordSecret != null) await store.putSecret(wifi.settings.passwordSecret, wifi.password)
  await ensureBlueprints(store, wifi?.settings ?? null, language)
  const guard = new Guard()
  guard.protected.set(await readProtection(store))
  return {
    store,
    journal,
    ledger,
    ledgerFile,
    organization,
    guard,
    assets: new AssetBook(directory.file('assets.csv')),
    limits: limitsOf(await readWorkLimits(store)),
  }
}
