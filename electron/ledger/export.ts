import type { LedgerExportItem, LedgerFormat } from '../../src-shared/ledger-contract.ts'
import type { LedgerHead } from '../../src-shared/ledger.ts'
import type { LedgerRow, RowQuery } from '../store/ledger-rows.ts'
import { byteOrderMark, csvColumns, csvLine, csvRow } from './csv.ts'
import { readEntry } from './entries.ts'

export type LedgerSource = {
  readonly rows: (query: RowQuery) => readonly LedgerRow[]
  readonly head: () => LedgerHead
}

export type ExportOrder = {
  readonly format: LedgerFormat
  readonly bom: boolean
  /** Milliseconds since 1970; `until` is not included. */
  readonly since: number | null
  readonly until: number | null
}

const pageSize = 200

/**
 * The ledger as it is now, in pieces of a page each: CSV for spreadsheets, or one JSON document that can be verified
 * without Slipway. Lines that are written meanwhile are left for the next export.
 * @throws AppError `ledger.lineUnreadable`
 */
export async function* exportLedger(ledger: LedgerSource, order: ExportOrder): AsyncGenerator<LedgerExportItem> {
  const head = ledger.head()
  const { since, until } = order
  const write = order.format === 'csv' ? csvWriter(order.bom) : jsonWriter(head, since === null && until === null)
  yield { kind: 'text', text: write.begin }
  let [after, lines] = [0, 0]
  for (;;) {
    const page = ledger.rows({ after, before: head.count + 1, since, until, limit: pageSize })
    const last = page.at(-1)
    if (last === undefined) break
    yield { kind: 'text', text: page.map((row, index) => write.row(row, lines + index === 0)).join('') }
    after = last.seq
    lines += page.length
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (write.end !== '') yield { kind: 'text', text: write.end }
  yield { kind: 'done', lines, head }
}

type Writer = {
  readonly begin: string
  readonly row: (row: LedgerRow, isFirst: boolean) => string
  readonly end: string
}

function csvWriter(bom: boolean): Writer {
  return { begin: (bom ? byteOrderMark : '') + csvLine(csvColumns), row: (row) => csvRow(readEntry(row)), end: '' }
}

function jsonWriter(head: LedgerHead, complete: boolean): Writer {
  const about = JSON.stringify({ format: 'slipway-ledger', version: 1, complete, head })
  return {
    begin: `${about.slice(0, -1)},"entries":[`,
    row: (row, isFirst) => `${isFirst ? '' : ','}\n${JSON.stringify(readEntry(row))}`,
    end: '\n]}\n',
  }
}
