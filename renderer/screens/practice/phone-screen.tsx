import { Button, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { PracticeDevice, PracticePrompt, PracticeView } from '../../../src-shared/practice-contract.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'
import { fieldsOf, promptWords, startText } from './prompt-words.ts'

const useStyles = makeStyles({
  // A device, not a part of the page: the same in every theme, with its own contrast.
  phone: {
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'center',
    gap: tokens.spacingVerticalS,
    minHeight: '190px',
    padding: tokens.spacingHorizontalM,
    borderRadius: '18px',
    border: '6px solid #2b2b2b',
    backgroundColor: '#f7f7fa',
    color: '#1b1b1f',
    textAlign: 'center',
    flexGrow: 1,
  },
  off: { backgroundColor: '#101014', color: '#e4e4ea' },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontWeight: 600 },
  detail: { margin: 0, fontSize: tokens.fontSizeBase200, overflowWrap: 'anywhere' },
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, margin: 0 },
})

type PhoneScreenProps = { readonly device: PracticeDevice; readonly types: PracticeView['types'] }

/** What stands on the device's screen now, drawn small; its buttons can be tapped. */
export function PhoneScreen({ device, types }: PhoneScreenProps) {
  const styles = useStyles()
  const { t } = useText()
  const { prompts, power, running, locked } = device
  // The newest question lies on top of the others.
  const prompt = prompts.at(-1)
  const dark = power !== 'on' || !running
  const idle =
    power === 'recovery' ? 'recovery' : power !== 'on' ? 'off' : !running ? 'starting' : locked ? 'locked' : 'home'
  return (
    <div
      className={mergeClasses(styles.phone, dark && styles.off)}
      role="group"
      aria-label={t('world:screen', { name: device.name })}
    >
      {prompt === undefined || dark ? (
        <p className={styles.title}>{t(`world:${idle}`)}</p>
      ) : (
        <Question key={prompt.id} udid={device.udid} prompt={prompt} types={types} />
      )}
    </div>
  )
}

type QuestionProps = { readonly udid: string; readonly prompt: PracticePrompt; readonly types: PracticeView['types'] }

function Question({ udid, prompt, types }: QuestionProps) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const action = useAction()
  const fields = fieldsOf(prompt.kind)
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() => startText(fields, types))
  const { title, accept, refuse } = promptWords(prompt.kind, text)
  const answer = (how: 'accept' | 'refuse'): void =>
    action.run(async () => {
      const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''))
      const input = how === 'accept' ? given : {}
      await api()['practice.answer']({ udid, promptId: prompt.id, answer: how, input })
    })
  const shown = Object.values(prompt.shows).filter((value) => typeof value === 'string' && value !== '')
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        answer('accept')
      }}
    >
      <p className={styles.title}>{title}</p>
      {shown.length > 0 && <p className={styles.detail}>{shown.join(' · ')}</p>}
      {fields.map((field) => (
        <Input
          key={field}
          size="small"
          aria-label={t(`world:input.${field}`)}
          placeholder={t(`world:input.${field}`)}
          value={typed[field] ?? ''}
          onChange={(_event, { value }) => setTyped((before) => ({ ...before, [field]: value }))}
        />
      ))}
      <Button type="submit" size="small" appearance="primary" disabled={action.busy}>
        {accept}
      </Button>
      {refuse !== null && (
        <Button size="small" disabled={action.busy} onClick={() => answer('refuse')}>
          {refuse}
        </Button>
      )}
      {action.error !== null && <ErrorNote error={action.error} />}
    </form>
  )
}
