import { Button, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { isOpen, needsDecision } from '../../../src-shared/outbox.ts'
import type { OutboxEntry, OutboxView } from '../../../src-shared/outbox-contract.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { api } from '../../api.ts'
import { DataTable } from '../../components/data-table.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Section } from '../../components/section.tsx'
import { useAction } from '../../state/act.ts'
import { useFeed } from '../../state/feed.ts'
import { useText } from '../../text.tsx'
import { timeText } from '../../time-words.ts'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  text: { margin: 0 },
})

/** What Intune must still be told, with what was done last. */
export function OutboxList() {
  const { t } = useText()
  const { value, error } = useFeed((core, signal) => core['outbox.feed']({}, { signal }))
  return (
    <Section title={t('pages:intune.outbox')}>
      {error !== null && <ErrorNote error={error} />}
      {value !== null && <Outbox view={value} />}
    </Section>
  )
}

function Outbox({ view }: { readonly view: OutboxView }) {
  const styles = useStyles()
  const text = useText()
  const { t, language } = text
  const action = useAction()
  const { entries, open, needPerson, outage, trouble } = view
  const act = (work: () => Promise<unknown>): void => action.run(async () => void (await work()))
  return (
    <>
      <p className={styles.text}>
        {open + needPerson === 0 ? t('cli:outbox.empty') : t('cli:outbox.open', { count: open, decide: needPerson })}
      </p>
      {outage !== null && <ErrorNote error={outage.error} />}
      {trouble !== null && <ErrorNote error={trouble} />}
      <div className={styles.row}>
        <Button disabled={action.busy} onClick={() => act(() => api()['outbox.run']({}))}>
          {t('pages:intune.runNow')}
        </Button>
        <Button
          disabled={action.busy || needPerson === 0}
          onClick={() => act(() => api()['outbox.retry']({ ids: [] }))}
        >
          {t('pages:intune.retryAll')}
        </Button>
      </div>
      {action.error !== null && <ErrorNote error={action.error} />}
      {entries.length > 0 && (
        <DataTable
          label={t('pages:intune.outbox')}
          columns={[
            ...(['serial', 'kind', 'state', 'since', 'why'] as const).map((key) => t(`cli:outbox.column.${key}`)),
            t('pages:intune.column.act'),
          ]}
          rows={entries.map((entry) => ({
            key: entry.id,
            cells: [
              entry.serial,
              [t(`cli:outbox.kind.${entry.kind}`), ...(entry.about === null ? [] : [entry.about])].join(': '),
              t(`cli:outbox.state.${entry.state}`),
              timeText(entry.endedAt ?? entry.createdAt, language),
              why(entry, text),
              isOpen(entry) || needsDecision(entry) ? <EntryActs key="acts" entry={entry} /> : '',
            ],
          }))}
        />
      )}
    </>
  )
}

const notes = ['superseded', 'alreadySo', 'seenInIntune', 'recordGone'] as const

/** Why it did not get farther, or how it ended without being sent. */
function why({ lastError, note }: OutboxEntry, text: Translator): string {
  if (note !== null) {
    const known = notes.find((one) => one === note)
    return known === undefined ? note : text.t(`cli:outbox.note.${known}`)
  }
  return lastError === null ? '' : text.error(lastError).sentence
}

function EntryActs({ entry }: { readonly entry: OutboxEntry }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const [reason, setReason] = useState<string | null>(null)
  const act = (work: () => Promise<unknown>): void => action.run(async () => void (await work()))
  const ids = [entry.id]
  return (
    <div className={styles.row}>
      {needsDecision(entry) && (
        <Button size="small" disabled={action.busy} onClick={() => act(() => api()['outbox.retry']({ ids }))}>
          {t('pages:intune.retry')}
        </Button>
      )}
      {reason === null ? (
        <Button size="small" onClick={() => setReason('')}>
          {t('pages:intune.drop')}
        </Button>
      ) : (
        <form
          className={styles.row}
          onSubmit={(event) => {
            event.preventDefault()
            if (reason.trim() !== '') act(() => api()['outbox.drop']({ ids, reason }))
          }}
        >
          <Input
            size="small"
            maxLength={300}
            aria-label={t('pages:intune.dropReason')}
            placeholder={t('pages:intune.dropReason')}
            value={reason}
            onChange={(_event, { value }) => setReason(value)}
          />
          <Button size="small" type="submit" disabled={reason.trim() === '' || action.busy}>
            {t('pages:intune.dropSure')}
          </Button>
        </form>
      )}
      {action.error !== null && <ErrorNote error={action.error} />}
    </div>
  )
}
