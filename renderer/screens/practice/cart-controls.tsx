import { Button, Field, Input, Select, Spinner, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { practiceScenarios } from '../../../src-shared/practice-contract.ts'
import type { PracticeHands, PracticeScenario, PracticeView } from '../../../src-shared/practice-contract.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'
import { FaultMenu } from './fault-menu.tsx'

const useStyles = makeStyles({
  bar: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalM },
  count: { width: '5.5rem' },
  hint: { flexBasis: '100%', color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
})

const paces = ['realistic', 'x5', 'x20', 'x100', 'instant'] as const
const momentMs = 1500

/** What concerns the whole cart: which one it is, who taps, how fast time goes, and trouble for all. */
export function CartControls({ view }: { readonly view: PracticeView }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const known = practiceScenarios.find((name) => name === view.scenario) ?? 'usual'
  const [scenario, setScenario] = useState<PracticeScenario>(known)
  const [count, setCount] = useState('')
  const load = async (): Promise<void> => {
    const devices = count.trim() === '' ? null : Math.min(64, Math.max(1, Math.trunc(Number(count)) || 1))
    await api()['practice.load']({ scenario, devices })
  }
  return (
    <div className={styles.bar}>
      <Field label={t('world:scenario')}>
        <Select value={scenario} onChange={(_event, { value }) => setScenario(value as PracticeScenario)}>
          {practiceScenarios.map((name) => (
            <option key={name} value={name}>
              {t(`world:scenarioName.${name}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('world:count')}>
        <Input
          className={styles.count}
          type="number"
          min={1}
          max={64}
          value={count}
          placeholder={String(view.devices.length)}
          onChange={(_event, { value }) => setCount(value)}
        />
      </Field>
      <Button appearance="primary" disabled={action.busy} onClick={() => action.run(load)}>
        {t('world:load')}
      </Button>
      {action.busy && <Spinner size="tiny" label={t('world:away')} />}
      <WhoTaps hands={view.hands} />
      <Pace time={view.time} />
      <FaultMenu udid={null} label={t('world:wholeCart')} />
      <span className={styles.hint}>{t('world:loadHint')}</span>
      {action.error !== null && <ErrorNote error={action.error} />}
    </div>
  )
}

function WhoTaps({ hands }: { readonly hands: PracticeHands }) {
  const { t } = useText()
  const action = useAction()
  const choose = (kind: PracticeHands['kind']): void => {
    const wanted: PracticeHands = kind === 'after' ? { kind, ms: momentMs } : { kind }
    action.run(async () => void (await api()['practice.hands']({ udid: null, hands: wanted })))
  }
  return (
    <Field label={t('world:hands')}>
      <Select value={hands.kind} onChange={(_event, { value }) => choose(value as PracticeHands['kind'])}>
        {(['operator', 'after', 'atOnce', 'never'] as const).map((kind) => (
          <option key={kind} value={kind}>
            {t(`world:handsKind.${kind}`)}
          </option>
        ))}
      </Select>
    </Field>
  )
}

function Pace({ time }: { readonly time: string }) {
  const { t } = useText()
  const action = useAction()
  const known = paces.some((pace) => pace === time) ? paces : [...paces, time]
  const word = (pace: string): string =>
    pace === 'instant' || pace === 'realistic'
      ? t(`world:timeKind.${pace}`)
      : t('world:timeKind.faster', { factor: pace.slice(1) })
  return (
    <Field label={t('world:time')}>
      <Select
        value={time}
        onChange={(_event, { value }) => action.run(async () => void (await api()['practice.time']({ time: value })))}
      >
        {known.map((pace) => (
          <option key={pace} value={pace}>
            {word(pace)}
          </option>
        ))}
      </Select>
    </Field>
  )
}
