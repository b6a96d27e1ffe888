import { Button, Spinner, makeStyles, tokens } from '@fluentui/react-components'
import { Add20Regular } from '@fluentui/react-icons/svg/add'
import { useMemo } from 'react'
import { BatchStrip } from '../../components/batch-strip.tsx'
import { CartGrid, cellsOf, useCart } from '../../components/cart-grid.tsx'
import { DeviceList } from '../../components/device-list.tsx'
import { EmptyCart } from '../../components/empty-cart.tsx'
import { useSlotsAtHand } from '../../components/slot.tsx'
import { ListTools } from '../../components/list-tools.tsx'
import { Toolbar } from '../../components/toolbar.tsx'
import { devicesBySlot, outsideCarts, useCarts } from '../../state/carts.ts'
import { useDevices } from '../../state/devices.ts'
import { useSelection } from '../../state/selection.ts'
import { useStageView } from '../../state/stage-view.ts'
import { useStation } from '../../state/station.ts'
import { useText } from '../../text.tsx'
import { NamedCart } from './named-cart.tsx'

const useStyles = makeStyles({
  subtitle: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  foot: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  keys: {
    margin: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    '@media (hover: none)': { display: 'none' },
  },
})

/** The operator's home: the carts, the batch under way, and what can be done with them. */
export function StageHome() {
  const { t } = useText()
  const { attached, unplugged, loaded } = useCart()
  const connection = useStation((state) => state.connection)
  const view = useStageView((state) => state.view)
  useSlotsAtHand()
  if (!loaded)
    return connection === 'connecting' || connection === 'open' ? <Spinner label={t('connection.connecting')} /> : null
  const isList = view === 'list' && attached.length + unplugged.length > 0
  return (
    <>
      <Toolbar />
      <BatchStrip />
      {isList ? (
        <>
          <ListTools />
          <DeviceList />
        </>
      ) : (
        <Carts attached={attached} unplugged={unplugged} />
      )}
    </>
  )
}

type CartsProps = { readonly attached: readonly string[]; readonly unplugged: readonly string[] }

/** The named carts, then the unnamed one that grows, then what left the cable. */
function Carts({ attached, unplugged }: CartsProps) {
  const styles = useStyles()
  const { t } = useText()
  const carts = useCarts((state) => state.carts)
  const slots = useSlots()
  const others = useMemo(() => outsideCarts(attached, carts, slots), [attached, carts, slots])
  const named = carts.length > 0
  return (
    <>
      {carts.map((cart) => (
        <NamedCart key={cart.id} cart={cart} bySlot={slots} />
      ))}
      {others.length > 0 && (
        <>
          {named && <h3 className={styles.subtitle}>{t('bench:carts.other')}</h3>}
          <CartGrid label={t(named ? 'bench:carts.otherGrid' : 'cart.grid')} cells={cellsOf(others)} selectable />
        </>
      )}
      {attached.length === 0 && !named && <EmptyCart />}
      {unplugged.length > 0 && (
        <>
          <h3 className={styles.subtitle}>{t('cart.unplugged')}</h3>
          <CartGrid label={t('cart.unpluggedGrid')} cells={cellsOf(unplugged)} selectable={false} />
        </>
      )}
      <div className={styles.foot}>
        <Button
          appearance="subtle"
          icon={<Add20Regular />}
          onClick={() => useSelection.getState().open({ kind: 'cart', id: null })}
        >
          {t('bench:carts.add')}
        </Button>
        {attached.length > 0 && <p className={styles.keys}>{t('cart.keys')}</p>}
      </div>
    </>
  )
}

/** Which device stands in which slot; the same map while nobody moves. */
function useSlots(): ReadonlyMap<number, string> {
  const key = useDevices(({ attached, byUdid }) =>
    attached.map((udid) => `${udid} ${byUdid[udid]?.slot ?? ''} ${byUdid[udid]?.presence ?? ''}`).join('\n'),
  )
  return useMemo(() => {
    const { attached, byUdid } = useDevices.getState()
    // The key says when to look again.
    return key === '' ? new Map() : devicesBySlot(attached.flatMap((udid) => byUdid[udid] ?? []))
  }, [key])
}
