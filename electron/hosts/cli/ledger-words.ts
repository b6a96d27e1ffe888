import { whatText } from '../../../src-shared/ledger-words.ts'
import type { LedgerEntry, LedgerHead, LedgerVerdict } from '../../../src-shared/ledger.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { formatTable } from './table.ts'

/** The lines as a table, in the order given. */
export function entriesTable(entries: readonly LedgerEntry[], translator: Translator): string {
  const { t } = translator
  const header = (['line', 'time', 'device', 'who', 'what'] as const).map((key) => t(`ledger:column.${key}`))
  // Before it is paired a device does not tell its serial number; people know it by that all the same.
  const serials = new Map(entries.map(({ line }) => [line.device?.udid, line.device?.serial]))
  for (const { line } of entries) if (line.device?.serial != null) serials.set(line.device.udid, line.device.serial)
  const rows = entries.map((entry) => {
    const { seq, at, device } = entry.line
    const time = new Date(at).toLocaleString(translator.language, { dateStyle: 'short', timeStyle: 'medium' })
    return [
      String(seq),
      time,
      serials.get(device?.udid) ?? device?.udid ?? '–',
      who(entry, t),
      whatText(entry, translator),
    ]
  })
  return formatTable(header, rows)
}

function who({ personal }: LedgerEntry, t: Translator['t']): string {
  const { operator } = personal
  return operator === undefined ? '–' : (operator.value ?? t('ledger:erased'))
}

export function verdictText({ ok, head, forgotten, flaw }: LedgerVerdict, t: Translator['t']): string {
  if (!ok && flaw !== null) return t('ledger:broken', { flaw: t(`ledger:flaw.${flaw.kind}`, { line: flaw.line }) })
  return [
    t('ledger:verify.ok', { count: head.count }),
    ...(forgotten === 0 ? [] : [t('ledger:verify.forgotten', { count: forgotten })]),
    t('ledger:verify.headLine', { head: headText(head) }),
    t('ledger:verify.keep'),
  ].join('\n')
}

/** As it is printed and read back: `142:9f86d0…`. */
export function headText({ count, hash }: LedgerHead): string {
  return `${count}:${hash}`
}
