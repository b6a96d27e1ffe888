import { isErrorCode } from '../../../src-shared/errors.ts'
import type { ErrorRecord } from '../../../src-shared/errors.ts'
import type { KeptFacts, OutboxEntry, OutboxView } from '../../../src-shared/outbox-contract.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { formatTable } from './table.ts'

/** How much of an id tells entries apart in a table. */
export const shownId = 8

/** The outbox for people. @param now milliseconds since 1970 */
export function outboxText(view: OutboxView, now: number, translator: Translator): string {
  const { t } = translator
  const lines: string[] = []
  if (view.entries.length > 0) lines.push(entriesTable(view.entries, translator), '')
  const counts = { count: view.open, decide: view.needPerson }
  lines.push(view.open + view.needPerson === 0 ? t('cli:outbox.empty') : t('cli:outbox.open', counts))
  if (view.outage !== null) {
    const { since, error } = view.outage
    lines.push(t('cli:outbox.outage', { since: timeText(since, translator), sentence: sentenceOf(error, translator) }))
  }
  if (view.trouble !== null) lines.push(t('cli:outbox.trouble', { sentence: sentenceOf(view.trouble, translator) }))
  return [...lines, ...view.facts.flatMap((facts) => factsLines(facts, now, translator))].join('\n')
}

export function timeText(at: number, { language }: Translator): string {
  return new Date(at).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' })
}

function entriesTable(entries: readonly OutboxEntry[], translator: Translator): string {
  const { t } = translator
  const header = (['id', 'serial', 'kind', 'state', 'since', 'why'] as const).map((key) =>
    t(`cli:outbox.column.${key}`),
  )
  const rows = entries.map((one) => [
    one.id.slice(0, shownId),
    one.serial,
    [t(`cli:outbox.kind.${one.kind}`), ...(one.about === null ? [] : [one.about])].join(': '),
    t(`cli:outbox.state.${one.state}`),
    timeText(one.endedAt ?? one.createdAt, translator),
    whyText(one, translator),
  ])
  return formatTable(header, rows)
}

function whyText({ lastError, note, state }: OutboxEntry, translator: Translator): string {
  if (note !== null) return isKnownNote(note) ? translator.t(`cli:outbox.note.${note}`) : note
  return lastError === null || state === 'done' ? '' : sentenceOf(lastError, translator)
}

const notes = ['superseded', 'alreadySo', 'seenInIntune', 'recordGone'] as const

function isKnownNote(note: string): note is (typeof notes)[number] {
  return notes.some((known) => known === note)
}

function factsLines(facts: KeptFacts, now: number, translator: Translator): readonly string[] {
  const { t } = translator
  const [checked, until] = [timeText(facts.checkedAt, translator), timeText(facts.usableUntil, translator)]
  const { profile, tenant, directFileUntil } = facts
  if (facts.usableUntil <= now) return [t('cli:outbox.factsPast', { profile, tenant, checked })]
  const first = t('cli:outbox.facts', { profile, tenant, checked, until })
  if (directFileUntil === null) return [first]
  return [first, t('cli:outbox.directFile', { until: timeText(directFileUntil, translator) })]
}

function sentenceOf(error: ErrorRecord, translator: Translator): string {
  return isErrorCode(error.code) ? translator.error(error).sentence : error.message
}
