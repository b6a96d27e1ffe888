import { Button, mergeClasses } from '@fluentui/react-components'
import type { FluentIcon } from '@fluentui/react-icons'
import { ArrowEject20Filled } from '@fluentui/react-icons/svg/arrow-eject'
import { CloudSync20Filled } from '@fluentui/react-icons/svg/cloud-sync'
import { TapSingle20Filled } from '@fluentui/react-icons/svg/tap-single'
import type { DeviceView, RunView } from '../../src-shared/device-view.ts'
import { isRetryable, isUnderWay } from '../device-words.ts'
import { runProgress } from '../../src-shared/run-progress.ts'
import { retryRuns, useAction } from '../state/act.ts'
import { mayUnplug } from '../state/device-groups.ts'
import { useWaitingKind } from '../state/waiting.ts'
import { useText } from '../text.tsx'
import { ProgressLine } from './progress-line.tsx'
import { useSlotStyles } from './slot-styles.ts'
import { TimeLeft } from './time-left.tsx'

type SlotNowProps = { readonly device: DeviceView; readonly name: string; readonly inTabOrder: boolean }

/** The part of a slot that says what is going on and what is asked of the operator. */
export function SlotNow({ device, name, inTabOrder }: SlotNowProps) {
  const styles = useSlotStyles()
  const { t } = useText()
  const { tap, run } = device
  return (
    <>
      {device.stage === 'awaitingEnrollment' ? (
        <WaitingPrompt device={device} />
      ) : (
        tap !== null && <Prompt words={t(`tap.${tap}`)} short={t(`bench:wall.tapShort.${tap}`)} />
      )}
      {device.error !== null || device.stage === 'interrupted' ? (
        <Trouble device={device} inTabOrder={inTabOrder} />
      ) : (
        isRetryable(device) && <Retry udid={device.udid} inTabOrder={inTabOrder} />
      )}
      {run !== null && isUnderWay(device) && <Step device={device} run={run} name={name} brief={tap !== null} />}
      {mayUnplug(device) && (
        <span className={styles.unplug}>
          <ArrowEject20Filled aria-hidden />
          {t('bench:unplugNow')}
        </span>
      )}
    </>
  )
}

/** A prompt longer than this is set smaller: a slot does not grow, so that none of its neighbors ever moves. */
const longPrompt = 70

/** What is asked of the operator at first, and later what may be in the way. */
function WaitingPrompt({ device }: { readonly device: DeviceView }) {
  const { t } = useText()
  const kind = useWaitingKind(device)
  if (kind !== null) {
    const Icon = kind === 'away' ? CloudSync20Filled : TapSingle20Filled
    return <Prompt words={t(`waiting:short.${kind}`)} short={t(`waiting:wall.${kind}`)} Icon={Icon} />
  }
  const { tap } = device
  return tap === null ? null : <Prompt words={t(`tap.${tap}`)} short={t(`bench:wall.tapShort.${tap}`)} />
}

type PromptProps = { readonly words: string; readonly short: string; readonly Icon?: FluentIcon }

function Prompt({ words, short, Icon = TapSingle20Filled }: PromptProps) {
  const styles = useSlotStyles()
  return (
    <p className={mergeClasses(styles.tapPrompt, words.length > longPrompt && styles.small)} title={words}>
      <Icon aria-hidden className={styles.tapIcon} />
      <span className={styles.long}>{words}</span>
      <span className={styles.short}>{short}</span>
    </p>
  )
}

function Trouble({ device, inTabOrder }: Omit<SlotNowProps, 'name'>) {
  const styles = useSlotStyles()
  const text = useText()
  const words = device.error === null ? null : text.error(device.error)
  const remedy = device.stage === 'interrupted' ? text.t('slot.interrupted') : (words?.remedy ?? '')
  return (
    <>
      {words !== null && (
        <p className={styles.problem} title={words.sentence}>
          {words.sentence}
        </p>
      )}
      <div className={styles.mend}>
        {isRetryable(device) && <Retry udid={device.udid} inTabOrder={inTabOrder} />}
        <p className={styles.remedy} title={remedy}>
          {remedy}
        </p>
      </div>
    </>
  )
}

function Retry({ udid, inTabOrder }: { readonly udid: string; readonly inTabOrder: boolean }) {
  const styles = useSlotStyles()
  const { t } = useText()
  const retry = useAction()
  return (
    <Button
      size="small"
      className={styles.retry}
      disabled={retry.busy}
      tabIndex={inTabOrder ? 0 : -1}
      onClick={(event) => {
        event.stopPropagation()
        retry.run(() => retryRuns([udid]))
      }}
    >
      {t('slot.retry')}
    </Button>
  )
}

type StepProps = {
  readonly device: DeviceView
  readonly run: RunView
  readonly name: string
  /** Only how far it is: there is something to do first. */
  readonly brief: boolean
}

function Step({ device, run, name, brief }: StepProps) {
  const styles = useSlotStyles()
  const { t } = useText()
  const { current, done, total } = runProgress(run)
  return (
    <>
      {!brief && current !== null && (
        <span className={styles.step}>
          <span className={styles.stepName} title={t(`step.${current.name}`)}>
            {t(`step.${current.name}`)}
          </span>
          <span className={styles.long}>{t('slot.stepOf', { index: current.index, total })}</span>
          <span className={styles.short} aria-hidden>{`${current.index}/${total}`}</span>
        </span>
      )}
      <ProgressLine value={total === 0 ? 0 : done / total} label={t('slot.progress', { name })} />
      {!brief && <TimeLeft device={device} />}
    </>
  )
}
