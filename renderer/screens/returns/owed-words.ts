import type { Translator } from '../../../src-shared/i18n/translator.ts'
import type { ReturnEntry } from '../../../src-shared/returns-contract.ts'

/** What is still to be done with a device that comes back, in one line. */
export function owedWords({ run, records, bypassCode, outbox, certificates }: ReturnEntry, text: Translator): string {
  const { t } = text
  const waiting = outbox.filter(({ state }) => state !== 'done').length
  return [
    runWords(run, text),
    records !== null && records > 0 ? t('pages:returns.records', { count: records }) : null,
    bypassCode === null ? null : t(`pages:returns.bypass.${bypassCode}`),
    waiting > 0 ? t('pages:returns.outbox', { count: waiting }) : null,
    certificates > 0 ? t('pages:returns.certificates', { count: certificates }) : null,
  ]
    .filter((one) => one !== null)
    .join(' · ')
}

function runWords(run: ReturnEntry['run'], { t, error }: Translator): string {
  if (run === null) return t('pages:returns.notBegun')
  if (run.state === 'ended') return t('pages:returns.ended')
  if (run.error !== null) return error(run.error).sentence
  return t('pages:returns.steps', { steps: run.owed.map((step) => t(`plan:step.${step}`)).join(', ') })
}
