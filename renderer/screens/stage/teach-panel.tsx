import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components'
import { PlugConnected48Regular } from '@fluentui/react-icons/svg/plug-connected'
import { useEffect, useState } from 'react'
import type { Cart } from '../../../src-shared/carts.ts'
import { cartCells, teachPlace } from '../../../src-shared/carts.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { SidePanel } from '../../components/side-panel.tsx'
import { useAction } from '../../state/act.ts'
import { useCarts } from '../../state/carts.ts'
import { useNewlyPlugged } from '../../state/newly-plugged.ts'
import { useSelection } from '../../state/selection.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  icon: { color: tokens.colorBrandForeground1 },
  ask: { margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600, fontWeight: 600 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

type Seen = { readonly row: number; readonly column: number; readonly slot: number }

/** Teaches a cart which port is where: somebody plugs a device into one after the other. Runs go on meanwhile. */
export function TeachPanel({ id }: { readonly id: string }) {
  const { t } = useText()
  const { close } = useSelection.getState()
  const cart = useCarts((state) => state.carts.find((one) => one.id === id))
  useEffect(() => () => useCarts.setState({ teaching: null }), [])
  return (
    <SidePanel title={t('bench:carts.teachTitle', { name: cart?.name ?? '' })} onClose={close}>
      {cart !== undefined && <Lesson cart={cart} />}
    </SidePanel>
  )
}

function Lesson({ cart }: { readonly cart: Cart }) {
  const styles = useStyles()
  const { t } = useText()
  const { close } = useSelection.getState()
  const action = useAction()
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set())
  const [seen, setSeen] = useState<Seen | null>(null)
  const open = cartCells(cart).filter(({ slot }) => slot === null)
  const left = open.filter(({ row, column }) => !skipped.has(`${row}/${column}`))
  const [next] = left
  const [row, column] = [next?.row ?? 0, next?.column ?? 0]
  useEffect(() => {
    useCarts.setState({ teaching: row === 0 ? null : { id: cart.id, row, column } })
  }, [cart.id, row, column])
  useNewlyPlugged((slot) => {
    if (next === undefined || action.busy) return
    action.run(async () => {
      const changed = teachPlace(cart, { row, column, slot })
      await api()['carts.put']({ cart: changed })
      setSeen({ row, column, slot })
    })
  })
  return (
    <>
      <PlugConnected48Regular className={styles.icon} aria-hidden />
      <p className={styles.ask} role="status">
        {next !== undefined
          ? t('bench:carts.teachNow', { row, column })
          : t(open.length === 0 ? 'bench:carts.teachDone' : 'bench:carts.teachSkipped')}
      </p>
      {seen !== null && (
        <MessageBar intent="success">
          <MessageBarBody>{t('bench:carts.teachSaw', seen)}</MessageBarBody>
        </MessageBar>
      )}
      {action.error !== null && <ErrorNote error={action.error} />}
      {next === undefined ? (
        <div className={styles.row}>
          <Button appearance="primary" onClick={close}>
            {t('panel.close')}
          </Button>
        </div>
      ) : (
        <>
          <p className={styles.quiet}>{t('bench:carts.teachLeft', { count: left.length })}</p>
          <p className={styles.quiet}>{t('bench:carts.teachHint')}</p>
          <div className={styles.row}>
            <Button onClick={() => setSkipped((before) => new Set([...before, `${row}/${column}`]))}>
              {t('bench:carts.teachSkip')}
            </Button>
          </div>
        </>
      )}
    </>
  )
}
