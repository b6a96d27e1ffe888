import { FluentProvider, makeStyles, tokens } from '@fluentui/react-components'
import { AccountPanel } from './components/account-panel.tsx'
import { Announcer } from './components/announcer.tsx'
import { ConnectionBanner } from './components/connection-banner.tsx'
import { Header } from './components/header.tsx'
import { BenchLayer } from './keyboard/bench-layer.tsx'
import { NoteBar } from './keyboard/note-bar.tsx'
import { SkipLink } from './keyboard/skip-link.tsx'
import { CurrentScreen } from './navigation/current-screen.tsx'
import { Rail } from './navigation/rail.tsx'
import { useSelection } from './state/selection.ts'
import { useTheme } from './theme.ts'

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', height: '100%', backgroundColor: tokens.colorNeutralBackground2 },
  body: {
    display: 'flex',
    flexGrow: 1,
    minHeight: 0,
    '@media (max-width: 640px)': { flexDirection: 'column' },
  },
  // Panels lie over this much where there is no room beside it.
  screen: { position: 'relative', display: 'flex', flexGrow: 1, minWidth: 0, minHeight: 0 },
})

/** What every page has around it: who we are, the rail, and what a screen reader hears. */
export function App() {
  const styles = useStyles()
  const { theme, isDark } = useTheme()
  const account = useSelection((state) => state.panel?.kind === 'account')
  return (
    <FluentProvider theme={theme} className={styles.page} style={{ colorScheme: isDark ? 'dark' : 'light' }}>
      <SkipLink />
      <Header />
      <ConnectionBanner />
      <NoteBar />
      <div className={styles.body}>
        <Rail />
        <div className={styles.screen}>
          <CurrentScreen />
          {account && <AccountPanel />}
        </div>
      </div>
      <Announcer />
      <BenchLayer />
    </FluentProvider>
  )
}
