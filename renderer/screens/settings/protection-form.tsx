import { Button, Field, Switch, Text, Textarea, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { Protection } from '../../../src-shared/protection.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useAction } from '../../state/act.ts'
import { useAnswer } from '../../state/feed.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, maxWidth: '640px' },
  button: { alignSelf: 'start' },
})

/** The lists that no consent overrules. */
export function ProtectionForm() {
  const { value, error, again } = useAnswer('', (core) => core['protection.get']({}))
  if (error !== null) return <ErrorNote error={error} />
  return value === null ? null : <Lists key={JSON.stringify(value)} lists={value} onChanged={again} />
}

function Lists({ lists, onChanged }: { readonly lists: Protection; readonly onChanged: () => void }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const [onlyListed, setOnlyListed] = useState(lists.onlyListed)
  const [never, setNever] = useState(lists.never.join('\n'))
  const [allowed, setAllowed] = useState(lists.allowed.join('\n'))
  const save = async (): Promise<void> => {
    const [wantedNever, wantedAllowed] = [serialsIn(never), serialsIn(allowed)]
    await api()['protection.change']({
      onlyListed,
      protect: wantedNever,
      unprotect: lists.never.filter((serial) => !wantedNever.includes(serial)),
      allow: wantedAllowed,
      disallow: lists.allowed.filter((serial) => !wantedAllowed.includes(serial)),
    })
    onChanged()
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        action.run(save)
      }}
    >
      <Field label={t('pages:settings.never')}>
        <Textarea value={never} onChange={(_event, { value }) => setNever(value)} />
      </Field>
      <Switch
        label={t('pages:settings.onlyListed')}
        checked={onlyListed}
        onChange={(_event, { checked }) => setOnlyListed(checked)}
      />
      <Text>{t('pages:settings.onlyListedHint')}</Text>
      <Field label={t('pages:settings.allowed')}>
        <Textarea value={allowed} onChange={(_event, { value }) => setAllowed(value)} />
      </Field>
      {action.error !== null && <ErrorNote error={action.error} />}
      <Button type="submit" className={styles.button} disabled={action.busy}>
        {t('pages:settings.save')}
      </Button>
    </form>
  )
}

/** One a line, or separated by commas or spaces; as the core keeps them. */
function serialsIn(text: string): string[] {
  return [
    ...new Set(
      text
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter((part) => part !== ''),
    ),
  ]
}
