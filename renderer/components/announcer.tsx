import { makeStyles } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { Translator } from '../../src-shared/i18n/translator.ts'
import { deviceName } from '../device-words.ts'
import { latestBatch } from '../state/batch.ts'
import { useDevices } from '../state/devices.ts'
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

/** Tells a screen reader what somebody must act on, and the end of a batch; not every step of every device. */
export function Announcer() {
  const styles = useStyles()
  const text = useText()
  const [said, setSaid] = useState('')
  useEffect(
    () =>
      useDevices.subscribe((now, before) => {
        if (!before.loaded) return
        const lines = Object.values(now.byUdid).flatMap(
          (device) => lineFor(device, before.byUdid[device.udid], text) ?? [],
        )
        const ended = latestBatch(Object.values(now.byUdid))?.endedAt ?? null
        const endedBefore = latestBatch(Object.values(before.byUdid))?.endedAt ?? null
        if (ended !== null && endedBefore === null) lines.push(text.t('announce.batchDone'))
        if (lines.length > 0) setSaid(lines.join(' '))
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
  if (device.stage === 'needsAttention' && before?.stage !== 'needsAttention') {
    return text.t('announce.attention', { name, what: device.error === null ? '' : text.error(device.error).sentence })
  }
  return null
}
