import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useAction } from '../../state/act.ts'
import { useAnswer } from '../../state/feed.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  short: { width: '7rem' },
  text: { margin: 0 },
})

type ArmFormProps = { readonly ruleId: string; readonly mayErase: boolean }

/** The standing consent: who, for how many devices, for how long; where it may erase, the number is typed again. */
export function ArmForm({ ruleId, mayErase }: ArmFormProps) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const { value: shift } = useAnswer('', (core) => core['shift.show']({}))
  const [operator, setOperator] = useState('')
  const [maximum, setMaximum] = useState('10')
  const [minutes, setMinutes] = useState('60')
  const [typed, setTyped] = useState('')
  useEffect(() => {
    if (shift?.current != null) setOperator(shift.current.name)
  }, [shift])
  const arm = async (): Promise<void> => {
    const typedCount = mayErase ? Math.trunc(Number(typed)) : null
    const wanted = { maximum: Math.trunc(Number(maximum)), minutes: Math.trunc(Number(minutes)) }
    await api()['automation.arm']({ id: ruleId, operator, ...wanted, typedCount })
  }
  const ready = operator.trim() !== '' && (!mayErase || (typed !== '' && Number(typed) === Number(maximum)))
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) action.run(arm)
      }}
    >
      <Field label={t('automation:operator')}>
        <Input value={operator} maxLength={120} onChange={(_event, { value }) => setOperator(value)} />
      </Field>
      <Field label={t('automation:maximum')}>
        <Input
          type="number"
          min={1}
          max={256}
          className={styles.short}
          value={maximum}
          onChange={(_event, { value }) => setMaximum(value)}
        />
      </Field>
      <Field label={t('automation:minutes')}>
        <Input
          type="number"
          min={1}
          max={1440}
          className={styles.short}
          value={minutes}
          onChange={(_event, { value }) => setMinutes(value)}
        />
      </Field>
      {mayErase && (
        <Field label={t('automation:typed')}>
          <Input
            inputMode="numeric"
            autoComplete="off"
            className={styles.short}
            value={typed}
            onChange={(_event, { value }) => setTyped(value)}
          />
        </Field>
      )}
      <Button type="submit" appearance="primary" disabled={!ready || action.busy}>
        {t('automation:arm')}
      </Button>
      {action.error !== null && <ErrorNote error={action.error} />}
    </form>
  )
}
