import { Spinner, makeStyles, tokens } from '@fluentui/react-components'
import type { ShiftView } from '../../../src-shared/shift-contract.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { Screen } from '../../components/screen.tsx'
import { Section } from '../../components/section.tsx'
import { useFeed } from '../../state/feed.ts'
import { useText } from '../../text.tsx'
import { timeText } from '../../time-words.ts'
import { EndShift } from './end-shift.tsx'
import { Operators } from './operators.tsx'
import { ReviewList } from './review-list.tsx'
import { SignOn } from './sign-on.tsx'

const useStyles = makeStyles({
  text: { margin: 0 },
  strong: { margin: 0, fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  note: { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
})

/** Who works at the bench: signing on, ending the shift, and what was handed over. */
export function ShiftScreen() {
  const { t } = useText()
  const { value, error } = useFeed((api, signal) => api['shift.feed']({}, { signal }))
  return (
    <Screen title={t('shift:title')} intro={t('shift:intro')}>
      {error !== null && <ErrorNote error={error} />}
      {value === null && error === null && <Spinner label={t('shell:loading')} />}
      {value !== null && <Shift view={value} />}
    </Screen>
  )
}

function Shift({ view }: { readonly view: ShiftView }) {
  const styles = useStyles()
  const { t, language } = useText()
  const { current, handover, operators } = view
  return (
    <>
      {current === null ? (
        <>
          <p className={styles.strong}>{t('shift:nobody')}</p>
          <p className={styles.text}>{t('shift:nobodyDetail')}</p>
          {operators.length > 0 && <SignOn operators={operators} />}
        </>
      ) : (
        <>
          <p className={styles.strong}>
            {t('shift:current', { name: current.name, time: timeText(current.startedAt, language) })}
          </p>
          <EndShift />
        </>
      )}
      {handover !== null && (
        <Section title={t('shift:handover', { name: handover.from, time: timeText(handover.endedAt, language) })}>
          <p className={styles.note}>{handover.note === '' ? t('shift:noNote') : handover.note}</p>
          <ReviewList review={handover.review} />
        </Section>
      )}
      <Operators view={view} />
    </>
  )
}
