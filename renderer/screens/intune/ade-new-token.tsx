import { Button, Checkbox, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { AdeToken } from '../../../src-shared/ade.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { FileButton, base64Of } from '../../components/file-button.tsx'
import { saveFile } from '../../save-file.ts'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  form: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'start',
    gap: tokens.spacingVerticalS,
    maxWidth: '560px',
  },
  wide: { width: '100%' },
  text: { margin: 0 },
})

/** A token that does not exist yet: its key goes to Apple as a file. */
export function NewToken({ onMade }: { readonly onMade: (token: AdeToken) => void }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const [name, setName] = useState('')
  const [consent, setConsent] = useState(false)
  const make = async (): Promise<void> => {
    const made = await api()['ade.requestToken']({ token: null, newName: name, consent, fresh: false })
    saveFile(`${made.token.name}.pem`, made.pem, 'application/x-pem-file')
    onMade(made.token)
  }
  return (
    <details>
      <summary>{t('adePage:newToken')}</summary>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          action.run(make)
        }}
      >
        <Field className={styles.wide} label={t('adePage:newTokenName')}>
          <Input value={name} maxLength={200} onChange={(_event, { value }) => setName(value)} />
        </Field>
        <Checkbox
          label={t('adePage:consent')}
          checked={consent}
          onChange={(_event, { checked }) => setConsent(checked === true)}
        />
        <Button type="submit" disabled={name.trim() === '' || !consent || action.busy}>
          {t('adePage:download')}
        </Button>
        {action.error !== null && <ErrorNote error={action.error} />}
      </form>
    </details>
  )
}

/** Apple's file for this token: the first one, or a newer one. */
export function TokenUpload({ token, onTaken }: { readonly token: AdeToken; readonly onTaken: () => void }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const [appleId, setAppleId] = useState(token.appleId ?? '')
  const [file, setFile] = useState<File | null>(null)
  const [other, setOther] = useState(false)
  const first = token.expiresAt === null
  const take = async (chosen: File): Promise<void> => {
    await api()['ade.uploadToken']({
      token: token.id,
      appleId: appleId.trim(),
      file: await base64Of(chosen),
      otherAppleId: other,
    })
    onTaken()
  }
  const again = async (): Promise<void> => {
    const { pem } = await api()['ade.requestToken']({ token: token.id, newName: null, consent: false, fresh: false })
    saveFile(`${token.name}.pem`, pem, 'application/x-pem-file')
  }
  return (
    <details open={first}>
      <summary>{t(first ? 'adePage:upload' : 'adePage:renew')}</summary>
      <div className={styles.form}>
        <p className={styles.text}>{t('adePage:next')}</p>
        <Button size="small" disabled={action.busy} onClick={() => action.run(again)}>
          {t('adePage:download')}
        </Button>
        <Field className={styles.wide} label={t('adePage:appleId')}>
          <Input type="email" value={appleId} onChange={(_event, { value }) => setAppleId(value)} />
        </Field>
        {!first && (
          <Checkbox
            label={t('adePage:otherAppleId')}
            checked={other}
            onChange={(_event, { checked }) => setOther(checked === true)}
          />
        )}
        <Field label={t('adePage:file')}>
          <div role="group">
            <FileButton label={t('adePage:choose')} accept=".p7m" onFile={setFile} />{' '}
            {file !== null && t('adePage:chosen', { name: file.name })}
          </div>
        </Field>
        <Button
          appearance="primary"
          disabled={file === null || appleId.trim() === '' || action.busy}
          onClick={() => file !== null && action.run(() => take(file))}
        >
          {t('adePage:take')}
        </Button>
        {action.error !== null && <ErrorNote error={action.error} />}
      </div>
    </details>
  )
}
