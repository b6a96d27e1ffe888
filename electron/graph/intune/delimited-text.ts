import type { FileForm } from '../../../src-shared/intune/serial.ts'

/** One line of a table, or several where a quoted cell holds line breaks. */
export type DelimitedRecord = { readonly line: number; readonly cells: readonly string[] }

const separators = [
  ['tab', '\t'],
  ['semicolon', ';'],
  ['comma', ','],
] as const

/** RFC 4180 with what spreadsheets make of it: `sep=;` as a first line, semicolons, tabs, either line ending. */
export function readDelimited(text: string): {
  readonly separator: FileForm['separator']
  readonly records: readonly DelimitedRecord[]
} {
  const told = /^\uFEFF?"?sep=([,;\t])"?\r?\n/i.exec(text)
  const separator = told === null ? guess(text) : (separators.find(([, mark]) => mark === told[1]) ?? null)
  const from = told?.[0].length ?? (text.startsWith('\uFEFF') ? 1 : 0)
  const records = [...recordsOf(text, from, separator?.[1] ?? null, told === null ? 1 : 2)]
  return { separator: separator?.[0] ?? 'none', records }
}

/** The mark that stands in most of the first lines, outside quotes; the rarer mark wins a tie, for commas stand in texts. */
function guess(text: string): (typeof separators)[number] | null {
  const lines = text.split(/\r?\n/, 50).map((line) => line.replace(/"[^"]*"/g, ''))
  const counted = separators.map((one) => ({ one, lines: lines.filter((line) => line.includes(one[1])).length }))
  const best = counted.toSorted((a, b) => b.lines - a.lines)[0]
  return best === undefined || best.lines === 0 ? null : best.one
}

function* recordsOf(
  text: string,
  from: number,
  mark: string | null,
  firstLine: number,
): Generator<DelimitedRecord, void> {
  let line = firstLine
  let started = firstLine
  let cells: string[] = []
  let cell = ''
  let quoted = false
  for (let at = from; at < text.length; at++) {
    const sign = text[at]!
    if (quoted) {
      if (sign === '\n') line++
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') cell += text[++at]!
      else quoted = false
    } else if (sign === '"' && (cell.trim() === '' || cell === '=')) {
      quoted = true
      cell = ''
    } else if (sign === mark) {
      cells.push(cell.trim())
      cell = ''
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text[at + 1] === '\n') at++
      yield { line: started, cells: [...cells, cell.trim()] }
      line++
      started = line
      cells = []
      cell = ''
    } else cell += sign
  }
  if (cell !== '' || cells.length > 0) yield { line: started, cells: [...cells, cell.trim()] }
}
