import { makeStyles } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import type { DeviceView } from '../../src-shared/device-view.ts'
import { waitingNote } from '../../src-shared/waiting-note.ts'
import type { Translator } from '../../src-shared/i18n/translator.ts'
import { deviceName } from '../device-words.ts'
import { changedDevices } from '../sound/cues.ts'
import { endedBatch } from '../sound/follow-cues.ts'
import { gatherChanges } from '../sound/gathered-changes.ts'
import { useText } from '../text.tsx'

const useStyles = makeStyles({
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
})

/** A voice needs a moment for each sentence. */
const sayEveryMs = 1000
/** More devices than this at once are counted instead of named. */
const mostNamed = 3

/** Tells a screen reader what somebody must act on, and the end of a batch; not every step of every device. */
export function Announcer() {
  const styles = useStyles()
  const text = useText()
  const [said, setSaid] = useState('')
  useEffect(
    () =>
      gatherChanges(sayEveryMs, (before, now) => {
        const lines = changedDevices(before.byUdid, now.byUdid).flatMap(
          (device) => lineFor(device, before.byUdid[device.udid], text) ?? [],
        )
        const named = lines.length <= mostNamed ? lines : [text.t('keys:announce.many', { count: lines.length })]
        if (endedBatch(before, now) !== null) named.push(text.t('announce.batchDone'))
        if (named.length > 0) setSaid(named.join(' '))
      }),
    [text],
  )
  return (
    <div role="status" aria-live="polite" className={styles.hidden}>
      {said}
    </div>
  )
}

function lineFor(device: DeviceView, before: DeviceView | undefined, text: Translator): string | null {
  const name = deviceName(device, text)
  if (device.tap !== null && device.tap !== before?.tap) {
    return text.t('announce.tap', { name, what: text.t(`tap.${device.tap}`) })
  }
  const now = Date.now()
  const note = waitingNote(device, now)?.kind
  if (note !== undefined && before !== undefined && waitingNote(before, now)?.kind !== note) {
    return text.t('announce.tap', { name, what: text.t(`waiting:short.${note}`) })
  }
  if (device.stage === 'needsAttention' && before?.stage !== 'needsAttention') {
    return text.t('announce.attention', { name, what: device.error === null ? '' : text.error(device.error).sentence })
  }
  return null
}
