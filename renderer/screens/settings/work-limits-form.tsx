import { Button, Field, Input, Text, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { StationSettings } from '../../../src-shared/settings-contract.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useAction } from '../../state/act.ts'
import { useAnswer } from '../../state/feed.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  hint: { margin: 0, color: tokens.colorNeutralForeground2 },
})

/** How many devices work at once; empty is what Slipway comes with. */
export function WorkLimitsForm() {
  const { value, error } = useAnswer('', (core) => core['settings.show']({}))
  if (error !== null) return <ErrorNote error={error} />
  return value === null ? null : <LimitsOf settings={value} />
}

function LimitsOf({ settings }: { readonly settings: StationSettings }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const { limits, usual } = settings
  const [devices, setDevices] = useState(limits.devices?.toString() ?? '')
  const [perController, setPerController] = useState(limits.perController?.toString() ?? '')
  const [saved, setSaved] = useState(false)
  const save = async (): Promise<void> => {
    await api()['settings.setLimits']({ devices: numberIn(devices), perController: numberIn(perController) })
    setSaved(true)
  }
  return (
    <>
      <p className={styles.hint}>{t('pages:settings.limitsHint', usual)}</p>
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault()
          setSaved(false)
          action.run(save)
        }}
      >
        <Field label={t('pages:settings.devices')}>
          <Input type="number" min={1} max={256} value={devices} onChange={(_e, { value }) => setDevices(value)} />
        </Field>
        <Field label={t('pages:settings.perController')}>
          <Input
            type="number"
            min={1}
            max={256}
            value={perController}
            onChange={(_e, { value }) => setPerController(value)}
          />
        </Field>
        <Button type="submit" disabled={action.busy}>
          {t('pages:settings.save')}
        </Button>
      </form>
      {saved && <Text role="status">{t('pages:settings.saved')}</Text>}
      {action.error !== null && <ErrorNote error={action.error} />}
    </>
  )
}

/** The contract refuses what is out of range; an empty field chooses nothing. */
function numberIn(text: string): number | null {
  return text.trim() === '' ? null : Math.trunc(Number(text))
}
