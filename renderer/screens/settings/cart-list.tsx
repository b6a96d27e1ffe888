import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useCarts } from '../../state/carts.ts'
import { useSelection } from '../../state/selection.ts'
import { useText } from '../../text.tsx'
import { CartPanel } from '../stage/cart-panel.tsx'
import { TeachPanel } from '../stage/teach-panel.tsx'

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, margin: 0, padding: 0 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  name: { fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
})

/** The carts that have a name. Name, shape, ports and end of one are in the panel beside. */
export function CartList() {
  const styles = useStyles()
  const { t } = useText()
  const { carts, loaded } = useCarts()
  const { open } = useSelection.getState()
  return (
    <>
      {loaded && carts.length === 0 && <p className={styles.quiet}>{t('pages:settings.cartsNone')}</p>}
      {carts.length > 0 && (
        <ul className={styles.list} aria-label={t('pages:settings.carts')}>
          {carts.map(({ id, name, rows, columns, places }) => (
            <li key={id} className={styles.row}>
              <span className={styles.name}>{name}</span>
              <span className={styles.quiet}>
                {t('pages:settings.cartLine', { rows, columns, taught: places.length, all: rows * columns })}
              </span>
              <Button size="small" onClick={() => open({ kind: 'cart', id })}>
                {t('pages:settings.cartEdit', { name })}
              </Button>
              <Button size="small" onClick={() => open({ kind: 'teach', id })}>
                {t('pages:settings.cartTeach', { name })}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.row}>
        <Button onClick={() => open({ kind: 'cart', id: null })}>{t('pages:settings.cartNew')}</Button>
      </div>
    </>
  )
}

/** The same panels as at the Stage home. */
export function CartPanels() {
  const panel = useSelection((state) => state.panel)
  if (panel?.kind === 'cart') return <CartPanel id={panel.id} />
  return panel?.kind === 'teach' ? <TeachPanel id={panel.id} /> : null
}
