import { Button, Input, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { PracticeDevice, PracticeView } from '../../../src-shared/practice-contract.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useAction } from '../../state/act.ts'
import { useText } from '../../text.tsx'
import { FaultMenu } from './fault-menu.tsx'
import { PhoneScreen } from './phone-screen.tsx'

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    height: '100%',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  quiet: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalXS },
  slot: { width: '4.5rem' },
})

type PracticeCardProps = { readonly device: PracticeDevice; readonly types: PracticeView['types'] }

/** One practice device: its screen, its cable and its buttons. */
export function PracticeCard({ device, types }: PracticeCardProps) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const [slot, setSlot] = useState('')
  const { udid, plugged, power } = device
  const act = (work: () => Promise<unknown>): void => action.run(async () => void (await work()))
  const plug = (): void => {
    const wanted = Math.trunc(Number(slot))
    act(() => api()['practice.plug']({ udid, slot: wanted >= 1 && wanted <= 512 ? wanted : null }))
  }
  return (
    <section className={styles.card} aria-label={t('world:device', { slot: device.slot, model: device.model })}>
      <h3 className={styles.title}>{t('world:device', { slot: device.slot, model: device.model })}</h3>
      <span className={styles.quiet}>
        {device.serial} · {t('world:battery', { percent: device.batteryPercent })}
      </span>
      <PhoneScreen device={device} types={types} />
      <div className={styles.row}>
        {plugged ? (
          <Button size="small" onClick={() => act(() => api()['practice.unplug']({ udid }))}>
            {t('world:unplug')}
          </Button>
        ) : (
          <>
            <Button size="small" appearance="primary" onClick={plug}>
              {t('world:plug')}
            </Button>
            <Input
              size="small"
              type="number"
              className={styles.slot}
              aria-label={t('world:otherSlot')}
              placeholder={String(device.slot)}
              value={slot}
              onChange={(_event, { value }) => setSlot(value)}
            />
          </>
        )}
        {power === 'on' ? (
          <Button size="small" onClick={() => act(() => api()['practice.press']({ udid, button: 'restart' }))}>
            {t('world:restart')}
          </Button>
        ) : (
          <Button size="small" onClick={() => act(() => api()['practice.press']({ udid, button: 'switchOn' }))}>
            {t('world:switchOn')}
          </Button>
        )}
        <Button size="small" onClick={() => act(() => api()['practice.hands']({ udid, hands: { kind: 'atOnce' } }))}>
          {t('world:walk')}
        </Button>
        <FaultMenu udid={udid} label={t('world:makeTrouble')} />
      </div>
      {action.error !== null && <ErrorNote error={action.error} />}
    </section>
  )
}
