import { Spinner, makeStyles, tokens } from '@fluentui/react-components'
import { BatchStrip } from '../../components/batch-strip.tsx'
import { CartGrid, useCart } from '../../components/cart-grid.tsx'
import { EmptyCart } from '../../components/empty-cart.tsx'
import { Toolbar } from '../../components/toolbar.tsx'
import { useStation } from '../../state/station.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  subtitle: { margin: 0, fontSize: tokens.fontSizeBase400 },
  keys: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    '@media (hover: none)': { display: 'none' },
  },
})

/** The operator's home: the carts, the batch under way, and what can be done with them. */
export function StageHome() {
  const styles = useStyles()
  const { t } = useText()
  const { attached, unplugged, loaded } = useCart()
  const connection = useStation((state) => state.connection)
  if (!loaded)
    return connection === 'connecting' || connection === 'open' ? <Spinner label={t('connection.connecting')} /> : null
  return (
    <>
      <Toolbar />
      <BatchStrip />
      {attached.length === 0 ? (
        <EmptyCart />
      ) : (
        <>
          <CartGrid label={t('cart.grid')} udids={attached} selectable />
          <p className={styles.keys}>{t('cart.keys')}</p>
        </>
      )}
      {unplugged.length > 0 && (
        <>
          <h2 className={styles.subtitle}>{t('cart.unplugged')}</h2>
          <CartGrid label={t('cart.unpluggedGrid')} udids={unplugged} selectable={false} />
        </>
      )}
    </>
  )
}
