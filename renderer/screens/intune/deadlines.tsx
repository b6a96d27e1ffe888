import { makeStyles } from '@fluentui/react-components'
import { DataTable } from '../../components/data-table.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Section } from '../../components/section.tsx'
import { ProvisionalList } from './provisional-list.tsx'
import { useAnswer } from '../../state/feed.ts'
import { dueOf } from '../../../src-shared/due-words.ts'
import { useText } from '../../text.tsx'
import { timeText } from '../../time-words.ts'

const useStyles = makeStyles({ text: { margin: 0 } })

/** What lapses by itself, the most urgent first. */
export function Deadlines() {
  const styles = useStyles()
  const text = useText()
  const { t, language } = text
  const { value, error } = useAnswer('', (core) => core['deadlines.list']({}))
  return (
    <Section title={t('pages:intune.deadlines')}>
      {error !== null && <ErrorNote error={error} />}
      {value?.items.length === 0 && <p className={styles.text}>{t('pages:intune.nothingDue')}</p>}
      {value !== null && value.items.length > 0 && (
        <DataTable
          label={t('pages:intune.deadlines')}
          columns={(['what', 'of', 'due', 'state'] as const).map((key) => t(`pages:intune.column.${key}`))}
          rows={value.items.map(({ kind, of, count, dueAt, state }) => ({
            key: `${kind} ${of}`,
            cells: [
              t(`lookup:deadlines.of.${kind}`),
              dueOf({ of, count }, text) ?? '–',
              timeText(dueAt, language),
              t(`lookup:deadlines.state.${state}`),
            ],
          }))}
        />
      )}
      {value !== null && value.unknown.length > 0 && (
        <p className={styles.text}>
          {t('lookup:deadlines.notTold', {
            kinds: value.unknown.map((kind) => t(`lookup:deadlines.of.${kind}`)).join(', '),
          })}
        </p>
      )}
      {value?.items.some(({ kind }) => kind === 'provisionalPeriod') === true && <ProvisionalList />}
    </Section>
  )
}
