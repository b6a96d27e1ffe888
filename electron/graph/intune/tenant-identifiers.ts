import { AppError } from '../../../src-shared/errors.ts'
import type { CorporateIdentifier, IdentifierResult } from '../../../src-shared/intune/corporate-identifier.ts'
import type { SerialSource } from '../../../src-shared/intune/serial.ts'
import type { GraphClient } from '../call.ts'
import { deleteIdentifiers, importIdentifiers, listIdentifiers } from '../resources/corporate-identifiers.ts'
import { maxDetails } from '../resources/identity-import.ts'
import { readSerialFile } from './serial-file.ts'
import type { FileRow } from './serial-file.ts'

export type IdentifierOrder = {
  readonly source: SerialSource
  readonly overwrite: boolean
  readonly dryRun: boolean
}

/** IMEIs and serial numbers that count as the company's when somebody enrolls a device by hand. */
export class TenantIdentifiers {
  readonly #graph: GraphClient

  constructor(graph: GraphClient) {
    this.#graph = graph
  }

  async list(search: string | null): Promise<readonly CorporateIdentifier[]> {
    const text = search?.trim().toLowerCase() ?? ''
    const all = await listIdentifiers(this.#graph)
    return all.filter(({ identifier, details }) => `${identifier} ${details}`.toLowerCase().includes(text))
  }

  /** One result per row. @throws AppError those of `readSerialFile` */
  async import({ source, overwrite, dryRun }: IdentifierOrder): Promise<readonly IdentifierResult[]> {
    const rows = source.kind === 'file' ? readSerialFile(Buffer.from(source.file, 'base64')).rows : listed(source)
    const known = new Set((await listIdentifiers(this.#graph)).map(({ identifier }) => identifier.toUpperCase()))
    const judged = judge(rows, known, overwrite)
    if (dryRun) return judged.map(({ result }) => result)
    const open = judged.filter(({ result }) => result.outcome === 'new' || result.outcome === 'imported')
    const wishes = open.flatMap(({ result: { identifier, kind }, details }) =>
      kind === null ? [] : [{ identifier, kind, details }],
    )
    const taken = await importIdentifiers(this.#graph, wishes, overwrite)
    return judged.map(({ result }) => {
      if (result.outcome !== 'new' && result.outcome !== 'imported') return result
      return { ...result, outcome: taken.get(result.identifier) === true ? 'imported' : 'refused' }
    })
  }

  /** @throws AppError 'intune.countDiffers' */
  async remove(
    identifiers: readonly string[],
    typedCount: number,
  ): Promise<readonly { readonly identifier: string; readonly deleted: boolean }[]> {
    const wanted = [...new Set(identifiers.map(plainIdentifier))]
    if (wanted.length !== typedCount)
      throw new AppError('intune.countDiffers', { named: wanted.length, typed: typedCount })
    const all = new Map((await listIdentifiers(this.#graph)).map((one) => [one.identifier.toUpperCase(), one.id]))
    const ids = wanted.flatMap((identifier) => all.get(identifier) ?? [])
    const kept = await deleteIdentifiers(this.#graph, ids)
    return wanted.map((identifier) => {
      const id = all.get(identifier)
      return { identifier, deleted: id !== undefined && !kept.has(id) }
    })
  }
}

type Judged = { readonly result: IdentifierResult; readonly details: string | null }

/** In a dry run `imported` is what is there and would be replaced. */
function judge(rows: readonly FileRow[], known: ReadonlySet<string>, overwrite: boolean): readonly Judged[] {
  const last = new Map(rows.map((row, at) => [plainIdentifier(row.serial), at]))
  return rows.map(({ line, serial, details }, at): Judged => {
    const identifier = plainIdentifier(serial)
    const kind = kindOf(identifier)
    const result = (outcome: IdentifierResult['outcome']): Judged => ({
      result: { line, identifier, kind, outcome },
      details,
    })
    if (kind === null || (details ?? '').length > maxDetails) return result('invalid')
    if (last.get(identifier) !== at) return result('duplicate')
    if (!known.has(identifier)) return result('new')
    return result(overwrite ? 'imported' : 'known')
  })
}

/** IMEIs are written with blanks and hyphens as often as without. */
function plainIdentifier(text: string): string {
  return text.replace(/[\s-]/g, '').toUpperCase()
}

/** Microsoft: an IMEI has 14 to 16 digits; a serial number letters and digits. Apple's have a letter, or are shorter. */
function kindOf(identifier: string): IdentifierResult['kind'] {
  if (/^\d{14,16}$/.test(identifier)) return 'imei'
  return /^[A-Z0-9]{8,14}$/.test(identifier) ? 'serialNumber' : null
}

function listed(source: Extract<SerialSource, { kind: 'rows' }>): readonly FileRow[] {
  return source.rows.map((row, at) => ({ line: at + 1, ...row }))
}
