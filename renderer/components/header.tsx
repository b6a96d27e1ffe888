import { Button, Select, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Beaker20Filled } from '@fluentui/react-icons/svg/beaker'
import type { Language } from '../../src-shared/i18n/languages.ts'
import { useSelection } from '../state/selection.ts'
import type { ThemeChoice } from '../state/station.ts'
import { useStation } from '../state/station.ts'
import { useText } from '../text.tsx'

const narrow = '@media (max-width: 640px)'

const useStyles = makeStyles({
  header: {
    display: 'flex',
    alignItems: 'center',
    flexWrap: 'wrap',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    [narrow]: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}` },
  },
  practiceEdge: { borderBottom: '3px solid #f7b500' },
  brand: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, margin: 0 },
  name: { fontSize: tokens.fontSizeBase500, fontWeight: tokens.fontWeightSemibold, margin: 0 },
  // Its own colours in both themes: it must not be overlooked, and black on amber is readable anywhere.
  badge: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    padding: `2px ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: '#f7b500',
    color: '#201400',
    fontWeight: tokens.fontWeightBold,
    textTransform: 'uppercase',
    letterSpacing: '0.04em',
  },
  facts: {
    flexGrow: 1,
    minWidth: 0,
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    [narrow]: { flexBasis: '100%', order: 3 },
  },
  choices: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginLeft: 'auto' },
})

/** Who we are, where we work, and that practice is practice. */
export function Header() {
  const styles = useStyles()
  const { t } = useText()
  const info = useStation((state) => state.info)
  const practice = info?.mode === 'practice'
  return (
    <header className={mergeClasses(styles.header, practice && styles.practiceEdge)}>
      <div className={styles.brand}>
        <img src="/icon.svg" alt="" width={24} height={24} />
        <h1 className={styles.name}>{t('app.name')}</h1>
      </div>
      {practice && (
        <span className={styles.badge} title={t('header.practiceHint')}>
          <Beaker20Filled aria-hidden />
          {t('header.practice')}
        </span>
      )}
      <span className={styles.facts}>
        {info !== null &&
          [
            info.organizationName,
            info.tenantName === null ? t('header.noTenant') : t('header.tenant', { name: info.tenantName }),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
      </span>
      <Choices />
    </header>
  )
}

function Choices() {
  const styles = useStyles()
  const { t } = useText()
  const { language, theme, setLanguage, setTheme } = useStation()
  return (
    <div className={styles.choices}>
      <Button size="small" onClick={() => useSelection.getState().open({ kind: 'account' })}>
        {t('account:open')}
      </Button>
      <Select
        size="small"
        aria-label={t('header.language')}
        value={language}
        onChange={(_event, { value }) => setLanguage(value as Language)}
      >
        <option value="en" lang="en">
          {t('header.english')}
        </option>
        <option value="fr" lang="fr">
          {t('header.french')}
        </option>
      </Select>
      <Select
        size="small"
        aria-label={t('header.theme')}
        value={theme}
        onChange={(_event, { value }) => setTheme(value as ThemeChoice)}
      >
        <option value="system">{t('header.themeSystem')}</option>
        <option value="light">{t('header.themeLight')}</option>
        <option value="dark">{t('header.themeDark')}</option>
        <option value="contrast">{t('shell:contrast')}</option>
      </Select>
    </div>
  )
}
