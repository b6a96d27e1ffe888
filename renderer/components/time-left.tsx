import { makeStyles, tokens } from '@fluentui/react-components'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { Translator } from '../../src-shared/i18n/translator.ts'
import { useSlowClock } from '../state/clock.ts'
import { timeLeft } from '../state/time-left.ts'
import { useText } from '../text.tsx'

const useStyles = makeStyles({
  left: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
})

/** Rounded as people say it: nobody believes seconds of an estimate. */
export function roughly(ms: number, { t, duration }: Translator): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes < 1) return duration(Math.max(10_000, Math.round(ms / 10_000) * 10_000))
  if (minutes < 60) return t('bench:left.minutes', { minutes })
  return t('bench:left.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
}

/** How long the cable's work still takes, as far as anybody can say. */
export function TimeLeft({ device }: { readonly device: DeviceView }) {
  const styles = useStyles()
  const text = useText()
  const left = timeLeft(device, useSlowClock())
  if (left === null) return null
  return (
    <span className={styles.left}>
      {left < 5000 ? text.t('bench:anyMoment') : text.t('bench:timeLeft', { duration: roughly(left, text) })}
    </span>
  )
}
