import type { ledgerContract } from '../../src-shared/ledger-contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import { readEntry } from '../ledger/entries.ts'
import { exportLedger } from '../ledger/export.ts'
import { parseLine, verifyLedger } from '../ledger/verify.ts'
import type { LedgerFile } from '../store/ledger-file.ts'
import type { ForgetOrder, Forgotten } from '../store/ledger-forget.ts'

export type LedgerServices = {
  readonly file: LedgerFile
  /** Brings the file up to date before it is read. */
  readonly flush: () => void
  /** Erases what is personal wherever it is kept. */
  readonly forget: (order: ForgetOrder, operator: string | null) => Forgotten
  /** Who asks, as far as that is known. */
  readonly operator: () => string | null | Promise<string | null>
}

/** The ledger's part of the contract. A line that cannot be read is left out of the list; `verify` names it. */
export function makeLedgerHandlers({ file, flush, forget, operator }: LedgerServices): Handlers<typeof ledgerContract> {
  return {
    'ledger.list': async ({ before, limit, device, since, until }) => {
      flush()
      const rows = file.rows({ before, limit, device, since, until, newestFirst: true })
      const entries = rows.filter(({ text }) => parseLine(text) !== null).map(readEntry)
      return { entries, head: file.head() }
    },
    'ledger.verify': async ({ kept }) => {
      flush()
      return verifyLedger(file, kept)
    },
    'ledger.export': (order) => {
      flush()
      return exportLedger(file, order)
    },
    'ledger.forget': async (order) => {
      const asking = await operator()
      flush()
      const { fields, lines, forgotten } = forget(order, asking)
      return { fields, lines, forgotten }
    },
  }
}
