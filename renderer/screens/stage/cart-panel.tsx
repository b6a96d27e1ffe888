import { Button, Field, Input, SpinButton, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { Cart } from '../../../src-shared/carts.ts'
import { cartCells, longestSide, reshape, teachPlace } from '../../../src-shared/carts.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { Section } from '../../components/section.tsx'
import { SidePanel } from '../../components/side-panel.tsx'
import { useAction } from '../../state/act.ts'
import { useCarts } from '../../state/carts.ts'
import { useDevices } from '../../state/devices.ts'
import { useSelection } from '../../state/selection.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  sides: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: tokens.spacingHorizontalM },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
})

const newCart: Cart = { id: '', name: '', rows: 4, columns: 4, places: [] }

/** Makes a named cart, or changes one: its name, its shape, what is known of its ports. */
export function CartPanel({ id }: { readonly id: string | null }) {
  const { t } = useText()
  const { carts } = useCarts()
  const { close } = useSelection.getState()
  const known = carts.find((cart) => cart.id === id)
  return (
    <SidePanel
      title={known === undefined ? t('bench:carts.newTitle') : t('bench:carts.editTitle', { name: known.name })}
      onClose={close}
    >
      <CartForm key={id} known={known} />
      {known !== undefined && <CartPorts cart={known} />}
    </SidePanel>
  )
}

function CartForm({ known }: { readonly known: Cart | undefined }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const before = known ?? newCart
  const [name, setName] = useState(before.name)
  const [rows, setRows] = useState(before.rows)
  const [columns, setColumns] = useState(before.columns)
  const { close, open } = useSelection.getState()
  const save = (teach: boolean): void =>
    action.run(async () => {
      const named = name.trim() === '' ? t('bench:carts.namePlaceholder') : name.trim()
      const id = known?.id ?? crypto.randomUUID()
      await api()['carts.put']({ cart: { ...reshape(before, rows, columns), id, name: named } })
      if (teach) open({ kind: 'teach', id })
      else close()
    })
  return (
    <form
      style={{ display: 'contents' }}
      onSubmit={(event) => {
        event.preventDefault()
        save(known === undefined)
      }}
    >
      <p className={styles.quiet}>{t('bench:carts.intro')}</p>
      <Field label={t('bench:carts.name')}>
        <Input
          value={name}
          maxLength={60}
          placeholder={t('bench:carts.namePlaceholder')}
          onChange={(_event, { value }) => setName(value)}
        />
      </Field>
      <div className={styles.sides}>
        <Side label={t('bench:carts.rows')} value={rows} onChange={setRows} />
        <Side label={t('bench:carts.columns')} value={columns} onChange={setColumns} />
      </div>
      <p className={styles.quiet}>{t('bench:carts.count', { count: rows * columns })}</p>
      {action.error !== null && <ErrorNote error={action.error} />}
      <div className={styles.row}>
        {known === undefined && (
          <Button type="submit" appearance="primary" disabled={action.busy}>
            {t('bench:carts.saveAndTeach')}
          </Button>
        )}
        <Button
          type={known === undefined ? 'button' : 'submit'}
          appearance={known === undefined ? 'secondary' : 'primary'}
          disabled={action.busy}
          {...(known === undefined && { onClick: () => save(false) })}
        >
          {t('bench:carts.save')}
        </Button>
      </div>
    </form>
  )
}

type SideProps = { readonly label: string; readonly value: number; readonly onChange: (value: number) => void }

function Side({ label, value, onChange }: SideProps) {
  return (
    <Field label={label}>
      <SpinButton
        min={1}
        max={longestSide}
        value={value}
        onChange={(_event, data) => {
          const typed = data.value ?? Number.parseInt(data.displayValue ?? '', 10)
          if (Number.isInteger(typed)) onChange(Math.max(1, Math.min(longestSide, typed)))
        }}
      />
    </Field>
  )
}

/** What is known of the ports: teach them, take them by their numbers, forget them; and the end of the cart. */
function CartPorts({ cart }: { readonly cart: Cart }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const carts = useCarts((state) => state.carts)
  const byUdid = useDevices((state) => state.byUdid)
  const { close, open } = useSelection.getState()
  const held = new Set(carts.flatMap(({ places }) => places.map(({ slot }) => slot)))
  const seen = Object.values(byUdid).flatMap(({ slot }) => (slot === null || held.has(slot) ? [] : [slot]))
  const free = [...new Set(seen)].toSorted((left, right) => left - right)
  const put = (changed: Cart): void =>
    action.run(async () => {
      await api()['carts.put']({ cart: changed })
    })
  return (
    <Section title={t('bench:carts.count', { count: cart.rows * cart.columns })}>
      {action.error !== null && <ErrorNote error={action.error} />}
      <div className={styles.row}>
        <Button onClick={() => open({ kind: 'teach', id: cart.id })}>{t('bench:carts.teach')}</Button>
        {cart.places.length > 0 && (
          <Button disabled={action.busy} onClick={() => put({ ...cart, places: [] })}>
            {t('bench:carts.forgetPorts')}
          </Button>
        )}
      </div>
      {free.length > 0 && cart.places.length < cart.rows * cart.columns && (
        <>
          <Button disabled={action.busy} onClick={() => put(filled(cart, free))}>
            {t('bench:carts.fillByNumber')}
          </Button>
          <p className={styles.quiet}>{t('bench:carts.fillByNumberHint', { count: free.length })}</p>
        </>
      )}
      <Button
        disabled={action.busy}
        onClick={() =>
          action.run(async () => {
            await api()['carts.delete']({ id: cart.id })
            close()
          })
        }
      >
        {t('bench:carts.remove')}
      </Button>
      <p className={styles.quiet}>{t('bench:carts.removeHint')}</p>
    </Section>
  )
}

function filled(cart: Cart, free: readonly number[]): Cart {
  const open = cartCells(cart).filter(({ slot }) => slot === null)
  return open.reduce((taught, { row, column }, index) => {
    const slot = free[index]
    return slot === undefined ? taught : teachPlace(taught, { row, column, slot })
  }, cart)
}
