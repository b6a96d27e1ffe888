import { printable } from './printable.ts'

/** Columns as wide as their widest cell, two spaces between, nothing else: it pastes well anywhere. */
export function formatTable(header: readonly string[], body: readonly (readonly string[])[]): string {
  const rows = body.map((row) => row.map(printable))
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(header), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n')
}
