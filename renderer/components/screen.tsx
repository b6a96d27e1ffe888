import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  screen: {
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
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  title: { flexGrow: 1, margin: 0, fontSize: tokens.fontSizeBase600, lineHeight: tokens.lineHeightBase600 },
  intro: { margin: 0, maxWidth: '80ch', color: tokens.colorNeutralForeground2 },
})

type ScreenProps = {
  readonly title: string
  readonly intro?: string
  /** Buttons that concern the whole page. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The frame of a page: its one `main`, title, and what it is for. */
export function Screen({ title, intro, actions, children }: ScreenProps) {
  const styles = useStyles()
  return (
    <main className={styles.screen} tabIndex={-1}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {actions}
      </div>
      {intro !== undefined && <p className={styles.intro}>{intro}</p>}
      {children}
    </main>
  )
}
