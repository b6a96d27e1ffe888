import { readDelimited } from '../graph/intune/delimited-text.ts'

/**
 * What Apple's list of results says of each device. Its columns are documented nowhere: the one whose heading or cells
 * are serial numbers counts, and the other cells are shown as they are.
 * @param wanted the serial numbers of the order, upper case
 * @returns serial → the rest of its line; empty when no column fits
 */
export function readActivityLog(text: string, wanted: ReadonlySet<string>): ReadonlyMap<string, string> {
  const rows = readDelimited(text).records.map(({ cells }) => cells.map((cell) => cell.trim()))
  const column = serialColumn(rows, wanted)
  if (column === null) return new Map()
  const found = new Map<string, string>()
  for (const cells of rows) {
    const serial = (cells[column] ?? '').toUpperCase()
    const rest = cells.filter((cell, index) => index !== column && cell !== '')
    if (wanted.has(serial)) found.set(serial, rest.join(' · ').slice(0, 500))
  }
  return found
}

function serialColumn(rows: readonly (readonly string[])[], wanted: ReadonlySet<string>): number | null {
  for (const cells of rows) {
    const at = cells.findIndex((cell) => wanted.has(cell.toUpperCase()))
    if (at >= 0) return at
  }
  return null
}
