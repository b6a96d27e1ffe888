import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useEffect, useRef } from 'react'
import { useStation } from '../state/station.ts'
import { useText } from '../text.tsx'
import { pages } from './pages.ts'
import type { Page } from './pages.ts'
import { hrefOf, useRoute } from './route.ts'

const narrow = '@media (max-width: 640px)'

const useStyles = makeStyles({
  rail: {
    flexShrink: 0,
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    // At arm's length, where a thumb is: one row below the page.
    [narrow]: {
      order: 2,
      overflowX: 'auto',
      borderRight: 'none',
      borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    margin: 0,
    padding: tokens.spacingVerticalXS,
    listStyleType: 'none',
    [narrow]: { flexDirection: 'row' },
  },
  link: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalXXS,
    boxSizing: 'border-box',
    width: '100px',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXS}`,
    borderRadius: tokens.borderRadiusMedium,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    textAlign: 'center',
    textDecorationLine: 'none',
    hyphens: 'auto',
    ':hover': { backgroundColor: tokens.colorNeutralBackground3Hover, color: tokens.colorNeutralForeground2Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    [narrow]: { width: '92px' },
  },
  current: {
    // With high contrast what is chosen is bright, and its words are dark.
    color: tokens.colorNeutralForeground1Selected,
    fontWeight: tokens.fontWeightSemibold,
    backgroundColor: tokens.colorNeutralBackground1Selected,
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandForeground1}`,
    '@media (forced-colors: active)': { outline: '2px solid Highlight', outlineOffset: '-2px' },
    [narrow]: { boxShadow: `inset 0 3px 0 ${tokens.colorCompoundBrandForeground1}` },
  },
})

/** The way between the pages. Links, so that each can also be opened in a window of its own. */
export function Rail() {
  const styles = useStyles()
  const { t } = useText()
  const { page } = useRoute()
  const practice = useStation((state) => state.info?.mode === 'practice')
  return (
    <nav className={styles.rail} aria-label={t('shell:navigation')}>
      <ul className={styles.list}>
        {pages
          .filter(({ practiceOnly }) => practice || practiceOnly !== true)
          .map((entry) => (
            <RailLink key={entry.name} entry={entry} current={entry.name === page} />
          ))}
      </ul>
    </nav>
  )
}

function RailLink({ entry, current }: { readonly entry: Page; readonly current: boolean }) {
  const styles = useStyles()
  const { t } = useText()
  const Icon = entry.icon
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (current) link.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  return (
    <li>
      <a
        ref={link}
        className={mergeClasses(styles.link, current && styles.current)}
        href={hrefOf(entry.name)}
        {...(current && { 'aria-current': 'page' as const })}
      >
        <Icon aria-hidden />
        {t(`shell:page.${entry.name}`)}
      </a>
    </li>
  )
}
