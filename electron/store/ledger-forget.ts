import type { DatabaseSync } from 'node:sqlite'
import { AppError } from '../../src-shared/errors.ts'

/** Which personal fields: of lines before a time, of a device, or of a device's lines before a time. */
export type ForgetOrder = {
  /** Milliseconds since 1970. */
  readonly olderThan: number | null
  /** UDID or serial number. */
  readonly device: string | null
  /** The number of fields that a person agreed to lose; null only counts. */
  readonly confirm: number | null
}

export type Counted = {
  readonly fields: number
  readonly lines: number
  /** First and last line of each stretch in which every personal field is gone. */
  readonly ranges: readonly (readonly [number, number])[]
}
export type Forgotten = Counted & { readonly forgotten: boolean }

/**
 * Counts the personal fields the order names and, when that is the confirmed number, deletes them. Within a transaction.
 * @throws AppError `ledger.forgetWhat`, `ledger.countMismatch`
 */
export function forgetFields(database: DatabaseSync, { olderThan, device, confirm }: ForgetOrder): Counted {
  if (olderThan === null && device === null) throw new AppError('ledger.forgetWhat')
  const stored = database
    .prepare(
      `SELECT line.seq AS seq, count(*) AS fields,
         (?1 IS NULL OR at < ?1) AND (?2 IS NULL OR udid = ?2 OR serial = upper(?2)) AS named
       FROM line JOIN personal USING (seq) GROUP BY line.seq ORDER BY line.seq`,
    )
    .all(olderThan, device)
    .map((row) => ({ seq: Number(row['seq']), fields: Number(row['fields']), named: row['named'] === 1 }))
  const named = stored.filter((one) => one.named)
  const fields = named.reduce((sum, one) => sum + one.fields, 0)
  const counted = { fields, lines: named.length, ranges: stretches(stored) }
  if (confirm === null) return counted
  if (confirm !== fields) throw new AppError('ledger.countMismatch', { confirmed: confirm, fields })
  const erase = database.prepare('DELETE FROM personal WHERE seq = ?')
  for (const { seq } of named) erase.run(seq)
  return counted
}

/** Lines that hold nothing personal between two named ones do not end a stretch; a line that keeps its fields does. */
function stretches(
  lines: readonly { readonly seq: number; readonly named: boolean }[],
): readonly (readonly [number, number])[] {
  const found: [number, number][] = []
  let open: [number, number] | null = null
  for (const { seq, named } of lines) {
    if (!named) open = null
    else if (open === null) found.push((open = [seq, seq]))
    else open[1] = seq
  }
  return found
}
