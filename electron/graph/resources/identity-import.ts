import * as z from 'zod'
import type { GraphClient } from '../call.ts'
import { isSerial, normalizeSerial } from '../serial.ts'
import { appleIdentity, findIdentities, identitiesPath } from './apple-identities.ts'
import type { AppleIdentity } from './apple-identities.ts'

/** A row of an import: a serial number and the free text Intune calls details. */
export type SerialRow = { readonly serial: string; readonly details?: string }

/**
 * imported: created or updated. alreadyKnown: it was there, and overwriting was not asked for. invalid: not sent, the
 * serial or the details are not of the right form. duplicate: a later row has the same serial, and the last one wins.
 * refused: Intune did not take it and does not have it here (automated enrollment may own it).
 */
export type RowOutcome = 'imported' | 'alreadyKnown' | 'invalid' | 'duplicate' | 'refused'

export type RowResult = {
  /** As sent: upper case, no blanks around. */
  readonly serial: string
  readonly outcome: RowOutcome
  readonly identity: AppleIdentity | null
}

export type ImportOptions = {
  /** Replace the details of serials Intune already has. */
  readonly overwrite: boolean
  readonly onProgress?: (done: number, total: number) => void
  readonly clientRequestId?: string
  readonly signal?: AbortSignal
}

/** Microsoft's portal takes 5,000 rows a file; a lost answer then costs less when fewer rows are under way. */
const importChunk = 500
/** Intune's limit for Apple Configurator is not documented; this is the one of corporate identifiers. */
export const maxDetails = 128

const importResult = z
  .object({ serialNumber: z.string(), status: z.boolean() })
  .and(z.looseObject({}))
  .transform((row) => ({
    serial: normalizeSerial(row.serialNumber),
    taken: row.status,
    identity: appleIdentity.safeParse(row).data ?? null,
  }))
const importAnswer = z.object({ value: z.array(importResult) })

/**
 * Tells Intune about serial numbers, in chunks. One result per row, in the order of the rows: the service answers 200
 * even when it took nothing. Assign a profile afterwards; an import does not. Repeating is harmless.
 */
export async function importSerials(
  graph: GraphClient,
  accountId: string,
  rows: readonly SerialRow[],
  options: ImportOptions,
): Promise<readonly RowResult[]> {
  const sent = rowsToSend(rows)
  const answers = new Map<string, RowResult>()
  const all = [...sent.values()]
  for (let at = 0; at < all.length; at += importChunk) {
    const chunk = all.slice(at, at + importChunk)
    for (const result of await importOnce(graph, accountId, chunk, options)) answers.set(result.serial, result)
    options.onProgress?.(at + chunk.length, all.length)
  }
  return rows.map((row) => resultOf(row, sent, answers))
}

/** The valid rows by serial, the last of each. */
function rowsToSend(rows: readonly SerialRow[]): ReadonlyMap<string, SerialRow> {
  const valid = rows.filter(isValid)
  return new Map(valid.map((row) => [normalizeSerial(row.serial), row]))
}

function isValid(row: SerialRow): boolean {
  return isSerial(normalizeSerial(row.serial)) && (row.details ?? '').length <= maxDetails
}

function resultOf(
  row: SerialRow,
  sent: ReadonlyMap<string, SerialRow>,
  answers: ReadonlyMap<string, RowResult>,
): RowResult {
  const serial = normalizeSerial(row.serial)
  if (!isValid(row)) return { serial, outcome: 'invalid', identity: null }
  const answer = answers.get(serial) ?? { serial, outcome: 'refused', identity: null }
  return sent.get(serial) === row ? answer : { ...answer, outcome: 'duplicate' }
}

async function importOnce(
  graph: GraphClient,
  accountId: string,
  rows: readonly SerialRow[],
  { overwrite, signal, clientRequestId }: ImportOptions,
): Promise<readonly RowResult[]> {
  const body = {
    importedAppleDeviceIdentities: rows.map(wireRow),
    overwriteImportedDeviceIdentities: overwrite,
  }
  const path = `${identitiesPath(accountId)}/importAppleDeviceIdentityList`
  const call = { version: 'beta', schema: importAnswer, body, idempotent: true, signal } as const
  const named = clientRequestId === undefined ? call : { ...call, clientRequestId }
  const { value } = await graph.post(path, named)
  const bySerial = new Map(value.map((row) => [row.serial, row]))
  const serials = rows.map((row) => normalizeSerial(row.serial))
  const open = serials.filter((serial) => bySerial.get(serial)?.taken !== true)
  // "Not taken" has several reasons; only what is there now tells them apart.
  const existing = await findIdentities(graph, accountId, open, signal)
  return serials.map((serial) => {
    const row = bySerial.get(serial)
    if (row?.taken === true) return { serial, outcome: 'imported', identity: row.identity }
    const identity = existing.get(serial) ?? null
    const known = identity !== null && !identity.fromAutomatedEnrollment && !overwrite
    return { serial, outcome: known ? 'alreadyKnown' : 'refused', identity }
  })
}

function wireRow(row: SerialRow): object {
  return {
    '@odata.type': '#microsoft.graph.importedAppleDeviceIdentity',
    serialNumber: normalizeSerial(row.serial),
    // Sent empty it would wipe what is there.
    ...(row.details === undefined ? {} : { description: row.details }),
    discoverySource: 'adminImport',
    platform: 'ios',
  }
}
