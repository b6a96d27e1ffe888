import { focusAtOnce } from '../components/focus-at-once.ts'
import { Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { KeyboardEvent } from 'react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { OverlayFrame } from '../keyboard/overlay-frame.tsx'
import { closeOverlay } from '../keyboard/overlay.ts'
import { runCommand } from '../keyboard/listen-for-keys.ts'
import { useDevices } from '../state/devices.ts'
import { useText } from '../text.tsx'
import { paletteEntries } from './entries.ts'
import type { Entry } from './search.ts'
import { searchEntries } from './search.ts'

const useStyles = makeStyles({
  input: { width: '100%' },
  list: { margin: `${tokens.spacingVerticalS} 0 0`, padding: 0, listStyleType: 'none' },
  option: {
    display: 'flex',
    alignItems: 'baseline',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalSNudge} ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    // With high contrast these backgrounds are bright.
    ':hover span': { color: tokens.colorNeutralForeground1Hover },
  },
  active: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    '& span': { color: tokens.colorNeutralForeground1Selected },
    boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandForeground1}`,
    '@media (forced-colors: active)': { outline: '2px solid Highlight' },
  },
  names: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  detail: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  kind: { flexShrink: 0, color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  none: { color: tokens.colorNeutralForeground2 },
  spoken: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
})

/** Finds commands, pages and devices by a few letters or the end of a serial number; Enter does it. A scan works too. */
export function Palette() {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const attached = useDevices((state) => state.attached)
  // Read anew when devices come and go, not at each of their steps: the list must stand still under the hand.
  const entries = useMemo(() => paletteEntries(text, attached), [text, attached])
  const found = useMemo(() => searchEntries(entries, query), [entries, query])
  const active = found[Math.min(at, found.length - 1)]
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [active])
  const choose = (entry: Entry | undefined): void => {
    if (entry === undefined) return
    closeOverlay()
    runCommand(entry.run)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && found.length > 0) setAt((at + step + found.length) % found.length)
    else if (event.key === 'Enter') choose(active)
    else return
    event.preventDefault()
  }
  return (
    <OverlayFrame title={t('keys:palette.title')}>
      <Input
        className={styles.input}
        ref={focusAtOnce}
        role="combobox"
        aria-label={t('keys:palette.label')}
        aria-expanded={found.length > 0}
        aria-controls="palette-list"
        aria-autocomplete="list"
        {...(active !== undefined && { 'aria-activedescendant': `palette-${active.id}` })}
        placeholder={t('keys:palette.placeholder')}
        autoComplete="off"
        spellCheck={false}
        data-scan="here"
        value={query}
        onChange={(_event, { value }) => {
          setQuery(value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id="palette-list" role="listbox" aria-label={t('keys:palette.title')} className={styles.list}>
        {found.map((entry) => (
          <div
            key={entry.id}
            id={`palette-${entry.id}`}
            role="option"
            aria-selected={entry === active}
            className={mergeClasses(styles.option, entry === active && styles.active)}
            onClick={() => choose(entry)}
          >
            <span className={styles.names}>
              <span>{entry.title}</span>
              {entry.detail !== '' && <span className={styles.detail}>{entry.detail}</span>}
            </span>
            <span className={styles.kind}>{entry.keys === '' ? t(`keys:palette.kind.${entry.kind}`) : entry.keys}</span>
          </div>
        ))}
      </div>
      {found.length === 0 && <p className={styles.none}>{t('keys:palette.none')}</p>}
      <div role="status" className={styles.spoken}>
        {query === '' ? '' : t('keys:palette.found', { count: found.length })}
      </div>
    </OverlayFrame>
  )
}
