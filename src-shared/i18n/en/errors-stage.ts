export const errorsStage = {
  'stage.serialUnknown': {
    sentence: 'The device does not tell its serial number.',
    remedy: 'Unlock it, tap Trust if it asks, and start again.',
  },
  'stage.apnsMissing': {
    sentence: 'Intune has no Apple push certificate, so it would refuse every enrollment.',
    remedy: 'An administrator uploads one under Devices > Enrollment > Apple > Apple MDM Push certificate.',
  },
  'stage.identityMissing': {
    sentence: 'There is no supervision identity, so the device cannot be supervised.',
    remedy: 'Restore the identity from its backup, or create an organization.',
  },
  'stage.directNeedsSetUpDevice': {
    sentence: 'Direct enrollment works only on a device that is past Setup Assistant.',
    remedy: 'Set the device up by hand first, or use a blueprint with the Setup Assistant route.',
  },
  'stage.eraseNeeded': {
    sentence: 'The device is already set up and would have to be erased, which this blueprint forbids.',
    remedy: 'Choose a blueprint that erases when needed, or erase the device yourself.',
  },
  'stage.eraseNotConsented': {
    sentence: 'The device would have to be erased, and nobody agreed to that.',
    remedy: 'Start it again and confirm the erase for this device.',
  },
  'stage.consentExpired': {
    sentence:
      'The agreement to erase this device is older than {{hours}} hours, or the clock of this computer was set back since. The device may be in use.',
    remedy: 'Look at the device, then start it again and confirm the erase anew.',
  },
  'stage.neverErase': {
    sentence: '{{device}} is on the list of devices that are never erased.',
    remedy: 'If it may be erased after all, an administrator takes it off the list: slipway protect --remove.',
  },
  'stage.listNeedsSerial': {
    sentence:
      '“{{name}}” is not a serial number, and no device with that UDID or ECID has told its serial number here. The lists are unchanged.',
    remedy: 'Give the serial number (Settings > General > About), or plug the device in, pair it, and try again.',
  },
  'stage.notOnAllowList': {
    sentence: 'This station erases only devices on its list, and {{device}} is not on it.',
    remedy: 'Check that it is the right device; an administrator adds it to the list: slipway protect --allow.',
  },
  'stage.quarantined': {
    sentence: '{{device}} is not on this station’s list, so it is read and otherwise left alone.',
    remedy: 'Check that it is the right device; an administrator adds it to the list: slipway protect --allow.',
  },
  'stage.protectionDamaged': {
    sentence: 'The lists of protected devices cannot be read.',
    remedy: 'Restore the data directory from its backup; until then nothing is staged.',
  },
  'stage.consentMismatch': {
    sentence: 'The typed number {{typed}} is not the number of devices to erase, {{named}}. Nothing was started.',
    remedy: 'Check the list and type the number of devices shown.',
  },
  'stage.configurationUnreadable': {
    sentence: 'The device does not say whether it is already configured, so nobody can know whether it must be erased.',
    remedy: 'Unlock it once with its passcode and start again.',
  },
  'stage.findMyOn': {
    sentence: 'Find My is on: after an erase nobody could activate this device.',
    remedy: 'The person signed in turns Find My off in Settings, then start again.',
  },
  'stage.eraseDidNotHappen': {
    sentence: 'The device came back without having been erased.',
    remedy: 'Look at its screen, then start again; it is only erased with a new confirmation.',
  },
  'stage.heldByOther': {
    sentence: '{{program}} is at work on this device or may take it at any moment. Nothing was erased.',
    remedy: 'Let it finish and close it. If it was another Slipway, read the device again before you start.',
  },
  'stage.deviceChanged': {
    sentence: 'The device is no longer as it was when its erase was agreed to. Nothing was erased.',
    remedy: 'Look at the device and at its plan again, then start again and confirm.',
  },
  'stage.busy': {
    sentence: '{{device}} is already being staged.',
    remedy: 'Wait until it is done, or cancel that run first.',
  },
  'stage.occupied': {
    sentence: 'A command is at work on {{device}}.',
    remedy: 'Wait until it has ended, or stop it, then start again.',
  },
  'stage.removalNotConsented': {
    sentence: 'What was typed is not the end of this device’s serial number. The profile is still there.',
    remedy:
      'Check that it is the right device, and type the last four characters of its serial number: a profile may be what its management hangs on.',
  },
  'stage.recoveryNotConsented': {
    sentence: 'What was typed is not the end of this device’s serial number. Nothing was done.',
    remedy: 'Check that it is the right device, and type the last four characters of its serial number.',
  },
  'stage.unknownDevice': {
    sentence: 'No device {{udid}} has been seen.',
    remedy: 'Plug it in and wait until it is listed.',
  },
  'stage.unknownBlueprint': {
    sentence: 'There is no blueprint {{id}}.',
    remedy: 'Choose one from the list of blueprints.',
  },
  'stage.notBack': {
    sentence: 'The device has not come back after its restart.',
    remedy: 'Look at its screen and cable; Slipway goes on by itself when it is back.',
  },
  'stage.enrollmentRefused': {
    sentence: 'Intune refused the enrollment.',
    remedy: 'Look under Devices > Enrollment failures in Intune; Slipway keeps watching.',
  },
  'stage.verifyMismatch': {
    sentence: 'What the device stored is not what was sent: {{what}}.',
    remedy: 'Start again with a confirmed erase; if it comes back, save a trace for support.',
  },
  'stage.registrationRefused': {
    sentence: 'Intune did not take the serial number {{serial}}: {{reason}}.',
    remedy: 'Check in Intune whether the device belongs to another enrollment method.',
  },
  'stage.profileMissing': {
    sentence: 'The profile {{name}} is not in the vault.',
    remedy: 'Import it, or remove it from the blueprint.',
  },
  'stage.secretMissing': {
    sentence: 'The secret {{name}} is not stored here.',
    remedy: 'Enter the Wi-Fi password again in the blueprint.',
  },
  'stage.profileTooOld': {
    sentence: 'The enrollment profile waited more than 15 minutes for the device, so it was not handed over.',
    remedy: 'Start again: a fresh one is fetched. Unlock the device first.',
  },
  'stage.installNotConfirmed': {
    sentence: 'Nobody installed the profile in Settings within 8 minutes, so the device dropped it.',
    remedy: 'Retry: a fresh one goes to the device. Install it under Settings > General > VPN & Device Management.',
  },
}
