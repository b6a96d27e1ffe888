import { Button, Tab, TabList, makeStyles, tokens } from '@fluentui/react-components'
import { TapSingle20Filled } from '@fluentui/react-icons/svg/tap-single'
import { useId, useState } from 'react'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { Hold } from '../../src-shared/hold.ts'
import { deviceName, isRetryable, isStageable, isUnderWay, slotLabel } from '../device-words.ts'
import { retryRuns, useAction } from '../state/act.ts'
import { useDevice } from '../state/devices.ts'
import { useSelection } from '../state/selection.ts'
import { useText } from '../text.tsx'
import { DeviceCommandList } from './device-command-list.tsx'
import { DevicePlan } from './device-plan.tsx'
import { DeviceTimeline } from './device-timeline.tsx'
import { ErrorExplained } from './error-explained.tsx'
import { ErrorNote } from './error-note.tsx'
import { FactList } from './fact-list.tsx'
import { HandedProfileNote } from './handed-profile-note.tsx'
import { ProvisionalNote } from './provisional-note.tsx'
import { RunButtons } from './run-buttons.tsx'
import { Section } from './section.tsx'
import { SidePanel } from './side-panel.tsx'
import { StageMark } from './stage-mark.tsx'
import { StepList } from './step-list.tsx'
import { SupportButton } from './support-button.tsx'
import { SwapCard } from './swap-card.tsx'
import { TimeLeft } from './time-left.tsx'
import { WaitingNoteBar } from './waiting-note-bar.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  tap: { display: 'flex', gap: tokens.spacingHorizontalS, margin: 0, fontWeight: tokens.fontWeightSemibold },
  tapIcon: { flexShrink: 0, color: tokens.colorStatusWarningForeground3 },
  quiet: { margin: 0, color: tokens.colorNeutralForeground2 },
  tabs: { margin: `0 calc(-1 * ${tokens.spacingHorizontalM})`, flexShrink: 0 },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
})

const tabs = ['now', 'plan', 'timeline', 'commands'] as const
type TabName = (typeof tabs)[number]

/** Everything about one device, live. */
export function DevicePanel({ udid }: { readonly udid: string }) {
  const styles = useStyles()
  const text = useText()
  const { t } = text
  const device = useDevice(udid)
  const [tab, setTab] = useState<TabName>('now')
  const id = useId()
  const { close } = useSelection.getState()
  if (device === undefined) {
    return (
      <SidePanel title={t('panel.device')} onClose={close}>
        <p className={styles.quiet}>{t('device.gone')}</p>
      </SidePanel>
    )
  }
  return (
    <SidePanel title={`${deviceName(device, text)} · ${slotLabel(device, text)}`} onClose={close}>
      <TabList
        className={styles.tabs}
        aria-label={t('bench:tab.label')}
        selectedValue={tab}
        onTabSelect={(_event, { value }) => setTab(tabs.find((name) => name === value) ?? 'now')}
      >
        {tabs.map((name) => (
          <Tab key={name} id={`${id}-${name}`} value={name} aria-controls={`${id}-content`}>
            {t(`bench:tab.${name}`)}
          </Tab>
        ))}
      </TabList>
      <div
        key={`${udid} ${tab}`}
        role="tabpanel"
        id={`${id}-content`}
        aria-labelledby={`${id}-${tab}`}
        className={styles.content}
      >
        {tab === 'now' && <DeviceNow device={device} />}
        {tab === 'plan' && <DevicePlan device={device} />}
        {tab === 'timeline' && <DeviceTimeline device={device} />}
        {tab === 'commands' && (
          <>
            <DeviceCommandList device={device} />
            <SupportButton udid={udid} />
          </>
        )}
      </div>
    </SidePanel>
  )
}

/** How the device stands, what is asked of the operator, what went wrong, and what is known. */
function DeviceNow({ device }: { readonly device: DeviceView }) {
  const styles = useStyles()
  const { t } = useText()
  const { run } = device
  return (
    <>
      <div className={styles.row}>
        <StageMark stage={device.stage} />
        {device.presence !== 'unplugged' && run !== null && (
          <span className={styles.quiet}>{t(device.safeToUnplug ? 'slot.safeToUnplug' : 'slot.keepPlugged')}</span>
        )}
        <TimeLeft device={device} />
      </div>
      {device.tap !== null && (
        <p className={styles.tap}>
          <TapSingle20Filled className={styles.tapIcon} aria-hidden />
          {t(`tap.${device.tap}`)}
        </p>
      )}
      {run !== null && device.tap === 'installProfile' && <HandedProfileNote device={device} run={run} />}
      {device.stage === 'awaitingEnrollment' && <WaitingNoteBar device={device} />}
      {run?.hold !== undefined && <HoldNote hold={run.hold} />}
      {run?.paused === true && device.stage !== 'paused' && <p className={styles.quiet}>{t('automation:pausing')}</p>}
      {device.error !== null && <ErrorExplained error={device.error} />}
      <SwapCard device={device} />
      <DeviceActions device={device} />
      <Section title={t('device.steps')}>
        {run === null ? <p className={styles.quiet}>{t('device.noRun')}</p> : <StepList steps={run.steps} run={run} />}
      </Section>
      <Section title={t('device.facts')}>
        {device.facts?.serial != null && <ProvisionalNote serial={device.facts.serial} />}
        <FactList device={device} />
      </Section>
      {device.error !== null && <SupportButton udid={device.udid} />}
    </>
  )
}

/** Why a device does not begin, and where to look. */
function HoldNote({ hold }: { readonly hold: Hold }) {
  const styles = useStyles()
  const { t } = useText()
  const pilot = useDevice(hold.pilot)
  return <p className={styles.quiet}>{t(`automation:held.${hold.why}`, { slot: pilot?.slot ?? '–' })}</p>
}

function DeviceActions({ device }: { readonly device: DeviceView }) {
  const styles = useStyles()
  const { t } = useText()
  const action = useAction()
  const { open } = useSelection.getState()
  const { udid } = device
  const retryable = isRetryable(device)
  return (
    <>
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
        <RunButtons udids={[device.udid]} action={action} />
        {isUnderWay(device) && (
          <Button onClick={() => open({ kind: 'cancel', udids: [udid] })}>{t('device.stop')}</Button>
        )}
      </div>
    </>
  )
}
