import type { AssetChange } from '../../src-shared/assets-contract.ts'

/** One line of the list: its first two cells, and the text itself, which is kept where nothing changes. */
export type AssetLine = { readonly serial: string; readonly asset: string; readonly text: string }

const separators = /[,;\t]/

/** The lines of a list `serial,asset` (or with semicolons or tabs, quoted or not); other columns are passed over. */
export function parseAssetLines(text: string): readonly AssetLine[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  return lines.map((line) => {
    const [serial = '', asset = ''] = line.split(separators).map(unquoted)
    return { serial: serial.toUpperCase(), asset, text: line }
  })
}

/** The list by serial number. A first line of titles does no harm: it holds no serial number that a device has. */
export function assetsOf(lines: readonly AssetLine[]): ReadonlyMap<string, string> {
  return new Map(lines.flatMap(({ serial, asset }) => (serial === '' || asset === '' ? [] : [[serial, asset]])))
}

/** The list after some changes: lines, columns, separators and quotes of others stay as they are. */
export function changeAssetLines(lines: readonly AssetLine[], changes: readonly AssetChange[]): string {
  const wanted = new Map(changes.map(({ serial, to }) => [serial, to]))
  const listed = new Set(lines.map(({ serial }) => serial))
  const separator = lines.map(({ text }) => separators.exec(text)?.[0]).find((found) => found !== undefined) ?? ','
  const kept = lines.filter(({ text }) => text !== '').flatMap((line) => changed(line, wanted.get(line.serial)))
  const added = changes.flatMap(({ serial, to }) =>
    listed.has(serial) || to === null ? [] : [serial + separator + to],
  )
  return [...kept, ...added, ''].join('\n')
}

function changed({ text }: AssetLine, to: string | null | undefined): readonly string[] {
  if (to === undefined) return [text]
  const [serial = '', , ...others] = text.split(/(?=[,;\t])/)
  const separator = separators.exec(text)?.[0] ?? ','
  if (to === null && others.length === 0) return []
  return [[serial, separator + (to ?? ''), ...others].join('')]
}

function unquoted(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim()
}
