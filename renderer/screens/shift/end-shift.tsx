import { Button, Field, Textarea, makeStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { Section } from '../../components/section.tsx'
import { useAction } from '../../state/act.ts'
import { useDevices } from '../../state/devices.ts'
import { useAnswer } from '../../state/feed.ts'
import { useText } from '../../text.tsx'
import { ReviewList } from './review-list.tsx'

const useStyles = makeStyles({ text: { margin: 0 }, note: { maxWidth: '640px' }, button: { alignSelf: 'start' } })

/** What would be handed over now, a note, and the end of the shift. */
export function EndShift() {
  const styles = useStyles()
  const { t } = useText()
  const [note, setNote] = useState('')
  const action = useAction()
  // Asked again when a device comes to another stage, not at each of its steps.
  const stages = useDevices((state) =>
    Object.values(state.byUdid)
      .map(({ udid, stage }) => `${udid} ${stage}`)
      .join('\n'),
  )
  const { value: review, error } = useAnswer(stages, (core) => core['shift.review']({}))
  return (
    <Section title={t('shift:endTitle')}>
      <p className={styles.text}>{t('shift:endIntro')}</p>
      {review !== null && <ReviewList review={review} />}
      {error !== null && <ErrorNote error={error} />}
      <Field label={t('shift:note')} className={styles.note}>
        <Textarea value={note} maxLength={4000} onChange={(_event, { value }) => setNote(value)} />
      </Field>
      {action.error !== null && <ErrorNote error={action.error} />}
      <Button
        className={styles.button}
        appearance="primary"
        disabled={action.busy}
        onClick={() => action.run(async () => void (await api()['shift.off']({ note })))}
      >
        {t('shift:end')}
      </Button>
    </Section>
  )
}
