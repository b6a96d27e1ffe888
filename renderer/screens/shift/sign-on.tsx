import { focusAtOnce } from '../../components/focus-at-once.ts'
import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { OperatorView } from '../../../src-shared/shift-contract.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { Section } from '../../components/section.tsx'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM, maxWidth: '640px' },
  text: { margin: 0 },
})

/** With a badge, whose field waits for the scanner, or with name and PIN. */
export function SignOn({ operators }: { readonly operators: readonly OperatorView[] }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const withPin = operators.filter(({ hasPin }) => hasPin)
  const withBadge = operators.some(({ hasBadge }) => hasBadge)
  return (
    <Section title={t('shift:signOn')}>
      {action.error !== null && <ErrorNote error={action.error} />}
      {withBadge && <BadgeForm run={action.run} />}
      {withBadge && withPin.length > 0 && <p className={styles.text}>{t('shift:orPin')}</p>}
      {withPin.length > 0 && <PinForm operators={withPin} busy={action.busy} run={action.run} />}
    </Section>
  )
}

type Run = (work: () => Promise<void>) => void

function BadgeForm({ run }: { readonly run: Run }) {
  const styles = useStyles()
  const { t } = useText()
  const [badge, setBadge] = useState('')
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setBadge('')
        run(async () => void (await api()['shift.on']({ with: 'badge', badge })))
      }}
    >
      <Field label={t('shift:badge')} hint={t('shift:badgeHint')}>
        <Input
          type="password"
          autoComplete="off"
          ref={focusAtOnce}
          value={badge}
          onChange={(_e, { value }) => setBadge(value)}
        />
      </Field>
    </form>
  )
}

type PinFormProps = { readonly operators: readonly OperatorView[]; readonly busy: boolean; readonly run: Run }

function PinForm({ operators, busy, run }: PinFormProps) {
  const styles = useStyles()
  const { t } = useText()
  const [chosen, setChosen] = useState<string | null>(null)
  const [pin, setPin] = useState('')
  const operatorId = operators.find(({ id }) => id === chosen)?.id ?? operators[0]?.id ?? ''
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setPin('')
        run(async () => void (await api()['shift.on']({ with: 'pin', operatorId, pin })))
      }}
    >
      <Field label={t('shift:who')}>
        <Select value={operatorId} onChange={(_event, { value }) => setChosen(value)}>
          {operators.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('shift:pin')}>
        <Input type="password" autoComplete="off" value={pin} onChange={(_event, { value }) => setPin(value)} />
      </Field>
      <Button type="submit" appearance="primary" disabled={busy || pin === ''}>
        {t('shift:signOn')}
      </Button>
    </form>
  )
}
