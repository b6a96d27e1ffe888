import { Spinner, makeStyles, tokens } from '@fluentui/react-components'
import { BatchStrip } from '../../components/batch-strip.tsx'
import { CancelPanel } from '../../components/cancel-panel.tsx'
import { CartGrid, useCart } from '../../components/cart-grid.tsx'
import { DevicePanel } from '../../components/device-panel.tsx'
import { EmptyCart } from '../../components/empty-cart.tsx'
import { StagePanel } from '../../components/stage-panel.tsx'
import { Toolbar } from '../../components/toolbar.tsx'
import { useSelection } from '../../state/selection.ts'
import { useStation } from '../../state/station.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  main: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    flexGrow: 1,
    minWidth: 0,
    overflowY: 'auto',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
    ':focus': { outline: 'none' },
    '@media (max-width: 640px)': { padding: tokens.spacingHorizontalM },
  },
  subtitle: { margin: 0, fontSize: tokens.fontSizeBase400 },
  keys: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    '@media (hover: none)': { display: 'none' },
  },
})

/** Home: the cart, what can be done with it, and a panel beside it. */
export function StageScreen() {
  const styles = useStyles()
  return (
    <>
      <main className={styles.main} tabIndex={-1}>
        <Cart />
      </main>
      <CurrentPanel />
    </>
  )
}

function Cart() {
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

function CurrentPanel() {
  const panel = useSelection((state) => state.panel)
  if (panel === null || panel.kind === 'account') return null
  if (panel.kind === 'device') return <DevicePanel udid={panel.udid} />
  if (panel.kind === 'cancel') return <CancelPanel udids={panel.udids} />
  return (
    <StagePanel key={panel.udids.join(' ')} udids={panel.udids} blueprintId={panel.blueprintId} retry={panel.retry} />
  )
}
