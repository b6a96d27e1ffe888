import type { ErrorText } from '../../error-area.ts'
import type { proveErrors } from '../../errors/prove.ts'

export const errorsProve: Readonly<Record<keyof typeof proveErrors, ErrorText>> = {
  'prove.noDevice': {
    sentence: 'No such device is on the cable.',
    remedy: 'Plug in one spare device, unlock it, and try again.',
  },
  'prove.whichDevice': {
    sentence: '{{count}} devices are on the cables, and only one may be tried.',
    remedy: 'Name it with --udid, or unplug the others.',
  },
  'prove.serialUnknown': {
    sentence: 'The device has not told its serial number, so that nobody can agree to its erase.',
    remedy: 'Unlock the device, tap Trust, and try again.',
  },
  'prove.serialMismatch': {
    sentence: 'What was typed is not the end of the serial number of the device; it was not erased.',
    remedy:
      'Compare the serial number in Settings, General, About with the one shown, and type its last four characters.',
  },
  'prove.notBack': {
    sentence: 'The device has not come back within {{minutes}} minutes.',
    remedy: 'Look at its screen; wake it, check the cable, and run the command again once it shows Hello.',
  },
  'prove.transcriptUnreadable': {
    sentence: 'The transcript {{path}} cannot be read: {{reason}}.',
    remedy: 'Use a file that slipway trace has written, unchanged.',
  },
}
