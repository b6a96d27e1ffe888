import { AppError } from '../../src-shared/errors.ts'
import type { LedgerEntry } from '../../src-shared/ledger.ts'
import type { LedgerRow } from '../store/ledger-rows.ts'
import { parseLine } from './verify.ts'

/** A row for people to read: each personal field of its line with its value, or erased. @throws AppError `ledger.lineUnreadable` */
export function readEntry({ seq, text, hash, fields }: LedgerRow): LedgerEntry {
  const line = parseLine(text)
  if (line === null) throw new AppError('ledger.lineUnreadable', { line: seq })
  const personal = Object.keys(line.personal).map((field) => {
    const stored = fields.get(field)
    const value = stored?.value.toString('utf8') ?? null
    return [field, { value, salt: stored?.salt.toString('base64') ?? null }] as const
  })
  return { line, hash, personal: Object.fromEntries(personal) }
}
