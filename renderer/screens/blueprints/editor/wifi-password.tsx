import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { api } from '../../../api.ts'
import { ErrorNote } from '../../../components/error-note.tsx'
import { useAction } from '../../../state/act.ts'
import { useText } from '../../../text.tsx'
import { useDraft } from './draft.ts'
import { TextLine } from './fields.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalS },
  text: { margin: 0 },
})

type WifiPasswordProps = { readonly name: string; readonly onRename: (name: string | null) => void }

/** The name under which the password is kept, and a way to keep one: it goes to the core and never comes back. */
export function WifiPassword({ name, onRename }: WifiPasswordProps) {
  const styles = useStyles()
  const { t } = useText()
  const { materials, materialsChanged } = useDraft()
  const action = useAction()
  const [typed, setTyped] = useState('')
  const kept = materials?.wifiPasswords.includes(name) === true
  const keep = (): void =>
    action.run(async () => {
      await api()['blueprints.keepPassword']({ name, password: typed })
      setTyped('')
      materialsChanged()
    })
  return (
    <>
      <TextLine
        path="wifi.passwordSecret"
        label={t('editor:wifi.passwordName')}
        hint={t('editor:wifi.passwordNameHint')}
        suggestions={materials?.wifiPasswords ?? []}
        value={name}
        onChange={(next) => onRename(next === '' ? null : next)}
      />
      {/^wifi\../.test(name) ? (
        <>
          <p className={styles.text} role="status">
            {t(kept ? 'editor:wifi.kept' : 'editor:wifi.notKept')}
          </p>
          <div className={styles.row}>
            <Field label={t('editor:wifi.password')} hint={t('editor:wifi.passwordHint')}>
              <Input
                type="password"
                autoComplete="off"
                maxLength={256}
                value={typed}
                onChange={(_event, { value }) => setTyped(value)}
              />
            </Field>
            <Button disabled={typed === '' || action.busy} onClick={keep}>
              {t('editor:wifi.keep')}
            </Button>
          </div>
        </>
      ) : (
        name !== '' && <p className={styles.text}>{t('editor:wifi.otherName')}</p>
      )}
      {action.error !== null && <ErrorNote error={action.error} />}
    </>
  )
}
