import { makeStyles, tokens } from '@fluentui/react-components'
import { useText } from '../text.tsx'
import { focusRegion } from './regions.ts'

const useStyles = makeStyles({
  skip: {
    position: 'absolute',
    zIndex: 1001,
    top: tokens.spacingVerticalS,
    left: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    ':not(:focus)': { clipPath: 'inset(50%)', width: '1px', height: '1px', overflow: 'hidden', padding: 0 },
  },
})

/** The first thing Tab reaches: past header and rail, to where the work is. */
export function SkipLink() {
  const styles = useStyles()
  const { t } = useText()
  return (
    <section aria-label={t('keys:skip')}>
      <a
        className={styles.skip}
        href="#content"
        onClick={(event) => {
          // The address names the page, so that it must not change.
          event.preventDefault()
          const main = document.querySelector<HTMLElement>('main')
          if (main !== null) focusRegion(main)
        }}
      >
        {t('keys:skip')}
      </a>
    </section>
  )
}
