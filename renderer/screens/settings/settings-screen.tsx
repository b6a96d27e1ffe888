import { Field, Select, makeStyles, tokens } from '@fluentui/react-components'
import type { Language } from '../../../src-shared/i18n/languages.ts'
import { Screen } from '../../components/screen.tsx'
import { Section } from '../../components/section.tsx'
import { BenchSettingsForm } from '../../keyboard/bench-settings-form.tsx'
import type { ThemeChoice } from '../../state/station.ts'
import { useStation } from '../../state/station.ts'
import { useText } from '../../text.tsx'
import { AboutStation } from './about-station.tsx'
import { CartList, CartPanels } from './cart-list.tsx'
import { ProtectionForm } from './protection-form.tsx'
import { TenantSection } from './tenant-section.tsx'
import { WorkLimitsForm } from './work-limits-form.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalL },
  narrow: { maxWidth: '640px' },
})

/** What is set for this station and for this window. */
export function SettingsScreen() {
  const styles = useStyles()
  const { t } = useText()
  return (
    <>
      <Screen title={t('pages:settings.title')}>
        <Section title={t('pages:settings.appearance')}>
          <Appearance />
        </Section>
        <TenantSection />
        <Section title={t('pages:settings.carts')}>
          <CartList />
        </Section>
        <Section title={t('pages:settings.bench')}>
          <div className={styles.narrow}>
            <BenchSettingsForm />
          </div>
        </Section>
        <Section title={t('pages:settings.limits')}>
          <WorkLimitsForm />
        </Section>
        <Section title={t('pages:settings.protection')}>
          <ProtectionForm />
        </Section>
        <Section title={t('pages:settings.about')}>
          <AboutStation />
        </Section>
      </Screen>
      <CartPanels />
    </>
  )
}

function Appearance() {
  const styles = useStyles()
  const { t } = useText()
  const { language, theme, setLanguage, setTheme } = useStation()
  return (
    <div className={styles.row}>
      <Field label={t('header.language')}>
        <Select value={language} onChange={(_event, { value }) => setLanguage(value as Language)}>
          <option value="en" lang="en">
            {t('header.english')}
          </option>
          <option value="fr" lang="fr">
            {t('header.french')}
          </option>
        </Select>
      </Field>
      <Field label={t('header.theme')}>
        <Select value={theme} onChange={(_event, { value }) => setTheme(value as ThemeChoice)}>
          <option value="system">{t('header.themeSystem')}</option>
          <option value="light">{t('header.themeLight')}</option>
          <option value="dark">{t('header.themeDark')}</option>
          <option value="contrast">{t('shell:contrast')}</option>
        </Select>
      </Field>
    </div>
  )
}
