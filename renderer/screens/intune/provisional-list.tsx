import { Button, makeStyles } from '@fluentui/react-components'
import { useState } from 'react'
import type { ProvisionalDevice } from '../../../src-shared/provisional.ts'
import { DataTable } from '../../components/data-table.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { useAnswer } from '../../state/feed.ts'
import { useText } from '../../text.tsx'
import { timeText } from '../../time-words.ts'

const useStyles = makeStyles({ text: { margin: 0 }, button: { alignSelf: 'start' } })

/** A page nobody reads to its end shows no more than this. */
const mostShown = 50

/** Who may still leave management, device by device, when somebody wants to know. */
export function ProvisionalList() {
  const styles = useStyles()
  const { t } = useText()
  const [open, setOpen] = useState(false)
  if (open) return <Devices />
  return (
    <Button className={styles.button} onClick={() => setOpen(true)}>
      {t('waiting:provisional.show')}
    </Button>
  )
}

function Devices() {
  const styles = useStyles()
  const { t, language } = useText()
  const { value, error } = useAnswer('', (core) => core['deadlines.provisional']({ serial: null }))
  const time = (at: number | null): string => (at === null ? '–' : timeText(at, language))
  const row = ({ serial, addedAt, endsAt, state }: ProvisionalDevice) => ({
    key: serial,
    cells: [serial, time(addedAt), time(endsAt), t(`waiting:provisional.state.${state}`)],
  })
  if (error !== null) return <ErrorNote error={error} />
  if (value === null) return null
  const { devices } = value
  return (
    <>
      <DataTable
        label={t('waiting:provisional.title')}
        columns={(['serial', 'added', 'until', 'state'] as const).map((key) => t(`waiting:provisional.column.${key}`))}
        rows={devices.slice(0, mostShown).map(row)}
      />
      {devices.length > mostShown && (
        <p className={styles.text}>{t('waiting:provisional.only', { shown: mostShown, count: devices.length })}</p>
      )}
    </>
  )
}
