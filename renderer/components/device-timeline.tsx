import { Button, Spinner, makeStyles, tokens } from '@fluentui/react-components'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { LedgerEntry } from '../../src-shared/ledger.ts'
import { ledgerKind } from '../../src-shared/ledger.ts'
import { stepName } from '../../src-shared/step.ts'
import type { Translator } from '../../src-shared/i18n/translator.ts'
import { useLedgerOf } from '../state/ledger-lines.ts'
import { useText } from '../text.tsx'
import { ErrorNote } from './error-note.tsx'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  line: {
    display: 'grid',
    gridTemplateColumns: '120px 1fr',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} 0`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  what: { '::first-letter': { textTransform: 'uppercase' }, display: 'block', overflowWrap: 'anywhere' },
})

/** What happened to this device, newest first, out of the ledger. */
export function DeviceTimeline({ device }: { readonly device: DeviceView }) {
  const styles = useStyles()
  const text = useText()
  const { t, language } = text
  const { entries, error, more } = useLedgerOf(device.udid, device.revision)
  if (error !== null) return <ErrorNote error={error} />
  if (entries === null) return <Spinner size="small" />
  if (entries.length === 0) return <p className={styles.quiet}>{t('bench:timeline.none')}</p>
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' })
  return (
    <>
      <ol className={styles.list}>
        {entries.map((entry) => (
          <li key={entry.line.seq} className={styles.line}>
            <time className={styles.quiet} dateTime={new Date(entry.line.at).toISOString()}>
              {time.format(entry.line.at)}
            </time>
            <span>
              <span className={styles.what}>{lineWords(entry, text)}</span>
              <span className={styles.quiet}>{by(entry, text)}</span>
            </span>
          </li>
        ))}
      </ol>
      {more !== null && <Button onClick={more}>{t('bench:timeline.more')}</Button>}
    </>
  )
}

function by({ personal }: LedgerEntry, { t }: Translator): string {
  const operator = personal['operator']?.value
  return operator == null ? '' : t('bench:timeline.by', { operator })
}

/** A line of the ledger as a sentence; one of a newer Slipway says at least its kind. */
export function lineWords({ line, personal }: LedgerEntry, text: Translator): string {
  const { t } = text
  const kind = ledgerKind.safeParse(line.kind)
  if (!kind.success) return t('ledger:kind.unknown', { kind: line.kind })
  const { data } = line
  const step = stepName.safeParse(data['step'])
  return t(`ledger:kind.${kind.data}`, {
    ...data,
    digest: String(data['blueprintDigest'] ?? '').slice(0, 8),
    step: step.success ? t(`step.${step.data}`) : t('ledger:noStep'),
    code: sentenceOf(String(data['code'] ?? ''), personal['details']?.value ?? null, text),
  })
}

/** What the code means in words: a person cannot look it up at the bench. */
function sentenceOf(code: string, details: string | null, text: Translator): string {
  try {
    const told: unknown = details === null ? {} : JSON.parse(details)
    const record = typeof told === 'object' && told !== null ? told : {}
    return text.error({ code, details: record as Record<string, string | number | boolean | null> }).sentence
  } catch {
    return code
  }
}
