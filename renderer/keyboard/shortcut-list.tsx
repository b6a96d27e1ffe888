import { makeStyles, tokens } from '@fluentui/react-components'
import { useBenchSettings } from '../scanner/bench-settings.ts'
import { useText } from '../text.tsx'
import { commands } from './commands.ts'
import { OverlayFrame } from './overlay-frame.tsx'

const useStyles = makeStyles({
  title: { margin: `${tokens.spacingVerticalM} 0 ${tokens.spacingVerticalXS}`, fontSize: tokens.fontSizeBase300 },
  list: { margin: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  row: { display: 'flex', gap: tokens.spacingHorizontalM, alignItems: 'baseline' },
  keys: { flexShrink: 0, width: '200px', display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  key: {
    padding: `0 ${tokens.spacingHorizontalXS}`,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralBackground2,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'nowrap',
  },
  meaning: { margin: 0, minWidth: 0 },
  off: { color: tokens.colorNeutralForeground2 },
})

type Row = { readonly keys: readonly string[]; readonly meaning: string }

/** Every key that does something, in the words of this keyboard. */
export function ShortcutList() {
  const styles = useStyles()
  const { t } = useText()
  const letterKeys = useBenchSettings((state) => state.letterKeys)
  const name = (key: 'arrows' | 'space' | 'enter' | 'escape' | 'home' | 'end' | 'pageUp' | 'pageDown' | 'digits') =>
    t(`keys:keys.key.${key}`)
  const control = /Mac|iPad/.test(navigator.platform) ? '⌘' : t('keys:keys.key.control')
  const anywhere: readonly Row[] = [
    { keys: [`${control} K`], meaning: t('keys:keys.palette') },
    { keys: ['F6', `${t('keys:keys.key.shift')} F6`], meaning: t('keys:keys.regions') },
    { keys: [name('escape')], meaning: t('keys:keys.close') },
    ...(letterKeys
      ? [
          { keys: [name('digits')], meaning: t('keys:keys.slot') },
          ...commands.flatMap(({ label, letter }) =>
            letter === undefined ? [] : [{ keys: [letter.toUpperCase()], meaning: t(`keys:command.${label}`) }],
          ),
        ]
      : []),
  ]
  const grid: readonly Row[] = [
    { keys: [name('arrows')], meaning: t('keys:keys.move') },
    { keys: [name('home'), name('end')], meaning: t('keys:keys.ends') },
    { keys: [name('pageUp'), name('pageDown')], meaning: t('keys:keys.pages') },
    { keys: [name('space')], meaning: t('keys:keys.toggle') },
    { keys: [`${control} A`], meaning: t('keys:keys.all') },
    { keys: [name('enter')], meaning: t('keys:keys.details') },
  ]
  return (
    <OverlayFrame title={t('keys:keys.title')}>
      <Rows title={t('keys:keys.anywhere')} rows={anywhere} />
      {!letterKeys && <p className={styles.off}>{t('keys:keys.lettersOff')}</p>}
      <Rows title={t('keys:keys.grid')} rows={grid} />
    </OverlayFrame>
  )
}

function Rows({ title, rows }: { readonly title: string; readonly rows: readonly Row[] }) {
  const styles = useStyles()
  return (
    <>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.list}>
        {rows.map(({ keys, meaning }) => (
          <div key={meaning} className={styles.row}>
            <dt className={styles.keys}>
              {keys.map((key) => (
                <kbd key={key} className={styles.key}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd className={styles.meaning}>{meaning}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
