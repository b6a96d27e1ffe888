import { AppError } from '../../../src-shared/errors.ts'
import type { FileForm } from '../../../src-shared/intune/serial.ts'
import { readDelimited } from './delimited-text.ts'
import { detailHeadings, identifierHeadings, isHeading, plainHeading } from './headings.ts'

/** A row as it was written: nothing judged, blanks around it gone. */
export type FileRow = { readonly line: number; readonly serial: string; readonly details: string | null }

const maxRows = 100_000

/**
 * Serial numbers (or other identifiers) with their details, out of a file people make with a spreadsheet: UTF-8, UTF-16 or
 * Windows-1252, commas, semicolons or tabs, with or without quotes and a heading.
 * @throws AppError 'intune.fileNotText', 'intune.fileEmpty', 'intune.fileTooLong'
 */
export function readSerialFile(bytes: Uint8Array): { readonly form: FileForm; readonly rows: readonly FileRow[] } {
  const { encoding, text } = decode(bytes)
  const { separator, records } = readDelimited(text)
  const filled = records.filter(({ cells }) => cells.some((cell) => cell !== ''))
  const [first] = filled
  if (first === undefined) throw new AppError('intune.fileEmpty')
  const header = isHeading(first.cells)
  const columns = header ? columnsOf(first.cells) : null
  const body = header ? filled.slice(1) : filled
  if (body.length === 0) throw new AppError('intune.fileEmpty')
  if (body.length > maxRows) throw new AppError('intune.fileTooLong', { rows: body.length, most: maxRows })
  const rows = body.map(({ line, cells }) => ({ line, ...rowOf(cells, columns) }))
  return { form: { encoding, separator, header, rows: rows.length }, rows }
}

type Columns = { readonly serial: number; readonly details: number | null }

function columnsOf(cells: readonly string[]): Columns {
  const names = cells.map(plainHeading)
  const serial = Math.max(
    0,
    names.findIndex((name) => identifierHeadings.has(name)),
  )
  const details = names.findIndex((name, at) => at !== serial && detailHeadings.has(name))
  // Intune's own form has the details in the second column, whatever it is called.
  const second = serial === 0 && cells.length === 2 ? 1 : null
  return { serial, details: details === -1 ? second : details }
}

function rowOf(cells: readonly string[], columns: Columns | null): Omit<FileRow, 'line'> {
  if (columns !== null) {
    const details = columns.details === null ? null : (cells[columns.details] ?? null)
    return { serial: serialCell(cells[columns.serial] ?? ''), details: details === '' ? null : details }
  }
  const [serial = '', ...rest] = cells
  // Nobody quotes a comma in "Room 4, second floor": what follows the serial number is one text.
  const details = rest.filter((cell) => cell !== '').join(', ')
  return { serial: serialCell(serial), details: details === '' ? null : details }
}

/** ="…" and a leading ' are how people keep a spreadsheet from taking a serial number for a number. */
function serialCell(cell: string): string {
  return cell
    .replace(/^=?"?'?/, '')
    .replace(/"$/, '')
    .trim()
}

function decode(bytes: Uint8Array): { readonly encoding: FileForm['encoding']; readonly text: string } {
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000e-\u001a]/.test(text.slice(0, 4096))) throw new AppError('intune.fileNotText')
  return { encoding, text }
}

function encodingOf(bytes: Uint8Array): FileForm['encoding'] {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, 1024)
  const zeros = (odd: number): number => head.filter((byte, at) => byte === 0 && at % 2 === odd).length
  if (zeros(1) > head.length / 4) return 'utf-16le'
  if (zeros(0) > head.length / 4) return 'utf-16be'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}
