import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { cloudNames, tenantSettings } from '../../../src-shared/account.ts'
import type { TenantSettings } from '../../../src-shared/account.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '480px' },
  text: { margin: 0, maxWidth: '80ch' },
  button: { alignSelf: 'start' },
})

type TenantFormProps = { readonly known: TenantSettings | null; readonly onSaved: () => void }

/** Cloud and the two ids of the organization's own app registration. No secret is among them. */
export function TenantForm({ known, onSaved }: TenantFormProps) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const [cloud, setCloud] = useState<string>(known?.cloud ?? 'global')
  const [ids, setIds] = useState({ tenantId: known?.tenantId ?? '', clientId: known?.clientId ?? '' })
  const [wrong, setWrong] = useState<readonly unknown[]>([])
  const save = (): void => {
    const wanted = tenantSettings.safeParse({ cloud, ...ids })
    setWrong(wanted.success ? [] : wanted.error.issues.map(({ path }) => path[0]))
    if (!wanted.success) return
    action.run(async () => {
      await api()['account.configure'](wanted.data)
      onSaved()
    })
  }
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <p className={styles.text}>{t('pages:settings.tenantIntro')}</p>
      <Field label={t('account:field.cloud')}>
        <Select value={cloud} onChange={(_event, { value }) => setCloud(value)}>
          {cloudNames.map((name) => (
            <option key={name} value={name}>
              {t(`account:cloudName.${name}`)}
            </option>
          ))}
        </Select>
      </Field>
      {(['tenantId', 'clientId'] as const).map((name) => (
        <Field
          key={name}
          label={t(`account:field.${name}`)}
          {...(wrong.includes(name) && {
            validationMessage: t('pages:settings.notAnId'),
            validationState: 'error' as const,
          })}
        >
          <Input
            value={ids[name]}
            spellCheck={false}
            autoComplete="off"
            onChange={(_event, { value }) => setIds((before) => ({ ...before, [name]: value }))}
          />
        </Field>
      ))}
      {action.error !== null && <ErrorNote error={action.error} />}
      <Button type="submit" className={styles.button} disabled={action.busy}>
        {t('account:button.save')}
      </Button>
    </form>
  )
}
