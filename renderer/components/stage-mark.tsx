import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import type { FluentIcon } from '@fluentui/react-icons'
import { ArrowEject20Filled } from '@fluentui/react-icons/svg/arrow-eject'
import { ArrowSyncCircle20Filled } from '@fluentui/react-icons/svg/arrow-sync-circle'
import { ArrowReset20Filled } from '@fluentui/react-icons/svg/arrow-reset'
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle'
import { Circle20Regular } from '@fluentui/react-icons/svg/circle'
import { Clock20Regular } from '@fluentui/react-icons/svg/clock'
import { CloudSync20Filled } from '@fluentui/react-icons/svg/cloud-sync'
import { ErrorCircle20Filled } from '@fluentui/react-icons/svg/error-circle'
import { PauseCircle20Filled } from '@fluentui/react-icons/svg/pause-circle'
import { PersonClock20Filled } from '@fluentui/react-icons/svg/person-clock'
import { PeopleQueue20Regular } from '@fluentui/react-icons/svg/people-queue'
import { PlugDisconnected20Filled } from '@fluentui/react-icons/svg/plug-disconnected'
import { Search20Regular } from '@fluentui/react-icons/svg/search'
import { ShieldCheckmark20Filled } from '@fluentui/react-icons/svg/shield-checkmark'
import { TapSingle20Filled } from '@fluentui/react-icons/svg/tap-single'
import { UsbPlug20Regular } from '@fluentui/react-icons/svg/usb-plug'
import type { DeviceStage } from '../../src-shared/device.ts'
import { useText } from '../text.tsx'

export type Tone = 'quiet' | 'calm' | 'busy' | 'tap' | 'away' | 'good' | 'person' | 'bad'

/** Each state has a shape of its own, so that nobody needs the colour to tell them apart. */
export const marks: Readonly<Record<DeviceStage, { readonly tone: Tone; readonly Icon: FluentIcon }>> = {
  seen: { tone: 'quiet', Icon: UsbPlug20Regular },
  identifying: { tone: 'quiet', Icon: Search20Regular },
  ready: { tone: 'calm', Icon: Circle20Regular },
  queued: { tone: 'quiet', Icon: Clock20Regular },
  running: { tone: 'busy', Icon: ArrowSyncCircle20Filled },
  waitingForTap: { tone: 'tap', Icon: TapSingle20Filled },
  away: { tone: 'away', Icon: ArrowReset20Filled },
  interrupted: { tone: 'bad', Icon: PlugDisconnected20Filled },
  held: { tone: 'quiet', Icon: PeopleQueue20Regular },
  paused: { tone: 'away', Icon: PauseCircle20Filled },
  awaitingEnrollment: { tone: 'busy', Icon: CloudSync20Filled },
  awaitingUser: { tone: 'person', Icon: PersonClock20Filled },
  enrolled: { tone: 'good', Icon: ShieldCheckmark20Filled },
  prepared: { tone: 'good', Icon: CheckmarkCircle20Filled },
  needsAttention: { tone: 'bad', Icon: ErrorCircle20Filled },
}

export function toneOf(stage: DeviceStage): Tone {
  return marks[stage].tone
}

export const toneColors: Readonly<Record<Tone, string>> = {
  quiet: tokens.colorNeutralForeground3,
  calm: tokens.colorNeutralForeground1,
  busy: tokens.colorBrandForeground1,
  tap: tokens.colorStatusWarningForeground3,
  away: tokens.colorPaletteBerryForeground1,
  good: tokens.colorStatusSuccessForeground1,
  person: tokens.colorPaletteTealForeground2,
  bad: tokens.colorStatusDangerForeground3,
}

export const useMarkStyles = makeStyles({
  mark: {
    display: 'inline-flex',
    alignItems: 'center',
    verticalAlign: 'middle',
    gap: tokens.spacingHorizontalXS,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  icon: { flexShrink: 0, display: 'inline-flex' },
  quiet: { color: toneColors.quiet },
  calm: { color: toneColors.calm },
  busy: { color: toneColors.busy },
  tap: { color: toneColors.tap },
  away: { color: toneColors.away },
  good: { color: toneColors.good },
  person: { color: toneColors.person },
  bad: { color: toneColors.bad },
})

/** A device's state as shape, word and colour; `unplug`: that it may go is the state that matters. */
export function StageMark({ stage, unplug = false }: { readonly stage: DeviceStage; readonly unplug?: boolean }) {
  const styles = useMarkStyles()
  const { t } = useText()
  const { tone, Icon } = marks[stage]
  return (
    <span className={mergeClasses(styles.mark, styles[tone])}>
      <span className={styles.icon} aria-hidden>
        <Icon />
      </span>
      {t(`stage.${stage}`)}
      {unplug && (
        <span className={mergeClasses(styles.icon, styles.good)} title={t('bench:unplugNow')}>
          <ArrowEject20Filled aria-label={t('bench:unplugNow')} />
        </span>
      )}
    </span>
  )
}
