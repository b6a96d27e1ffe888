import type { Command } from 'commander'
import { deadlineFrom, deadlineKinds, deadlineLength } from '../../../src-shared/deadlines.ts'
import type { DeadlineKind } from '../../../src-shared/deadlines.ts'
import { AppError } from '../../../src-shared/errors.ts'
import { dueOf } from '../../../src-shared/due-words.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import type { App } from '../../app.ts'
import type { Connection } from '../connection.ts'
import type { CliHost } from './cli-host.ts'
import { printable } from './printable.ts'
import { formatTable } from './table.ts'
import { connectionOptions, withApp } from './with-app.ts'

type DeadlineFlags = Connection & { readonly from?: string; readonly due?: boolean; readonly json?: boolean }

/**
 * `slipway deadlines`: what lapses by itself, how long it lasts, and how one stands that began at a given time; with
 * `--due`, what is due for this station and its tenant.
 */
export function addDeadlinesCommand(program: Command, host: CliHost): void {
  const { translator } = host
  const { t } = translator
  const names = deadlineKinds.join(', ')
  connectionOptions(program.command('deadlines'), host)
    .description(t('lookup:deadlines.about'))
    .argument('[kind]', t('lookup:deadlines.kind', { names }))
    .option('--from <time>', t('lookup:deadlines.from'))
    .option('--due', t('lookup:deadlines.due'))
    .action(async (kind: string | undefined, flags: DeadlineFlags) => {
      if (flags.due === true) {
        const show = kind === 'provisionalPeriod' ? showProvisional : showDue
        return withApp(flags, host, (app) => show(app, flags, translator))
      }
      process.stdout.write(`${deadlinesText(kind, flags, Date.now(), translator)}\n`)
    })
}

async function showDue(app: App, { json }: DeadlineFlags, translator: Translator): Promise<void> {
  const { t, language } = translator
  const { items, unknown } = await app.handlers['deadlines.list']({})
  if (json === true) return void process.stdout.write(`${JSON.stringify({ items, unknown }, null, 2)}\n`)
  const lines = items.map((item) => {
    const { kind, dueAt, state } = item
    const of = dueOf(item, translator)
    const kindText = t(`lookup:deadlines.of.${kind}`)
    const what = of === null ? kindText : t('lookup:deadlines.ofOne', { what: kindText, of: printable(of) })
    const due = new Date(dueAt).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
    return t('lookup:deadlines.line', { what, due, state: t(`lookup:deadlines.state.${state}`) })
  })
  const kinds = unknown.map((kind) => t(`lookup:deadlines.of.${kind}`)).join(', ')
  const gap = unknown.length === 0 ? [] : [t('lookup:deadlines.notTold', { kinds })]
  console.log([...(lines.length === 0 ? [t('lookup:deadlines.nothingDue')] : lines), ...gap].join('\n'))
}

/** Device by device: who may still leave management, and who can no longer. */
async function showProvisional(app: App, { json }: DeadlineFlags, { t, language }: Translator): Promise<void> {
  const { devices } = await app.handlers['deadlines.provisional']({ serial: null })
  if (json === true) return void process.stdout.write(`${JSON.stringify({ devices }, null, 2)}\n`)
  if (devices.length === 0) return console.log(t('waiting:provisional.none'))
  const day = (at: number | null): string =>
    at === null ? '–' : new Date(at).toLocaleDateString(language, { dateStyle: 'medium' })
  const header = (['serial', 'added', 'until', 'state'] as const).map((key) => t(`waiting:provisional.column.${key}`))
  const rows = devices.map(({ serial, addedAt, endsAt, state }) => [
    printable(serial),
    day(addedAt),
    day(endsAt),
    t(`waiting:provisional.state.${state}`),
  ])
  console.log(formatTable(header, rows))
}

/** @param now milliseconds since 1970 */
export function deadlinesText(
  wanted: string | undefined,
  { from, json }: DeadlineFlags,
  now: number,
  translator: Translator,
): string {
  const { t } = translator
  const kinds = wanted === undefined ? deadlineKinds : [readKind(wanted, t)]
  if (from === undefined) {
    const rows = kinds.map((kind) => ({ kind, ...deadlineLength(kind) }))
    return json === true ? JSON.stringify({ deadlines: rows }, null, 2) : lengthsTable(kinds, t)
  }
  const [kind] = kinds
  if (wanted === undefined || kind === undefined) {
    throw new AppError('app.usage', { detail: t('lookup:deadlines.needsKind') })
  }
  const deadline = deadlineFrom(kind, readTime(from, t), now)
  const due = new Date(deadline.dueAt)
  if (json === true) return JSON.stringify({ ...deadline, dueAt: due.toISOString() }, null, 2)
  const local = due.toLocaleString(translator.language, { dateStyle: 'full', timeStyle: 'long' })
  const [what, state] = [t(`lookup:deadlines.of.${kind}`), t(`lookup:deadlines.state.${deadline.state}`)]
  return t('lookup:deadlines.line', { what, due: local, state })
}

function lengthsTable(kinds: readonly DeadlineKind[], t: Translator['t']): string {
  const header = (['kind', 'what', 'lasts', 'soon'] as const).map((key) => t(`lookup:deadlines.column.${key}`))
  const rows = kinds.map((kind) => {
    const { lasts, soon } = deadlineLength(kind)
    return [kind, t(`lookup:deadlines.of.${kind}`), lengthText(lasts, t), lengthText(soon, t)]
  })
  return formatTable(header, rows)
}

/** In the largest unit that fits more than once; every length of the table is a whole number of it. */
function lengthText(ms: number, t: Translator['t']): string {
  const minutes = ms / 60_000
  if (minutes > 24 * 60) return t('lookup:deadlines.days', { count: minutes / 60 / 24 })
  if (minutes > 60) return t('lookup:deadlines.hours', { count: minutes / 60 })
  return t('lookup:deadlines.minutes', { count: minutes })
}

function readKind(text: string, t: Translator['t']): DeadlineKind {
  const kind = deadlineKinds.find((one) => one.toLowerCase() === text.toLowerCase())
  if (kind !== undefined) return kind
  throw new AppError('app.usage', { detail: t('lookup:deadlines.badKind', { text, names: deadlineKinds.join(', ') }) })
}

/** Without an offset it is this computer's time, as people write it; a bare date is refused, for it names no instant. */
function readTime(text: string, t: Translator['t']): number {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/.test(text)
    ? Date.parse(text)
    : Number.NaN
  if (!Number.isNaN(time)) return time
  throw new AppError('app.usage', { detail: t('lookup:deadlines.badTime', { text }) })
}
