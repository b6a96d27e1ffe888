import { makeStyles, tokens } from '@fluentui/react-components'
import { PlugConnected48Regular } from '@fluentui/react-icons/svg/plug-connected'
import { useText } from '../text.tsx'

const useStyles = makeStyles({
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'start',
    gap: tokens.spacingVerticalM,
    maxWidth: '560px',
    margin: '6vh auto',
    padding: tokens.spacingHorizontalXXL,
  },
  icon: { color: tokens.colorBrandForeground1 },
  title: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  text: { margin: 0, color: tokens.colorNeutralForeground2 },
  list: {
    margin: 0,
    paddingLeft: tokens.spacingHorizontalXL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
  },
})

/** Nothing plugged in: says how to begin. */
export function EmptyCart() {
  const styles = useStyles()
  const { t } = useText()
  return (
    <div className={styles.empty}>
      <PlugConnected48Regular className={styles.icon} aria-hidden />
      <h3 className={styles.title}>{t('cart.emptyTitle')}</h3>
      <p className={styles.text}>{t('cart.emptyText')}</p>
      <ol className={styles.list}>
        <li>{t('cart.emptyStep1')}</li>
        <li>{t('cart.emptyStep2')}</li>
        <li>{t('cart.emptyStep3')}</li>
      </ol>
    </div>
  )
}
