import { Button, Field, Input, Select, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { automationRule } from '../../../src-shared/automation.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { Section } from '../../components/section.tsx'
import { useAction } from '../../state/act.ts'
import { useStation } from '../../state/station.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  short: { width: '7rem' },
})

/** A new rule: a name, a blueprint, and for which models. */
export function RuleForm() {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const blueprints = useStation((state) => state.blueprints)
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState('')
  const [models, setModels] = useState('')
  const [seconds, setSeconds] = useState('15')
  const blueprintId = chosen === '' ? (blueprints[0]?.id ?? '') : chosen
  const add = async (): Promise<void> => {
    const wanted = models.split(/[;\s]+|,(?=\s|[a-zA-Z])/).filter((part) => part !== '')
    const rule = automationRule.parse({
      id: crypto.randomUUID(),
      name: name.trim(),
      blueprintId,
      match: { models: wanted },
      countdownSeconds: Math.min(600, Math.max(5, Math.trunc(Number(seconds)) || 15)),
    })
    await api()['automation.put']({ rule })
    setName('')
    setModels('')
  }
  return (
    <Section title={t('pages:automation.add')}>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') action.run(add)
        }}
      >
        <Field label={t('pages:automation.name')}>
          <Input value={name} maxLength={120} onChange={(_event, { value }) => setName(value)} />
        </Field>
        <Field label={t('pages:automation.blueprint')}>
          <Select value={blueprintId} onChange={(_event, { value }) => setChosen(value)}>
            {blueprints.map((blueprint) => (
              <option key={blueprint.id} value={blueprint.id}>
                {blueprint.name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('pages:automation.models')}>
          <Input value={models} onChange={(_event, { value }) => setModels(value)} />
        </Field>
        <Field label={t('pages:automation.countdown')}>
          <Input
            type="number"
            min={5}
            max={600}
            className={styles.short}
            value={seconds}
            onChange={(_event, { value }) => setSeconds(value)}
          />
        </Field>
        <Button type="submit" disabled={name.trim() === '' || blueprintId === '' || action.busy}>
          {t('pages:automation.add')}
        </Button>
      </form>
      {action.error !== null && <ErrorNote error={action.error} />}
    </Section>
  )
}
