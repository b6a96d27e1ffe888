import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../../../src-shared/errors.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import type { BeliefOutcome, CheckOutcome, ProveReport } from '../../../src-shared/prove.ts'
import { formatTable } from './table.ts'

/** Writes report.json and report.md into the folder. @throws AppError 'app.fileUnwritable' */
export function writeProveReport(directory: string, report: ProveReport, translator: Translator): void {
  try {
    writeFileSync(join(directory, 'report.json'), `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 })
    writeFileSync(join(directory, 'report.md'), proveMarkdown(report, translator), { mode: 0o600 })
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error)
    throw new AppError('app.fileUnwritable', { path: directory, reason }, { cause: error })
  }
}

/** The report as a page for people. */
export function proveMarkdown(report: ProveReport, translator: Translator): string {
  const { t } = translator
  const order = { refuted: 0, confirmed: 1, untested: 2 }
  const beliefs = report.beliefs.toSorted((a, b) => order[a.verdict] - order[b.verdict])
  return [
    `# ${t('prove:report.title')}`,
    headLines(report, translator).join('  \n'),
    `## ${t('prove:report.beliefs')}`,
    markdownTable(
      (['id', 'verdict', 'belief', 'asked', 'expected', 'seen'] as const).map((key) => t(`prove:report.${key}`)),
      beliefs.map((one) => [
        one.id,
        t(`prove:verdict.${one.verdict}`),
        t(`beliefs:of.${one.id}.text`),
        one.asked ?? '',
        one.expected ?? '',
        one.seen ?? whyWords(one, translator),
      ]),
    ),
    `## ${t('prove:report.checks')}`,
    markdownTable(
      [t('prove:report.check'), t('prove:report.outcome'), 's'],
      report.checks.map((one) => [
        t(`prove:check.${one.id}`),
        outcomeWords(one, translator),
        (one.durationMs / 1000).toFixed(1),
      ]),
    ),
    '',
  ].join('\n\n')
}

/** The same for a terminal: what a cable can tell, and the sums. */
export function proveText(report: ProveReport, translator: Translator): string {
  const { t } = translator
  const header = [t('prove:report.id'), t('prove:report.verdict'), t('prove:report.seen')]
  const rows = report.beliefs
    .filter(({ area }) => area === 'cable')
    .map((one) => [one.id, t(`prove:verdict.${one.verdict}`), one.seen ?? whyWords(one, translator)])
  return [formatTable(header, rows), headLines(report, translator).join('\n')].join('\n\n')
}

export function outcomeWords({ outcome, why, error }: CheckOutcome, translator: Translator): string {
  const { t } = translator
  if (outcome === 'leftOut') return t('prove:outcome.leftOut', { why: t(`prove:why.${why ?? 'notReached'}`) })
  if (outcome === 'done') return t('prove:outcome.done')
  // The details stayed where the error was; its sentence would show gaps without them.
  return t('prove:outcome.failed', { why: error ?? '' })
}

function headLines(
  { device, by, madeAt, durationMs, counts, practice }: ProveReport,
  translator: Translator,
): string[] {
  const { t, duration } = translator
  const unknown = t('prove:report.unknown')
  const { productType, osVersion, build } = device
  return [
    ...(practice ? [t('prove:practice')] : []),
    t('prove:report.device', {
      productType: productType ?? unknown,
      osVersion: osVersion ?? unknown,
      build: build ?? unknown,
    }),
    t('prove:report.made', { by, madeAt, duration: duration(durationMs) }),
    t('prove:report.counts', counts),
  ]
}

function whyWords({ why }: BeliefOutcome, { t }: Translator): string {
  return why === null ? '' : t(`prove:why.${why}`)
}

/** What a device said must not become markup. */
function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells
      .map((cell) =>
        cell
          .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
          .replaceAll('|', '\\|')
          .replaceAll('<', '&lt;'),
      )
      .join(' | ')} |`
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n')
}
