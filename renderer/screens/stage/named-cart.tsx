import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { Edit20Regular } from '@fluentui/react-icons/svg/edit'
import { PlugConnectedSettings20Regular } from '@fluentui/react-icons/svg/plug-connected-settings'
import { useId } from 'react'
import type { Cart } from '../../../src-shared/carts.ts'
import { cartCells, nextToTeach } from '../../../src-shared/carts.ts'
import { CartGrid } from '../../components/cart-grid.tsx'
import { useCarts } from '../../state/carts.ts'
import { useSelection } from '../../state/selection.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  cart: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  name: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

type NamedCartProps = { readonly cart: Cart; readonly bySlot: ReadonlyMap<number, string> }

/** A cart as it stands there: every port in its place, with a device or empty. */
export function NamedCart({ cart, bySlot }: NamedCartProps) {
  const styles = useStyles()
  const { t } = useText()
  const id = useId()
  const teaching = useCarts((state) => state.teaching)
  const { open } = useSelection.getState()
  const cells = cartCells(cart).map(({ row, column, slot }) => ({
    id: `${cart.id}-${row}-${column}`,
    udid: slot === null ? null : (bySlot.get(slot) ?? null),
    slot,
    place: t('bench:carts.place', { row, column }),
    next: teaching?.id === cart.id && teaching.row === row && teaching.column === column,
  }))
  const used = cells.filter(({ udid }) => udid !== null).length
  return (
    <section className={styles.cart} aria-labelledby={id}>
      <div className={styles.head}>
        <h3 id={id} className={styles.name}>
          {cart.name}
        </h3>
        <span className={styles.quiet}>{t('bench:carts.occupied', { used, total: cells.length })}</span>
        <Button
          size="small"
          appearance="subtle"
          icon={<Edit20Regular />}
          aria-label={t('bench:carts.edit', { name: cart.name })}
          onClick={() => open({ kind: 'cart', id: cart.id })}
        />
        {nextToTeach(cart) !== null && teaching?.id !== cart.id && (
          <Button
            size="small"
            icon={<PlugConnectedSettings20Regular />}
            onClick={() => open({ kind: 'teach', id: cart.id })}
          >
            {t('bench:carts.teach')}
          </Button>
        )}
      </div>
      <CartGrid label={t('bench:carts.grid', { name: cart.name })} cells={cells} columns={cart.columns} selectable />
    </section>
  )
}
