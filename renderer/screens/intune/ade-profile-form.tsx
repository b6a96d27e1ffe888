import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { checkAdeSettings, defaultAdeSettings } from '../../../src-shared/ade.ts'
import type { AdeProfile, AdeSettings, AdeToken } from '../../../src-shared/ade.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'
import { AdeGeneralFields, AdeSetupFields } from './ade-profile-fields.tsx'
import { AdeUsbFields } from './ade-usb-fields.tsx'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0 },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

type AdeProfileFormProps = {
  readonly token: AdeToken
  /** Null: a new one. */
  readonly profile: AdeProfile | null
  readonly onSaved: () => void
  readonly onCancel: () => void
}

/** Every setting of an enrollment profile; what contradicts the rest is said before anybody is asked. */
export function AdeProfileForm({ token, profile, onSaved, onCancel }: AdeProfileFormProps) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const action = useAction()
  const [settings, setSettings] = useState<AdeSettings>(profile?.settings ?? { ...defaultAdeSettings, displayName: '' })
  const change = (changes: Partial<AdeSettings>): void => setSettings((before) => ({ ...before, ...changes }))
  const problems = checkAdeSettings(settings)
  const save = async (): Promise<void> => {
    if (profile === null) await api()['ade.createProfile']({ token: token.id, settings })
    else await api()['ade.editProfile']({ token: token.id, profile: profile.id, changes: settings })
    onSaved()
  }
  const title =
    profile === null ? t('adePage:form.new') : t('adePage:form.change', { name: profile.settings.displayName })
  return (
    <form
      className={styles.form}
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault()
        action.run(save)
      }}
    >
      <h5 className={styles.title}>{title}</h5>
      <AdeGeneralFields settings={settings} onChange={change} />
      <AdeSetupFields settings={settings} onChange={change} />
      <AdeUsbFields settings={settings} onChange={change} />
      {problems.length > 0 && (
        <ul className={styles.list} role="status">
          {problems.map((problem) => (
            <li key={problem}>{text.error({ code: `ade.${problem}`, details: {} }).sentence}</li>
          ))}
        </ul>
      )}
      {action.error !== null && <ErrorNote error={action.error} />}
      <div className={styles.row}>
        <Button
          type="submit"
          appearance="primary"
          disabled={settings.displayName.trim() === '' || problems.length > 0 || action.busy}
        >
          {t('adePage:form.save')}
        </Button>
        <Button onClick={onCancel}>{t('adePage:form.cancel')}</Button>
      </div>
    </form>
  )
}
