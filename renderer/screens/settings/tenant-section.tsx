import { makeStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { AccountDesk } from '../../components/account-desk.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Section } from '../../components/section.tsx'
import { useAnswer } from '../../state/feed.ts'
import { useText } from '../../text.tsx'
import { AppRegistrationGuide } from './app-registration-guide.tsx'
import { TenantForm } from './tenant-form.tsx'

const useStyles = makeStyles({ text: { margin: 0 } })

/** Which organization, how to get its app registration, and who is signed in. */
export function TenantSection() {
  const styles = useStyles()
  const { t } = useText()
  const { value, error, again } = useAnswer('', (core) => core['account.status']({}))
  const [saved, setSaved] = useState(false)
  const known = JSON.stringify(value?.tenant ?? null)
  return (
    <>
      <Section title={t('pages:settings.tenantTitle')}>
        {error !== null && <ErrorNote error={error} />}
        {value !== null && (
          <TenantForm
            key={known}
            known={value.tenant}
            onSaved={() => {
              setSaved(true)
              again()
            }}
          />
        )}
        {saved && (
          <p className={styles.text} role="status">
            {t('pages:settings.tenantSaved')}
          </p>
        )}
        <AppRegistrationGuide cloud={value?.tenant?.cloud ?? 'global'} />
      </Section>
      <Section title={t('pages:settings.account')}>
        <AccountDesk key={known} />
      </Section>
    </>
  )
}
