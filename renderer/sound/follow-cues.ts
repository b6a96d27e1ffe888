import type { Translator } from '../../src-shared/i18n/translator.ts'
import { useBenchSettings } from '../scanner/bench-settings.ts'
import type { BatchSummary } from '../../src-shared/batch.ts'
import { latestBatch } from '../../src-shared/batch.ts'
import type { DevicesState } from '../state/devices.ts'
import { cueAskedFor, cueFor } from './cues.ts'
import { useStation } from '../state/station.ts'
import { gatherChanges } from './gathered-changes.ts'
import { notify } from './notices.ts'
import { playCue } from './tones.ts'

const cueEveryMs = 500

/** The batch that came to its end between two looks; null when none did. */
export function endedBatch(before: DevicesState, now: DevicesState): BatchSummary | null {
  const batch = latestBatch(Object.values(now.byUdid))
  if (batch === null || batch.endedAt === null) return null
  return latestBatch(Object.values(before.byUdid))?.endedAt === null ? batch : null
}

/** Sounds as devices need somebody or are done, and a notice when a batch ends. @returns stops */
export function followCues(text: Translator): () => void {
  return gatherChanges(cueEveryMs, (before, now) => {
    const { sounds, notices } = useBenchSettings.getState()
    const { blueprints } = useStation.getState()
    const cue = sounds ? cueFor(before.byUdid, now.byUdid) : cueAskedFor(before.byUdid, now.byUdid, blueprints)
    if (cue !== null) playCue(cue)
    const batch = notices ? endedBatch(before, now) : null
    if (batch === null) return
    const done = batch.enrolled + batch.awaitingUser
    const { total, attention } = batch
    notify(text.t('keys:notice.title'), text.t('keys:notice.body', { done, total, attention }))
  })
}
