import { FluentProvider, makeStyles, tokens } from '@fluentui/react-components'
import { AccountPanel } from './components/account-panel.tsx'
import { Announcer } from './components/announcer.tsx'
import { CancelPanel } from './components/cancel-panel.tsx'
import { ConnectionBanner } from './components/connection-banner.tsx'
import { DevicePanel } from './components/device-panel.tsx'
import { Header } from './components/header.tsx'
import { StagePanel } from './components/stage-panel.tsx'
import { StageHome } from './screens/stage/stage-home.tsx'
import { useSelection } from './state/selection.ts'
import { useTheme } from './theme.ts'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', height: '100%', backgroundColor: tokens.colorNeutralBackground2 },
  body: { position: 'relative', display: 'flex', flexGrow: 1, minHeight: 0 },
  main: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    flexGrow: 1,
    minWidth: 0,
    overflowY: 'auto',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
    '@media (max-width: 640px)': { padding: tokens.spacingHorizontalM },
  },
})

/** The one page of Step 1: the cart, what can be done with it, and a panel beside it. */
export function App() {
  const styles = useStyles()
  const { theme, isDark } = useTheme()
  return (
    <FluentProvider theme={theme} className={styles.page} style={{ colorScheme: isDark ? 'dark' : 'light' }}>
      <Header />
      <ConnectionBanner />
      <div className={styles.body}>
        <main className={styles.main} tabIndex={-1}>
          <StageHome />
        </main>
        <CurrentPanel />
      </div>
      <Announcer />
    </FluentProvider>
  )
}

function CurrentPanel() {
  const panel = useSelection((state) => state.panel)
  if (panel === null) return null
  if (panel.kind === 'account') return <AccountPanel />
  if (panel.kind === 'device') return <DevicePanel udid={panel.udid} />
  if (panel.kind === 'cancel') return <CancelPanel udids={panel.udids} />
  return (
    <StagePanel key={panel.udids.join(' ')} udids={panel.udids} blueprintId={panel.blueprintId} retry={panel.retry} />
  )
}
