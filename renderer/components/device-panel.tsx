import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { TapSingle20Filled } from '@fluentui/react-icons/svg/tap-single'
import type { Hold } from '../../src-shared/journal.ts'
import { deviceName, isRetryable, isStageable, isUnderWay, slotLabel } from '../device-words.ts'
import { retryRuns, useAction } from '../state/act.ts'
import { useDevice } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'
import { useText } from '../text.tsx'
import { ErrorNote } from './error-note.tsx'
import { RunButtons } from './run-buttons.tsx'
import { FactList } from './fact-list.tsx'
import { Section } from './section.tsx'
import { SidePanel } from './side-panel.tsx'
import { StageMark } from './stage-mark.tsx'
import { StepList } from './step-list.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  tap: { display: 'flex', gap: tokens.spacingHorizontalS, margin: 0, fontWeight: tokens.fontWeightSemibold },
  tapIcon: { flexShrink: 0, color: tokens.colorStatusWarningForeground3 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
})

/** Why a device does not begin, and where to look. */
function HoldNote({ hold }: { readonly hold: Hold }) {
  const styles = useStyles()
  const { t } = useText()
  const pilot = useDevice(hold.pilot)
  return <p className={styles.quiet}>{t(`automation:held.${hold.why}`, { slot: pilot?.slot ?? '–' })}</p>
}

/** Everything about one device, live. */
export function DevicePanel({ udid }: { readonly udid: string }) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const device = useDevice(udid)
  const { close, open } = useSelection.getState()
  const action = useAction()
  if (device === undefined) {
    return (
      <SidePanel title={t('panel.device')} onClose={close}>
        <p className={styles.quiet}>{t('device.gone')}</p>
      </SidePanel>
    )
  }
  const retryable = isRetryable(device)
  return (
    <SidePanel title={`${deviceName(device, text)} · ${slotLabel(device, text)}`} onClose={close}>
      <div className={styles.row}>
        <StageMark stage={device.stage} />
        {device.presence !== 'unplugged' && device.run !== null && (
          <span className={styles.quiet}>{t(device.safeToUnplug ? 'slot.safeToUnplug' : 'slot.keepPlugged')}</span>
        )}
      </div>
      {device.tap !== null && (
        <p className={styles.tap}>
          <TapSingle20Filled className={styles.tapIcon} aria-hidden />
          {t(`tap.${device.tap}`)}
        </p>
      )}
      {device.run?.hold !== undefined && <HoldNote hold={device.run.hold} />}
      {device.run?.paused === true && device.stage !== 'paused' && (
        <p className={styles.quiet}>{t('automation:pausing')}</p>
      )}
      {device.error !== null && <ErrorNote error={device.error} />}
      {action.error !== null && <ErrorNote error={action.error} />}
      <div className={styles.row}>
        {retryable && (
          <Button appearance="primary" disabled={action.busy} onClick={() => action.run(() => retryRuns([udid]))}>
            {t('device.retry')}
          </Button>
        )}
        {isStageable(device) && (
          <Button
            appearance={retryable ? 'secondary' : 'primary'}
            onClick={() => open({ kind: 'stage', udids: [udid], blueprintId: null, retry: false })}
          >
            {t('device.stageThis')}
          </Button>
        )}
        <RunButtons devices={[device]} action={action} />
        {isUnderWay(device) && (
          <Button onClick={() => open({ kind: 'cancel', udids: [udid] })}>{t('device.stop')}</Button>
        )}
      </div>
      <Section title={t('device.steps')}>
        {device.run === null ? (
          <p className={styles.quiet}>{t('device.noRun')}</p>
        ) : (
          <StepList steps={device.run.steps} />
        )}
      </Section>
      <Section title={t('device.facts')}>
        <FactList device={device} />
      </Section>
    </SidePanel>
  )
}
