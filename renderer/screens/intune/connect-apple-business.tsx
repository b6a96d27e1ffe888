import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useRef, useState } from 'react'
import { api } from '../../api.ts'
import { EmptyNote } from '../../components/empty-note.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: '320px' },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  hidden: { display: 'none' },
})

/** A key file is a few hundred bytes; more is something else. */
const largestKey = 20_000

/** The API account's two ids and its key file, tried at Apple before anything is kept. */
export function ConnectAppleBusiness({ onConnected }: { readonly onConnected: () => void }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const file = useRef<HTMLInputElement>(null)
  const [clientId, setClientId] = useState('')
  const [keyId, setKeyId] = useState('')
  const connect = async (chosen: File): Promise<void> => {
    const bytes = new Uint8Array(await chosen.slice(0, largestKey).arrayBuffer())
    const key = btoa(String.fromCharCode(...bytes))
    await api()['abm.connect']({ clientId, keyId, key })
    onConnected()
  }
  return (
    <EmptyNote title={t('abm:notConnected')} text={t('abm:notConnectedDetail')}>
      <div className={styles.form}>
        <Field label={t('abm:option.clientId')}>
          <Input value={clientId} spellCheck={false} onChange={(_event, { value }) => setClientId(value)} />
        </Field>
        <Field label={t('abm:option.keyId')}>
          <Input value={keyId} spellCheck={false} onChange={(_event, { value }) => setKeyId(value)} />
        </Field>
        <input
          ref={file}
          type="file"
          accept=".pem,.p8"
          className={styles.hidden}
          aria-label={t('abm:option.key')}
          onChange={(event) => {
            const chosen = event.target.files?.[0]
            if (chosen !== undefined) action.run(() => connect(chosen))
            event.target.value = ''
          }}
        />
        <div className={styles.row}>
          <Button
            appearance="primary"
            disabled={action.busy || clientId.trim() === '' || keyId.trim() === ''}
            onClick={() => file.current?.click()}
          >
            {t('abm:chooseKey')}
          </Button>
        </div>
        {action.error !== null && <ErrorNote error={action.error} />}
      </div>
    </EmptyNote>
  )
}
