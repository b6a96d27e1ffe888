import type { Translator } from './i18n/translator.ts'
import { ledgerKind } from './ledger.ts'
import type { LedgerEntry } from './ledger.ts'

/** One line in words. */
export function whatText({ line }: LedgerEntry, { t, reason }: Translator): string {
  const kind = ledgerKind.safeParse(line.kind).data ?? 'unknown'
  const told = (key: string): string => String(line.data[key] ?? '')
  return t(`ledger:kind.${kind}`, {
    kind: line.kind,
    version: told('version'),
    mode: told('mode'),
    blueprintName: told('blueprintName'),
    digest: told('blueprintDigest').slice(0, 8),
    step: told('step') === '' ? t('ledger:noStep') : reason(`step.${told('step')}`),
    code: told('code'),
    fields: told('fields'),
    verb: told('verb'),
    state: told('state'),
  })
}
