export const errorsApp = {
  'app.unexpected': {
    sentence: 'Something went wrong inside Slipway: {{detail}}',
    remedy: 'Nothing was lost. Try again; if it comes back, send the log to whoever supports Slipway.',
  },
  'app.usage': { sentence: '{{detail}}', remedy: 'Add --help to see what the command takes.' },
  'app.dataDirectoryInUse': {
    sentence: 'Another Slipway already works in the data directory {{path}} (process {{pid}}).',
    remedy: 'Use that one, close it, or choose another directory with --data.',
  },
  'app.diskFull': {
    sentence: 'The disk is full: {{path}} could not be written.',
    remedy: 'Free some space and try again; nothing half-written was kept.',
  },
  'app.fileUnreadable': {
    sentence: '{{path}} cannot be read: {{reason}}.',
    remedy: 'Check the path and your rights to it.',
  },
  'app.fileUnwritable': {
    sentence: '{{path}} cannot be written: {{reason}}.',
    remedy: 'Check the path and your rights to it, or choose another directory.',
  },
  'app.fileDamaged': {
    sentence: '{{path}} is damaged, or no file of Slipway’s.',
    remedy:
      'Restore it from a backup. Without one, keep the file for support and begin with another data directory (--data).',
  },
  'app.journalDamaged': {
    sentence:
      'The journal {{path}} is damaged. Slipway does not start: it could no longer know which devices it erased.',
    remedy:
      'Restore the data directory from a backup. Without one, move this file and those whose names begin like it away, and keep them for support: runs under way are then forgotten, and no device is erased without being asked for anew.',
  },
  'app.journalNewer': {
    sentence: 'The journal {{path}} was written by a newer Slipway, and this one cannot read all of it.',
    remedy: 'Start the newer Slipway, or choose another data directory with --data.',
  },
  'app.cancelled': { sentence: 'It was cancelled.', remedy: 'Start it again when you are ready.' },
  'app.timeout': {
    sentence: '{{what}} did not answer within {{seconds}} s.',
    remedy: 'Check the cable and the device, then retry.',
  },
  'app.practiceRealMix': {
    sentence: 'Practice and real must not mix: {{what}} is {{found}}, but this Slipway runs as {{mode}}.',
    remedy: 'Unplug it, or start Slipway in the matching mode with a data directory of its own.',
  },
  'app.serviceNotStarted': {
    sentence: '{{what}} could not be started: {{reason}}',
    remedy: 'Mend what the message says and try again.',
  },
  'stream.closed': {
    sentence: 'The connection was closed in the middle of a message.',
    remedy: 'Check the cable; Slipway goes on when the device is back.',
  },
  'stream.tooLarge': {
    sentence: 'A message of {{size}} bytes was announced; at most {{limit}} are accepted.',
    remedy: 'Unplug the device and plug it in again; if it comes back, save a trace for support.',
  },
  'plist.malformed': {
    sentence: 'A property list could not be read: {{reason}}.',
    remedy: 'Try again; if it comes back, save a trace for support.',
  },
  'frame.malformed': {
    sentence: 'A message is not in the expected form: {{reason}}.',
    remedy: 'Check that the address belongs to usbmuxd, and try again.',
  },
  'secrets.wrongPassphrase': {
    sentence: 'The stored secrets cannot be opened with this passphrase or key file.',
    remedy: 'Give the passphrase or key file this data directory was made with.',
  },
  'secrets.damaged': {
    sentence: 'The stored secret {{name}} is damaged.',
    remedy: 'Restore the data directory from a backup.',
  },
}
