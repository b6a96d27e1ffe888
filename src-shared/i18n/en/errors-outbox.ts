export const errorsOutbox = {
  'outbox.damaged': {
    sentence: 'The outbox {{path}} is damaged, or was written by a newer Slipway. Slipway does not start.',
    remedy:
      'Start the newer Slipway, or restore the data directory from a backup: what Intune must still be told stands nowhere else.',
  },
  'outbox.recordGone': {
    sentence: 'Intune no longer has the record of {{serial}}, so nothing was sent.',
    remedy: 'Look for the device in Intune by its serial number; drop this entry if nothing is left to do.',
  },
  'outbox.otherDevice': {
    sentence: 'The Intune record named for {{serial}} belongs to {{found}}. Nothing was sent.',
    remedy: 'Drop this entry and start again from the device itself.',
  },
  'outbox.outcomeUnknown': {
    sentence:
      'Nobody knows whether Intune took the order to {{action}} {{serial}}: no answer came, and its record shows nothing.',
    remedy:
      'Look at the device in Intune, and at the device itself. Then drop this entry, or try it again: Intune is read once more before anything is sent.',
  },
  'outbox.noWarrant': {
    sentence: 'Nobody agreed to what Intune was to do to {{serial}}, so it was not even noted.',
    remedy: 'Start again from the device and confirm.',
  },
  'outbox.consentOver': {
    sentence: 'The consent to what Intune was to do to {{serial}} is missing or more than {{hours}} hours old.',
    remedy: 'Nothing was sent. Drop this entry, look at the device again, and ask anew if it is still wanted.',
  },
  'outbox.consentCount': {
    sentence: '{{named}} devices are named, but {{typed}} was typed. Nothing was asked of Intune.',
    remedy: 'Check the list and type the number of devices it shows.',
  },
  'outbox.consentSerial': {
    sentence: 'What was typed is not how the serial number {{serial}} ends. Nothing was asked of Intune.',
    remedy: 'Check that it is the right device and type the last four characters of its serial number.',
  },
  'outbox.noRecord': {
    sentence: 'Intune has no record of {{serial}}. Nothing was asked of it.',
    remedy: 'Check the serial number, and whether the device was removed from Intune already.',
  },
  'outbox.underWay': {
    sentence: 'What Intune was told about {{serial}} may have arrived already, so it cannot be dropped now.',
    remedy: 'Wait until Intune can be reached and its outcome is known.',
  },
  'outbox.unknown': {
    sentence: 'The outbox has no entry {{id}}.',
    remedy: 'List the outbox again.',
  },
  'outbox.otherTenant': {
    sentence: '{{serial}} was to be told to another tenant than {{tenant}}. Nothing was sent.',
    remedy: 'Sign in to the tenant it was staged for, then try again; or drop the entry.',
  },
  'outbox.dropped': {
    sentence: 'What Intune was to be told about {{serial}} was taken out of the outbox: {{reason}}.',
    remedy: 'Start the device again if it is to be enrolled.',
  },
  'outbox.registrationRefused': {
    sentence: 'Intune was not told of this device: what was to be told needs somebody.',
    remedy: 'Look into the outbox, mend what it says, and try it again there.',
  },
  'offline.factsOld': {
    sentence:
      'Intune cannot be reached, and what is known of the enrollment was last checked {{days}} days ago; more than {{limit}} is not trusted.',
    remedy: 'Connect this computer once, or import a fresh offline package, then start again.',
  },
  'offline.activationUnreachable': {
    sentence:
      'Neither Intune nor Apple’s activation service ({{host}}) can be reached, so the device was not erased: nobody could activate it again.',
    remedy:
      'Connect this computer to the internet and start again. Without it only devices that need no erase can be prepared.',
  },
  'offline.fileUnreadable': {
    sentence: '{{path}} is not a Slipway file of this kind: {{reason}}.',
    remedy: 'Check that it is the right file and that it was copied whole.',
  },
  'offline.wrongPassphrase': {
    sentence: 'The passphrase does not open this file, or the file was changed.',
    remedy: 'Type it again; if it is right, get the file again from where it was made.',
  },
  'offline.weakPassphrase': {
    sentence: 'The passphrase is too short: {{least}} characters at least.',
    remedy: 'Take several words; whoever opens the file can enroll devices.',
  },
  'offline.expired': {
    sentence: 'The offline package expired on {{expiredOn}}.',
    remedy: 'Export a fresh one where Intune can be reached.',
  },
  'offline.otherTenant': {
    sentence: 'The file is for the tenant {{found}}, but this Slipway works with {{mine}}.',
    remedy: 'Use the file where it belongs, or a data directory of its own.',
  },
  'offline.nothingToPack': {
    sentence: 'There is nothing to pack: no blueprint enrolls through Intune, or Intune was never reached from here.',
    remedy: 'Connect to Intune once, then export again.',
  },
}
