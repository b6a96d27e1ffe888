import { canonicalJson } from '../../src-shared/canonical-json.ts'
import type { LedgerEntry } from '../../src-shared/ledger.ts'

/** So that Excel reads UTF-8. */
export const byteOrderMark = '\uFEFF'

/** Stands where a personal field was erased. */
export const erasedMark = '[erased]'

export const csvColumns = [
  'line',
  'time',
  'kind',
  'serial',
  'udid',
  'ecid',
  'model',
  'os',
  'slot',
  'operator',
  'deviceName',
  'run',
  'batch',
  'data',
  'details',
  'hash',
] as const

/** One entry as a line of CSV (RFC 4180), its times in UTC. */
export function csvRow({ line, hash, personal }: LedgerEntry): string {
  const { device, run } = line
  const person = (field: string): string => {
    const known = personal[field]
    return known === undefined ? '' : (known.value ?? erasedMark)
  }
  const cells: Record<(typeof csvColumns)[number], string | number | null | undefined> = {
    line: line.seq,
    time: new Date(line.at).toISOString(),
    kind: line.kind,
    serial: device?.serial,
    udid: device?.udid,
    ecid: device?.ecid,
    model: device?.productType,
    os: device?.osVersion,
    slot: device?.slot,
    operator: person('operator'),
    deviceName: person('deviceName'),
    run: run?.id,
    batch: run?.batchId,
    data: canonicalJson(line.data),
    details: person('details'),
    hash,
  }
  return csvLine(csvColumns.map((column) => cells[column]))
}

export function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map((cell) => csvCell(String(cell ?? ''))).join(',')}\r\n`
}

/**
 * A cell that no spreadsheet takes for a formula (OWASP: CSV injection): what begins like one gets an apostrophe in front.
 */
export function csvCell(text: string): string {
  const harmless = /^[\s\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r]/u.test(text) ? `'${text}` : text
  return /[",\r\n;\t]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
