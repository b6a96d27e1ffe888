import type { ErrorRecord } from '../../src-shared/errors.ts'
import type { Translator } from '../../src-shared/i18n/translator.ts'
import { deviceName } from '../device-words.ts'
import type { Note } from '../keyboard/notes.ts'
import { useDevices } from '../state/devices.ts'

/** What to call the device with this serial number. */
export function nameOf(serial: string, text: Translator): string {
  const device = Object.values(useDevices.getState().byUdid).find(
    ({ facts }) => facts?.serial?.toUpperCase() === serial,
  )
  return device === undefined ? text.t('keys:scan.unlisted') : deviceName(device, text)
}

/** A binding that was refused, with the button that does it all the same where a person may decide. */
export function conflictNote(error: ErrorRecord, replace: () => Promise<void>): Note {
  const label =
    error.code === 'assets.taken' ? 'scan.move' : error.code === 'assets.hasOther' ? 'scan.replace' : undefined
  return {
    intent: 'error',
    words: (text) => {
      const { sentence, remedy } = text.error(error)
      return `${sentence} ${remedy}`
    },
    actions: label === undefined ? [] : [{ label, run: replace }],
  }
}
