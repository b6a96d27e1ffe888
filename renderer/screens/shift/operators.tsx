import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { OperatorView, ShiftView } from '../../../src-shared/shift-contract.ts'
import { api } from '../../api.ts'
import { DataTable } from '../../components/data-table.tsx'
import { EmptyNote } from '../../components/empty-note.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Section } from '../../components/section.tsx'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', alignItems: 'start', gap: tokens.spacingHorizontalM },
  button: { alignSelf: 'start' },
})

/** Who may sign on. The first adds themselves; later somebody who is signed on adds and removes. */
export function Operators({ view }: { readonly view: ShiftView }) {
  const { t } = useText()
  const { operators, current } = view
  const action = useAction()
  const remove = (id: string): void => action.run(async () => void (await api()['shift.removeOperator']({ id })))
  return (
    <Section title={t('shift:operators')}>
      {operators.length === 0 ? (
        <EmptyNote title={t('shift:noOperators')} text={t('shift:noOperatorsDetail')} />
      ) : (
        <DataTable
          label={t('shift:operators')}
          columns={[
            t('shift:column.name'),
            t('shift:column.with'),
            ...(current === null ? [] : [t('shift:column.act')]),
          ]}
          rows={operators.map((operator) => ({
            key: operator.id,
            cells: [
              operator.name,
              t(`shift:with.${signsOnWith(operator)}`),
              ...(current === null
                ? []
                : [
                    <Button
                      key="remove"
                      size="small"
                      disabled={operator.id === current.operatorId || action.busy}
                      aria-label={`${t('shift:remove')}: ${operator.name}`}
                      onClick={() => remove(operator.id)}
                    >
                      {t('shift:remove')}
                    </Button>,
                  ]),
            ],
          }))}
        />
      )}
      {action.error !== null && <ErrorNote error={action.error} />}
      {(operators.length === 0 || current !== null) && <AddOperator />}
    </Section>
  )
}

function AddOperator() {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const [name, setName] = useState('')
  const [pin, setPin] = useState('')
  const [badge, setBadge] = useState('')
  const add = async (): Promise<void> => {
    const given = (text: string): string | null => (text.trim() === '' ? null : text)
    await api()['shift.addOperator']({ name, pin: given(pin), badge: given(badge) })
    setName('')
    setPin('')
    setBadge('')
  }
  const ready = name.trim() !== '' && (pin.trim().length >= 4 || (pin === '' && badge.trim().length >= 4))
  return (
    <form
      className={styles.form}
      aria-label={t('shift:add')}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) action.run(add)
      }}
    >
      <Field label={t('shift:name')}>
        <Input value={name} maxLength={120} autoComplete="off" onChange={(_event, { value }) => setName(value)} />
      </Field>
      <Field label={t('shift:newPin')}>
        <Input
          type="password"
          autoComplete="new-password"
          value={pin}
          onChange={(_event, { value }) => setPin(value)}
        />
      </Field>
      <Field label={t('shift:newBadge')} hint={t('shift:newBadgeHint')}>
        <Input
          type="password"
          autoComplete="off"
          value={badge}
          onChange={(_event, { value }) => setBadge(value)}
          // A scanner ends with Enter, which would add somebody before the name is there.
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !ready) event.preventDefault()
          }}
        />
      </Field>
      <Button type="submit" className={styles.button} disabled={!ready || action.busy}>
        {t('shift:addButton')}
      </Button>
      {action.error !== null && <ErrorNote error={action.error} />}
    </form>
  )
}

function signsOnWith({ hasPin, hasBadge }: OperatorView): 'pin' | 'badge' | 'both' {
  if (hasPin && hasBadge) return 'both'
  return hasPin ? 'pin' : 'badge'
}
