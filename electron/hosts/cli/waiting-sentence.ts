import type { DeviceView } from '../../../src-shared/device-view.ts'
import type { Translator } from '../../../src-shared/i18n/translator.ts'
import { waitingNote } from '../../../src-shared/waiting-note.ts'

/** What to look at on a device that waits for Intune; null while there is nothing to say. */
export function waitingSentence(view: DeviceView, { t }: Pick<Translator, 't'>, now = Date.now()): string | null {
  const note = waitingNote(view, now)
  return note === null ? null : t(`waiting:note.${note.kind}`, { minutes: note.minutes })
}
