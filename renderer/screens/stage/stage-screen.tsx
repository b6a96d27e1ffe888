import { makeStyles, tokens } from '@fluentui/react-components'
import { CancelPanel } from '../../components/cancel-panel.tsx'
import { DevicePanel } from '../../components/device-panel.tsx'
import { StagePanel } from '../../components/stage-panel.tsx'
import { useRoute } from '../../navigation/route.ts'
import { useQuitWarning } from '../../state/quit-warning.ts'
import { useSelection } from '../../state/selection.ts'
import { FirstRun } from '../first-run/first-run.tsx'
import { CartPanel } from './cart-panel.tsx'
import { StageHome } from './stage-home.tsx'
import { TeachPanel } from './teach-panel.tsx'
import { WallView } from './wall-view.tsx'

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
})

/** Home: the carts, what can be done with them, and a panel beside them; or the same for the wall. */
export function StageScreen() {
  const styles = useStyles()
  const { part } = useRoute()
  useQuitWarning()
  if (part === 'wall') return <WallView />
  return (
    <>
      <main id="content" className={styles.main} tabIndex={-1}>
        <FirstRun />
        <StageHome />
      </main>
      <CurrentPanel />
    </>
  )
}

function CurrentPanel() {
  const panel = useSelection((state) => state.panel)
  switch (panel?.kind) {
    case 'device':
      return <DevicePanel udid={panel.udid} />
    case 'cancel':
      return <CancelPanel udids={panel.udids} />
    case 'cart':
      return <CartPanel id={panel.id} />
    case 'teach':
      return <TeachPanel id={panel.id} />
    case 'stage':
      return (
        <StagePanel
          key={panel.udids.join(' ')}
          udids={panel.udids}
          blueprintId={panel.blueprintId}
          retry={panel.retry}
        />
      )
    default:
      return null
  }
}
