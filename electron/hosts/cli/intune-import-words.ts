import type { ImportedRow, PreviewRow, SerialPreview } from '../../../src-shared/intune/serial.ts'
import type { CliHost } from './cli-host.ts'
import { formatTable } from './table.ts'

/** Rows beyond that are counted, not shown: a terminal keeps no more. */
const shownRows = 40

/** How the file was read, what would become of its rows, and the rows that want a look (or all of them). */
export function previewText(preview: SerialPreview, all: boolean, host: CliHost): string {
  const { t } = host.translator
  const { form, rows, before, after } = preview
  const fileLine =
    form === null
      ? []
      : [
          t(form.header ? 'intune:fileReadHeader' : 'intune:fileRead', {
            encoding: form.encoding,
            separator: t(`intune:separator.${form.separator}`),
            rows: form.rows,
          }),
        ]
  const wanted = all ? rows : rows.filter((row) => row.outcome !== 'new' || remarkOf(row, host) !== '')
  const header = (['line', 'serial', 'outcome', 'remark', 'details'] as const).map((name) => t(`intune:column.${name}`))
  const listed = all ? wanted : wanted.slice(0, shownRows)
  const table = formatTable(
    header,
    listed.map((row) => [
      String(row.line),
      row.serial,
      t(`intune:preview.${row.outcome}`),
      remarkOf(row, host),
      row.details ?? '',
    ]),
  )
  const more = wanted.length - listed.length
  return [
    ...fileLine,
    ...(listed.length === 0 ? [] : [table]),
    ...(more > 0 ? [t('intune:moreRows', { count: more })] : []),
    countsText(rows.map(({ outcome }) => t(`intune:preview.${outcome}`))),
    t('intune:tenantCount', { before, after }),
  ].join('\n')
}

function remarkOf(row: PreviewRow, { translator: { t } }: CliHost): string {
  const remarks = [
    ...(row.changesProfileFrom === null
      ? []
      : [t(row.enrolled ? 'intune:changesProfileReset' : 'intune:changesProfile')]),
    ...(row.oddLength ? [t('intune:oddLength')] : []),
  ]
  return remarks.join(', ')
}

/** What became of the rows: those that are not simply done, then the sums. */
export function importedText(rows: readonly ImportedRow[], { translator: { t } }: CliHost): string {
  const words = (row: ImportedRow): string =>
    row.outcome === 'notSent' ? t(`intune:preview.${row.preview}`) : t(`intune:imported.${row.outcome}`)
  const open = rows.filter(({ outcome, assigned }) => outcome !== 'imported' || assigned === false)
  const table = formatTable(
    [t('intune:column.line'), t('intune:column.serial'), t('intune:column.outcome')],
    open
      .slice(0, shownRows)
      .map((row) => [
        String(row.line),
        row.serial,
        words(row) + (row.assigned === false ? `, ${t('intune:notAssigned')}` : ''),
      ]),
  )
  const more = open.length - shownRows
  return [
    ...(open.length === 0 ? [] : [table]),
    ...(more > 0 ? [t('intune:moreRows', { count: more })] : []),
    countsText(rows.map(words)),
  ].join('\n')
}

function countsText(words: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].map(([word, count]) => `${count} × ${word}`).join(', ')
}
