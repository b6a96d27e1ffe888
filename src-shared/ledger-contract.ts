import * as z from 'zod'
import { ledgerEntry, ledgerHead, ledgerVerdict } from './ledger.ts'

const time = z.number().int().nonnegative()
/** UDID or serial number. */
const deviceKey = z.string().min(1).max(64)

export const ledgerFormat = z.enum(['json', 'csv'])
export type LedgerFormat = z.infer<typeof ledgerFormat>

const period = { since: time.nullable(), until: time.nullable() }
const exportItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('done'), lines: z.number().int(), head: ledgerHead }),
])
export type LedgerExportItem = z.infer<typeof exportItem>

/** The ledger: what happened, tamper-evident. Times are milliseconds since 1970; `since` is included, `until` is not. */
export const ledgerContract = {
  /** Newest first. The next page begins `before` the last one's smallest number. */
  'ledger.list': {
    kind: 'call',
    input: z.object({
      before: z.number().int().positive().nullable(),
      limit: z.number().int().min(1).max(500),
      device: deviceKey.nullable(),
      ...period,
    }),
    output: z.object({ entries: z.array(ledgerEntry), head: ledgerHead }),
  },
  /** `kept`: a head that was put in safekeeping earlier; then the ledger must still contain it. */
  'ledger.verify': {
    kind: 'call',
    input: z.object({ kept: ledgerHead.nullable() }),
    output: ledgerVerdict,
  },
  /** Texts to be put one after the other into a file; then, last, how many lines it holds and the ledger's head. */
  'ledger.export': {
    kind: 'stream',
    input: z.object({ format: ledgerFormat, bom: z.boolean(), ...period }),
    item: exportItem,
  },
  /**
   * Erases personal fields for good: of lines older than `olderThan`, of one device, or (both) of its older lines.
   * `confirm` must be the number of fields, as a call with null counts them; null erases nothing.
   */
  'ledger.forget': {
    kind: 'call',
    input: z.object({ olderThan: time.nullable(), device: deviceKey.nullable(), confirm: z.number().int().nullable() }),
    output: z.object({ fields: z.number().int(), lines: z.number().int(), forgotten: z.boolean() }),
  },
} as const
