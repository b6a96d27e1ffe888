import { canonicalJson } from '../../src-shared/canonical-json.ts'
import { firstPrev, ledgerLine } from '../../src-shared/ledger.ts'
import type { LedgerFlaw, LedgerHead, LedgerLine, LedgerVerdict } from '../../src-shared/ledger.ts'
import { commitment, hashLine } from '../store/ledger-line.ts'
import type { LedgerRow } from '../store/ledger-rows.ts'

/** What the check needs of a ledger: its rows page by page, and the head as it is kept outside. */
export type LedgerRows = {
  readonly rows: (query: { readonly after: number; readonly limit: number }) => readonly LedgerRow[]
  readonly writtenHead: () => LedgerHead | null
}

const pageSize = 500

type Flaw = NonNullable<LedgerVerdict['flaw']>
type Personal = { readonly missing: number[]; readonly ranges: (readonly [number, number])[] }

/**
 * Reads the whole chain and says the first thing that is wrong with it. A line that was changed, removed or moved shows by
 * its hash, its number or its `prev`; lines missing at the end show by the head that is kept outside (or elsewhere).
 * @param kept a head from safekeeping, which the ledger must still contain
 */
export async function verifyLedger(ledger: LedgerRows, kept: LedgerHead | null): Promise<LedgerVerdict> {
  // Read first: lines that are written meanwhile may only make the ledger longer than that.
  const written = ledger.writtenHead()
  let head: LedgerHead = { count: 0, hash: firstPrev }
  let flaw: Flaw | null = null
  const personal: Personal = { missing: [], ranges: [] }
  const wanted = [
    { head: written, kind: 'endMissing' },
    { head: kept, kind: 'notTheKeptHead' },
  ] as const
  for (;;) {
    const page = ledger.rows({ after: head.count, limit: pageSize })
    for (const row of page) {
      flaw ??= checkRow(row, head, personal)
      flaw ??= flawOf(wanted.find((one) => one.head?.count === row.seq && one.head.hash !== row.hash)?.kind, row.seq)
      head = { count: row.seq, hash: row.hash }
    }
    if (flaw !== null || page.length < pageSize) break
    // Whoever else the process serves gets a turn between two pages.
    await new Promise((resolve) => setImmediate(resolve))
  }
  const lost = personal.missing.find((seq) => !isForgotten(seq, personal.ranges))
  flaw ??= flawOf(lost === undefined ? undefined : 'personalMissing', lost ?? 0)
  flaw ??= flawOf(written === null && head.count > 0 ? 'headMissing' : undefined, head.count)
  flaw ??= flawOf(wanted.find((one) => (one.head?.count ?? 0) > head.count)?.kind, head.count + 1)
  return { ok: flaw === null, head, forgotten: personal.missing.length, flaw }
}

function flawOf(kind: LedgerFlaw | undefined, line: number): Flaw | null {
  return kind === undefined ? null : { kind, line }
}

/** One line against the one before it. What it says of personal fields is gathered: later lines may excuse a loss. */
function checkRow(row: LedgerRow, before: LedgerHead, personal: Personal): Flaw | null {
  const seq = before.count + 1
  if (row.seq !== seq) return { kind: 'misplaced', line: seq }
  if (hashLine(row.text) !== row.hash) return { kind: 'changed', line: seq }
  const line = parseLine(row.text)
  if (line === null) return { kind: 'unreadable', line: seq }
  if (line.seq !== seq) return { kind: 'misplaced', line: seq }
  if (line.prev !== before.hash) return { kind: 'unlinked', line: seq }
  if (line.kind === 'endMissing') return { kind: 'endMissing', line: seq }
  if (line.kind === 'personalForgotten') personal.ranges.push(...rangesOf(line))
  return checkPersonal(line, row, personal)
}

function checkPersonal(line: LedgerLine, { seq, fields }: LedgerRow, { missing }: Personal): Flaw | null {
  const promised = Object.entries(line.personal)
  const isSo = ([field, promise]: readonly [string, string]): boolean => {
    const stored = fields.get(field)
    return stored === undefined || commitment(stored.salt, stored.value) === promise
  }
  const unpromised = [...fields.keys()].some((field) => !Object.hasOwn(line.personal, field))
  if (unpromised || !promised.every(isSo)) return { kind: 'personalChanged', line: seq }
  for (const [field] of promised) if (!fields.has(field)) missing.push(seq)
  return null
}

/** The line in its shape; null when the text is no line or is written otherwise than every line is. */
export function parseLine(text: string): LedgerLine | null {
  try {
    const { data } = ledgerLine.safeParse(JSON.parse(text))
    return data !== undefined && canonicalJson(data) === text ? data : null
  } catch {
    return null
  }
}

function rangesOf({ seq, data }: LedgerLine): readonly (readonly [number, number])[] {
  const { lines } = data
  if (!Array.isArray(lines)) return []
  return lines.map(([first, last]) => [first ?? seq, Math.min(last ?? 0, seq - 1)])
}

function isForgotten(seq: number, ranges: readonly (readonly [number, number])[]): boolean {
  return ranges.some(([first, last]) => first <= seq && seq <= last)
}
