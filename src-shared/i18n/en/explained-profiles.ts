/** Errors of profiles and management commands. */
export const explainedProfiles = {
  profileRefused: {
    meaning: 'The device refuses the profile.',
    cause: 'It is locked, a restriction forbids profiles, or the profile is of a kind that this route cannot install.',
    remedy:
      'Unlock the device and check its restrictions; for a single app on an Apple TV use Apple Configurator’s own command.',
  },
  lockdownModeOn: {
    meaning: 'The device is in Lockdown Mode and takes no profiles.',
    cause: 'Somebody turned Lockdown Mode on.',
    remedy: 'Turn it off in Settings, Privacy & Security, then retry.',
  },
  profileMalformed: {
    meaning: 'The profile is malformed.',
    cause: 'The file was cut off or edited by hand, or it is not a profile at all.',
    remedy: 'Export or download the profile again; do not edit a signed one.',
  },
  profileBadField: {
    meaning: 'A field of the profile has a value that the device does not take.',
    cause: 'A wrong type, or a value of a newer system.',
    remedy: 'Correct the field that the message names, then retry.',
  },
  payloadFieldMissing: {
    meaning: 'A payload of the profile lacks a required field.',
    cause: 'The profile was made by hand or for another system.',
    remedy: 'Add the field that the message names, then retry.',
  },
  profileInvalid: {
    meaning: 'The device finds the profile invalid.',
    cause: 'One of its payloads cannot be read; the error inside says which.',
    remedy: 'Read the innermost error, correct the profile, then retry.',
  },
  payloadNotInstalled: {
    meaning: 'A payload of the profile could not be installed.',
    cause: 'The error inside says which: often a certificate, a Wi-Fi network or a management payload.',
    remedy: 'Read the innermost error and mend what it names, then retry.',
  },
  identityMissing: {
    meaning: 'An identity needed for signing or decrypting is missing.',
    cause: 'A certificate payload lacks its key, or the device’s own identity is not ready for the moment.',
    remedy: 'Check the certificate payloads; without any, wait a minute, restart the device, and retry.',
  },
  profileNotData: {
    meaning: 'The device was handed something that is no profile.',
    cause: 'The program sent the profile in the wrong form.',
    remedy: 'It is a fault of that program: report it. With Slipway, save a trace for support.',
  },
  unknownCommand: {
    meaning: 'The device does not know the management command.',
    cause: 'The command is newer than the system, or for another platform.',
    remedy: 'Update iOS; if it is current, leave the command out.',
  },
  commandFormat: {
    meaning: 'The device could not make sense of the command.',
    cause: 'The command is malformed or incomplete.',
    remedy: 'Sending it again changes nothing: report it to whoever made the command.',
  },
  notNow: {
    meaning: 'The device cannot do it at the moment.',
    cause: 'It is locked, asleep, or busy with something else.',
    remedy: 'Unlock the device; the command stays queued and is offered again.',
  },
  restoreOfBackup: {
    meaning: 'The device refuses to restore the backup.',
    cause: 'It is locked, or the backup is not consistent.',
    remedy: 'Unlock the device and retry; if it comes back, make a new backup.',
  },
  setupUnfinished: {
    meaning: 'The device is still in Setup Assistant.',
    cause: 'Backups can be restored only when setup is done, or from its own pane.',
    remedy: 'Finish Setup Assistant, then retry.',
  },
}
