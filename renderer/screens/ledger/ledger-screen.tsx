import { Button, Field, Input, Spinner, makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import type { LedgerEntry, LedgerVerdict } from '../../../src-shared/ledger.ts'
import type { LedgerFormat } from '../../../src-shared/ledger-contract.ts'
import { whatText } from '../../../src-shared/ledger-words.ts'
import { api } from '../../api.ts'
import { DataTable } from '../../components/data-table.tsx'
import { EmptyNote } from '../../components/empty-note.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Screen } from '../../components/screen.tsx'
import { saveFile } from '../../save-file.ts'
import { useAction } from '../../state/act.ts'
import { useAnswer } from '../../state/feed.ts'
import { useText } from '../../text.tsx'
import { timeText } from '../../time-words.ts'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  text: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  button: { alignSelf: 'start' },
})

const pageSize = 100

/** What happened: the newest lines, older ones on demand; verified and exported. */
export function LedgerScreen() {
  const styles = useStyles()
  const { t } = useText()
  const [typed, setTyped] = useState('')
  const [device, setDevice] = useState<string | null>(null)
  return (
    <Screen title={t('pages:ledger.title')} intro={t('pages:ledger.intro')} actions={<LedgerActs />}>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault()
          setDevice(typed.trim() === '' ? null : typed.trim())
        }}
      >
        <Field label={t('pages:ledger.device')}>
          <Input value={typed} maxLength={64} onChange={(_event, { value }) => setTyped(value)} />
        </Field>
        <Button type="submit">{t('pages:ledger.show')}</Button>
      </form>
      <Lines key={device ?? ''} device={device} />
    </Screen>
  )
}

function Lines({ device }: { readonly device: string | null }) {
  const styles = useStyles()
  const text = useText()
  const { t, language } = text
  const [entries, setEntries] = useState<readonly LedgerEntry[]>([])
  const [before, setBefore] = useState<number | null>(null)
  const { value, error } = useAnswer(String(before), (core) =>
    core['ledger.list']({ before, limit: pageSize, device, since: null, until: null }),
  )
  useEffect(() => {
    if (value === null) return
    setEntries((known) => [
      ...known.filter((one) => !value.entries.some((fresh) => same(fresh, one))),
      ...value.entries,
    ])
  }, [value])
  if (error !== null) return <ErrorNote error={error} />
  if (value === null) return <Spinner label={t('shell:loading')} />
  const smallest = entries.at(-1)?.line.seq
  if (value.entries.length === 0 && entries.length === 0)
    return <EmptyNote title={t('pages:ledger.none')} text={t('pages:ledger.noneDetail')} />
  return (
    <>
      <DataTable
        label={t('pages:ledger.title')}
        columns={(['line', 'time', 'device', 'who', 'what'] as const).map((key) => t(`ledger:column.${key}`))}
        rows={entries.map((entry) => ({
          key: String(entry.line.seq),
          cells: [
            entry.line.seq,
            timeText(entry.line.at, language),
            entry.line.device?.serial ?? entry.line.device?.udid ?? '–',
            who(entry) ?? (entry.personal['operator'] === undefined ? '–' : t('ledger:erased')),
            whatText(entry, text),
          ],
        }))}
      />
      {value.entries.length === pageSize && smallest !== undefined && (
        <Button className={styles.button} onClick={() => setBefore(smallest)}>
          {t('pages:ledger.older')}
        </Button>
      )}
    </>
  )
}

function same(left: LedgerEntry, right: LedgerEntry): boolean {
  return left.line.seq === right.line.seq
}

function who({ personal }: LedgerEntry): string | null {
  return personal['operator']?.value ?? null
}

function LedgerActs() {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const [verdict, setVerdict] = useState<LedgerVerdict | null>(null)
  const exportAs = async (format: LedgerFormat): Promise<void> => {
    const parts: string[] = []
    for await (const item of api()['ledger.export']({ format, bom: format === 'csv', since: null, until: null }))
      if (item.kind === 'text') parts.push(item.text)
    saveFile(`slipway-ledger.${format}`, parts.join(''), format === 'csv' ? 'text/csv' : 'application/json')
  }
  return (
    <>
      <Button
        appearance="primary"
        disabled={action.busy}
        onClick={() => action.run(async () => setVerdict(await api()['ledger.verify']({ kept: null })))}
      >
        {t('pages:ledger.verify')}
      </Button>
      {(['json', 'csv'] as const).map((format) => (
        <Button key={format} disabled={action.busy} onClick={() => action.run(() => exportAs(format))}>
          {t('pages:ledger.export', { format: format.toUpperCase() })}
        </Button>
      ))}
      {verdict !== null && (
        <p className={styles.text} role="status">
          {verdict.ok || verdict.flaw === null
            ? t('ledger:verify.ok', { count: verdict.head.count })
            : t('ledger:broken', { flaw: t(`ledger:flaw.${verdict.flaw.kind}`, { line: verdict.flaw.line }) })}
        </p>
      )}
      {action.error !== null && <ErrorNote error={action.error} />}
    </>
  )
}
