import { MessageBar, MessageBarBody, makeStyles } from '@fluentui/react-components'
import type { DeviceView } from '../../src-shared/device-view.ts'
import { useWaitingKind, useWaitingMinutes } from '../state/waiting.ts'
import { useText } from '../text.tsx'
import { noteBarStyle } from './note-bar-style.ts'

const useStyles = makeStyles({
  bar: noteBarStyle,
  text: { whiteSpace: 'normal' },
})

/** Something to look at on a device that waits for Intune; no error, and nothing that a new run would mend. */
export function WaitingNoteBar({ device }: { readonly device: DeviceView }) {
  const styles = useStyles()
  const { t } = useText()
  const kind = useWaitingKind(device)
  const minutes = useWaitingMinutes(device)
  if (kind === null) return null
  return (
    <MessageBar intent="warning" layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.text}>{t(`waiting:note.${kind}`, { minutes })}</MessageBarBody>
    </MessageBar>
  )
}
