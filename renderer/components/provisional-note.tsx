import { makeStyles, tokens } from '@fluentui/react-components'
import { useAnswer } from '../state/feed.ts'
import { useText } from '../text.tsx'
import { timeText } from '../time-words.ts'

const useStyles = makeStyles({ quiet: { margin: 0, color: tokens.colorNeutralForeground2 } })

/** For a device that somebody added to Apple Business Manager: whether its user may leave management. Silent otherwise. */
export function ProvisionalNote({ serial }: { readonly serial: string }) {
  const styles = useStyles()
  const { t, language } = useText()
  const { value } = useAnswer(serial, (core) => core['deadlines.provisional']({ serial }))
  const device = value?.devices.find((one) => one.serial === serial)
  if (device === undefined) return null
  const time = device.endsAt === null ? '' : timeText(device.endsAt, language)
  return <p className={styles.quiet}>{t(`waiting:provisional.note.${device.state}`, { time })}</p>
}
