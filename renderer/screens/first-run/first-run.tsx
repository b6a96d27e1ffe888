import { Button, Link, ProgressBar, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { blueprintIds } from '../../../src-shared/default-blueprints.ts'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import { api } from '../../api.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { modelOf } from '../../device-words.ts'
import { runProgress } from '../../../src-shared/run-progress.ts'
import { hrefOf } from '../../navigation/route.ts'
import { useAction } from '../../state/act.ts'
import { useDevices } from '../../state/devices.ts'
import { useStation } from '../../state/station.ts'
import { useText } from '../../text.tsx'

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'start',
    gap: tokens.spacingVerticalS,
    flexShrink: 0,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    border: `2px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  title: { margin: 0, fontSize: tokens.fontSizeBase500, lineHeight: tokens.lineHeightBase500 },
  text: { margin: 0 },
  bar: { width: '100%', maxWidth: '480px' },
  row: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'center' },
})

const dismissedKey = 'slipway.firstRun'

/**
 * The first minutes in a practice world: one button stages one virtual device and shows how it goes. Gone for good once
 * it was closed, and where other runs were started before.
 */
export function FirstRun() {
  const [closed, setClosed] = useState(() => localStorage.getItem(dismissedKey) !== null)
  const [mine, setMine] = useState<string | null>(null)
  const practice = useStation((state) => state.info?.mode === 'practice')
  const started = useDevices((state) => Object.values(state.byUdid).some(({ run }) => run !== null))
  const loaded = useDevices((state) => state.loaded)
  if (!practice || closed || !loaded || (started && mine === null)) return null
  const close = (): void => {
    localStorage.setItem(dismissedKey, 'seen')
    setClosed(true)
  }
  return mine === null ? <Invitation onStarted={setMine} /> : <Outcome udid={mine} onClose={close} />
}

function Invitation({ onStarted }: { readonly onStarted: (udid: string) => void }) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const action = useAction()
  const attached = useDevices((state) => state.attached)
  const byUdid = useDevices((state) => state.byUdid)
  const device = attached.flatMap((udid) => byUdid[udid] ?? []).find(({ stage }) => stage === 'ready')
  const start = async (udid: string): Promise<void> => {
    // The card says that it may be erased, and its device is virtual: the click is the consent.
    const consent = { udids: [udid], typedCount: 1 }
    await api()['runs.start']({ udids: [udid], blueprintId: blueprintIds.bench, consent, waivePilot: true })
    onStarted(udid)
  }
  return (
    <section className={styles.card} aria-label={t('world:first.title')}>
      <h2 className={styles.title}>{t('world:first.title')}</h2>
      {device === undefined ? (
        <p className={styles.text}>{t('world:first.waiting')}</p>
      ) : (
        <>
          <p className={styles.text}>{t('world:first.text', { model: modelOf(device, text) })}</p>
          <Button
            appearance="primary"
            size="large"
            disabled={action.busy}
            onClick={() => action.run(() => start(device.udid))}
          >
            {t('world:first.start')}
          </Button>
        </>
      )}
      {action.error !== null && <ErrorNote error={action.error} />}
    </section>
  )
}

function Outcome({ udid, onClose }: { readonly udid: string; readonly onClose: () => void }) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const device = useDevices((state) => state.byUdid[udid])
  if (device === undefined) return null
  const { stage } = device
  const done = stage === 'enrolled'
  const failed = stage === 'needsAttention'
  return (
    <section className={styles.card} aria-label={t('world:first.title')}>
      <h2 className={styles.title} role="status">
        {done ? t('world:first.done') : t('world:first.working', { slot: device.slot ?? '–' })}
      </h2>
      {!done && !failed && <Working device={device} />}
      {done && <p className={styles.text}>{t('world:first.doneDetail')}</p>}
      {failed && <p className={styles.text}>{t('world:first.failed')}</p>}
      <div className={styles.row}>
        <Link href={hrefOf('practice')}>{t('world:first.practicePage')}</Link>
        {(done || failed) && <Button onClick={onClose}>{t('world:first.close')}</Button>}
      </div>
    </section>
  )
}

function Working({ device }: { readonly device: DeviceView }) {
  const styles = useStyles()
  const { t, reason } = useText()
  const { run, tap } = device
  const progress = run === null ? null : runProgress(run)
  if (progress === null || progress.current === null) return <ProgressBar className={styles.bar} aria-hidden />
  const { index, name } = progress.current
  const { total, done } = progress
  return (
    <>
      <ProgressBar className={styles.bar} max={total} value={done} aria-hidden />
      <p className={styles.text}>{t('world:first.step', { index, total, name: reason(`step.${name}`) })}</p>
      {tap !== null && <p className={styles.text}>{t('world:first.tap')}</p>}
    </>
  )
}
