import { Link, Spinner, makeStyles, tokens } from '@fluentui/react-components'
import { ErrorNote } from '../../components/error-note.tsx'
import { Screen } from '../../components/screen.tsx'
import { useFeed } from '../../state/feed.ts'
import { useText } from '../../text.tsx'
import { CartControls } from './cart-controls.tsx'
import { PracticeCard } from './practice-card.tsx'

const useStyles = makeStyles({
  note: { margin: 0 },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(230px, 1fr))',
    gap: tokens.spacingHorizontalL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
})

/** The practice user's place: every device's screen, its cable, and what can go wrong. */
export function PracticeScreen() {
  const styles = useStyles()
  const { t } = useText()
  const { value, error } = useFeed((api, signal) => api['practice.feed']({}, { signal }))
  return (
    <Screen title={t('world:title')} intro={t('world:intro')}>
      {error !== null && <ErrorNote error={error} />}
      {value === null && error === null && <Spinner label={t('shell:loading')} />}
      {value !== null && (
        <>
          <CartControls view={value} />
          <p className={styles.note}>
            <Link href={value.applePortal} target="_blank" rel="noreferrer">
              {t('world:applePortal')}
            </Link>
          </p>
          <ul className={styles.grid} aria-label={t('world:devices')}>
            {value.devices.map((device) => (
              <li key={device.udid}>
                <PracticeCard device={device} types={value.types} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Screen>
  )
}
