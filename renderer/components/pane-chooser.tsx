import { Button, Checkbox, Field, SearchBox, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { paneByKey, panesFor } from '../../src-shared/setup-assistant/catalogue.ts'
import type { Pane } from '../../src-shared/setup-assistant/catalogue.ts'
import { checkSkipKeys } from '../../src-shared/setup-assistant/check-skip-keys.ts'
import { formatOsVersion } from '../../src-shared/setup-assistant/os-version.ts'
import { usualPanes } from '../../src-shared/default-blueprints.ts'
import type { Translator } from '../../src-shared/i18n/translator.ts'
import { useText } from '../text.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalS },
  text: { margin: 0 },
  quiet: { display: 'block', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  panes: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(320px, 100%), 1fr))',
    alignItems: 'start',
    columnGap: tokens.spacingHorizontalM,
  },
  list: { margin: 0 },
})

const iosPanes = panesFor('ios')

type PaneChooserProps = {
  /** Apple's skip keys, those that nobody knows included. */
  readonly skipped: readonly string[]
  readonly onChange: (skipped: string[]) => void
}

/** The panes of Setup Assistant on iPhone and iPad, each with what it does and which systems have it. */
export function PaneChooser({ skipped, onChange }: PaneChooserProps) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const [search, setSearch] = useState('')
  const fits = (pane: Pane): boolean => paneWords(pane, text).toLowerCase().includes(search.trim().toLowerCase())
  const found = iosPanes.filter(fits)
  const sorted = found.toSorted((left, right) => titleOf(left, text).localeCompare(titleOf(right, text), text.language))
  const older = sorted.filter((pane) => endOf(pane) !== undefined)
  const others = skipped.filter((key) => !iosPanes.some((pane) => pane.key === key))
  const count = skipped.length - others.length
  const set = (key: string, skip: boolean): void =>
    onChange(skip ? [...skipped, key] : skipped.filter((one) => one !== key))
  const grid = (panes: readonly Pane[]) => (
    <div className={styles.panes}>
      {panes.map((pane) => (
        <PaneBox key={pane.key} pane={pane} skipped={skipped.includes(pane.key)} onChange={set} />
      ))}
    </div>
  )
  return (
    <>
      <p className={styles.text}>{t('editor:panes.intro')}</p>
      <div className={styles.row}>
        <Field label={t('editor:panes.search')}>
          <SearchBox value={search} onChange={(_event, { value }) => setSearch(value)} />
        </Field>
        <Button onClick={() => onChange([...usualPanes, ...others])}>{t('editor:panes.usual')}</Button>
        <Button onClick={() => onChange([...iosPanes.map(({ key }) => key), ...others])}>
          {t('editor:panes.all')}
        </Button>
        <Button onClick={() => onChange([...others])}>{t('editor:panes.nothing')}</Button>
      </div>
      <p className={styles.text} role="status">
        {found.length === 0 ? t('editor:panes.none') : t('editor:panes.count', { count, all: iosPanes.length })}
      </p>
      {grid(sorted.filter((pane) => !older.includes(pane)))}
      {older.length > 0 && (
        <details open={search.trim() !== ''}>
          <summary>{t('editor:panes.older', { count: older.length })}</summary>
          {grid(older)}
        </details>
      )}
      {others.length > 0 && <OtherKeys keys={others} onRemove={(key) => set(key, false)} />}
    </>
  )
}

type PaneBoxProps = {
  readonly pane: Pane
  readonly skipped: boolean
  readonly onChange: (key: string, skip: boolean) => void
}

function PaneBox({ pane, skipped, onChange }: PaneBoxProps) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  return (
    <Checkbox
      checked={skipped}
      onChange={(_event, { checked }) => onChange(pane.key, checked === true)}
      label={
        <>
          {titleOf(pane, text)}
          <span className={styles.quiet}>
            {t(`panes:of.${pane.key}.what`)} {spanText(pane, text)}
            {pane.on.ios?.early === true && <> {t('editor:panes.early')}</>}
          </span>
        </>
      }
    />
  )
}

function OtherKeys({ keys, onRemove }: { readonly keys: readonly string[]; readonly onRemove: (key: string) => void }) {
  const styles = useStyles()
  const { t } = useText()
  return (
    <>
      <p className={styles.text}>{t('editor:panes.others')}</p>
      <ul className={styles.list} aria-label={t('editor:panes.others')}>
        {keys.map((key) => (
          <li key={key}>
            {checkSkipKeys([key]).map(({ kind, values }) =>
              t(`panes:warning.${kind}`, { key, suggestion: values.suggestion ?? '', version: values.version ?? '' }),
            )}{' '}
            <Button size="small" onClick={() => onRemove(key)}>
              {t('editor:panes.remove', { key: paneByKey(key)?.key ?? key })}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}

function titleOf({ key }: Pane, { t }: Translator): string {
  return t(`panes:of.${key}.title`)
}

/** All that a search looks at, the key included: who knows Apple's list types that. */
function paneWords(pane: Pane, text: Translator): string {
  return `${titleOf(pane, text)} ${text.t(`panes:of.${pane.key}.what`)} ${pane.key}`
}

function endOf({ on }: Pane) {
  return on.ios?.removed ?? on.ios?.deprecated
}

function spanText(pane: Pane, { t }: Translator): string {
  const span = pane.on.ios
  if (span === undefined) return ''
  const version = formatOsVersion(span.introduced)
  const end = span.deprecated ?? span.removed
  return end === undefined
    ? t('editor:panes.since', { version })
    : t('editor:panes.span', { version, end: formatOsVersion(end) })
}
