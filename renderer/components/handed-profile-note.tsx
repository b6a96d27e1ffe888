import { makeStyles, tokens } from '@fluentui/react-components'
import type { DeviceView, RunView } from '../../src-shared/device-view.ts'
import { handedProfile } from '../../src-shared/handed-profile.ts'
import { useSlowClock } from '../state/clock.ts'
import { useText } from '../text.tsx'
import { timeOfDay } from '../time-words.ts'

const useStyles = makeStyles({ quiet: { margin: 0, color: tokens.colorNeutralForeground2 } })

const roundMs = 5_000

/** How long the profile that waits on the device is still good for. */
export function HandedProfileNote({ device, run }: { readonly device: DeviceView; readonly run: RunView }) {
  const styles = useStyles()
  const { t, language, duration } = useText()
  const { tapSince = null, currentStep: step } = run
  const handed = handedProfile(device.tap, { tapSince, step }, useSlowClock())
  if (handed === null || handed.install.state === 'past') return null
  const left = duration(Math.ceil(handed.install.remaining / roundMs) * roundMs)
  return (
    <>
      <p className={styles.quiet}>{t('waiting:handed.install', { left })}</p>
      {handed.certificate !== null && (
        <p className={styles.quiet}>
          {t('waiting:handed.certificate', { time: timeOfDay(handed.certificate.dueAt, language) })}
        </p>
      )}
    </>
  )
}
