import type { ImportedRow, ImportItem, PreviewRow } from '../../../src-shared/intune/serial.ts'
import type { GraphClient } from '../call.ts'
import { isSameProfile } from '../../../src-shared/intune/profile-id.ts'
import { importSerials } from '../resources/identity-import.ts'
import type { RowResult } from '../resources/identity-import.ts'
import { assignSerials } from '../resources/profile-actions.ts'
import { readTenantSerials } from './tenant-serials.ts'

export type ImportParts = {
  readonly graph: GraphClient
  readonly accountId: string
  /** As the preview judged them. */
  readonly rows: readonly PreviewRow[]
  readonly profileId: string | null
  readonly overwrite: boolean
  readonly signal: AbortSignal
}

/** Far below the 5,000 Intune takes at once: whoever stops, or loses an answer, has less in the dark. */
const part = 500

/** Imports and assigns part by part, then reads back; the last item has one row for each row that came in. */
export async function* importItems(parts: ImportParts): AsyncGenerator<ImportItem, void> {
  const { rows, signal } = parts
  const wanted = rows.filter(({ outcome }) => outcome === 'new' || outcome === 'update' || outcome === 'known')
  const total = wanted.length
  const results = new Map<string, ImportedRow['outcome']>()
  yield { kind: 'progress', done: 0, total }
  for (let at = 0; at < total; at += part) {
    signal.throwIfAborted()
    const some = wanted.slice(at, at + part)
    for (const [serial, outcome] of await importPart(parts, some)) results.set(serial, outcome)
    yield { kind: 'progress', done: at + some.length, total }
  }
  const assigned = await readAssigned(parts, results)
  yield { kind: 'done', rows: rows.map((row) => resultOf(row, results, assigned)) }
}

async function importPart(
  { graph, accountId, profileId, overwrite, signal }: ImportParts,
  rows: readonly PreviewRow[],
): Promise<readonly (readonly [string, ImportedRow['outcome']])[]> {
  const sent = rows.filter(({ outcome }) => outcome !== 'known')
  const answers = await importSerials(graph, accountId, sent.map(wireRow), { overwrite, signal })
  const outcomes = [
    ...rows.filter(({ outcome }) => outcome === 'known').map(({ serial }) => [serial, 'known'] as const),
    ...sent.map((row, at) => [row.serial, outcomeOf(row, answers[at])] as const),
  ]
  const taken = outcomes.filter(([, outcome]) => outcome !== 'refused').map(([serial]) => serial)
  if (profileId !== null && taken.length > 0) await assignSerials(graph, accountId, profileId, taken, { signal })
  return outcomes
}

function wireRow({ serial, details }: PreviewRow): { readonly serial: string; readonly details?: string } {
  return details === null ? { serial } : { serial, details }
}

function outcomeOf(row: PreviewRow, answer: RowResult | undefined): ImportedRow['outcome'] {
  if (answer === undefined) return 'refused'
  if (answer.outcome === 'imported') return 'imported'
  if (answer.outcome !== 'alreadyKnown') return 'refused'
  // It was not there a moment ago and is there with our details: the first answer was lost, not the import.
  return row.outcome === 'new' && answer.identity?.details === (row.details ?? '') ? 'imported' : 'known'
}

/** Whether each has the wanted profile now; null where none was wanted. */
async function readAssigned(
  { graph, accountId, profileId, signal }: ImportParts,
  results: ReadonlyMap<string, unknown>,
): Promise<((serial: string) => boolean) | null> {
  if (profileId === null || results.size === 0) return null
  const { known } = await readTenantSerials(graph, accountId, [...results.keys()], signal)
  return (serial) => {
    const has = known.get(serial)?.profileId
    return has != null && isSameProfile(has, profileId)
  }
}

function resultOf(
  { line, serial, outcome: preview }: PreviewRow,
  results: ReadonlyMap<string, ImportedRow['outcome']>,
  assigned: ((serial: string) => boolean) | null,
): ImportedRow {
  const sent = preview === 'new' || preview === 'update' || preview === 'known'
  const outcome = sent ? (results.get(serial) ?? 'refused') : 'notSent'
  return { line, serial, outcome, preview, assigned: sent && assigned !== null ? assigned(serial) : null }
}
