export const errorsAppleMcInstall = {
  'apple.mcinstall.alreadyConfigured': {
    sentence: 'This device already has a cloud configuration; it takes no second one.',
    remedy: 'Erase the device, then prepare it again before anybody finishes Setup Assistant.',
  },
  'apple.mcinstall.wrongType': {
    sentence: 'The device refuses the cloud configuration: a setting has the wrong type.',
    remedy: 'This is a fault in Slipway: save a trace for support.',
  },
  'apple.mcinstall.notActivated': {
    sentence: 'The device is not activated, so it takes no cloud configuration.',
    remedy: 'Connect this computer to the internet and retry: Slipway activates the device first.',
  },
  'apple.mcinstall.adeDevice': {
    sentence: 'The device belongs to Automated Device Enrollment and must be configured that way.',
    remedy:
      'Unassign it from its server in Apple Business Manager (or assign it a profile there), wait a few minutes, then retry.',
  },
  'apple.mcinstall.cannotRetrieve': {
    sentence: 'The device could not fetch its configuration from Apple.',
    remedy: 'Check that the device has a working network, then retry.',
  },
  'apple.mcinstall.configurationRefused': {
    sentence: 'The device or its server refused the enrollment configuration: {{text}}',
    remedy: 'Check the device and its enrollment profile in Apple Business Manager and in Intune, then retry.',
  },
  'apple.mcinstall.pairingRecordsKept': {
    sentence: 'The device could not delete its pairing records, as the configuration demands.',
    remedy: 'Restart the device and retry.',
  },
  'apple.mcinstall.notWritten': {
    sentence: 'The device could not store the cloud configuration.',
    remedy: 'Restart the device and retry; if it comes back, restore it.',
  },
  'apple.mcinstall.keybagMigration': {
    sentence: 'The device did not finish taking over the supervision identity.',
    remedy: 'Unlock the device and retry.',
  },
  'apple.mcinstall.passcodeSet': {
    sentence: 'The device has a passcode, so it gives out no unlock token.',
    remedy: 'Remove the passcode on the device, then retry.',
  },
  'apple.mcinstall.profileRefused': {
    sentence: 'The device refuses the profile: {{text}}',
    remedy: 'Unlock the device, check that no restriction forbids profiles, and retry.',
  },
  'apple.mcinstall.lockdownMode': {
    sentence: 'The device is in Lockdown Mode and takes no profiles.',
    remedy: 'Turn Lockdown Mode off on the device (Settings, Privacy & Security), then retry.',
  },
  'apple.mcinstall.profileInvalid': {
    sentence: 'The device finds the profile invalid: {{text}}',
    remedy: 'Correct the profile, then retry.',
  },
  'apple.mcinstall.profileNotInstalled': {
    sentence: 'The device could not install the profile: {{text}}',
    remedy: 'Retry; if it comes back, correct the profile.',
  },
  'apple.mcinstall.wifiPower': {
    sentence: 'The device could not switch its Wi-Fi.',
    remedy: 'Switch Wi-Fi on the device by hand.',
  },
  'apple.mcinstall.enrollmentFailed': {
    sentence: 'The device could not enroll: {{text}}',
    remedy: 'Check the device’s network and the enrollment profile in Intune, then retry.',
  },
  'apple.mcinstall.enrollmentUntrusted': {
    sentence: 'The device does not trust the enrollment server’s certificate.',
    remedy:
      'Check date and network of the device; a company proxy that opens TLS must let Microsoft and Apple through.',
  },
  'apple.mcinstall.enrollmentCredentials': {
    sentence: 'The enrollment server refused the user name or the password.',
    remedy: 'Enter them again, or ask an Intune administrator.',
  },
  'apple.mcinstall.certificateRejected': {
    sentence: 'The device is not supervised by this identity.',
    remedy: 'Use exactly the supervision identity the device was prepared with: a renewed certificate does not count.',
  },
  'apple.mcinstall.signedRequestRejected': {
    sentence: 'The device refused the proof of the supervision identity.',
    remedy: 'Retry. If it comes back, check that key and certificate of the identity belong together.',
  },
  'apple.mcinstall.commandFormat': {
    sentence: 'The device does not know the request {{request}} or its form.',
    remedy: 'Update iOS on the device; if it is current, save a trace for support.',
  },
  'apple.mcinstall.notNow': {
    sentence: 'The device cannot do this now ({{request}}).',
    remedy: 'Unlock the device and retry.',
  },
  'apple.mcinstall.other': {
    sentence: 'The device reports {{domain}} {{code}}: {{text}}',
    remedy: 'Retry; if it comes back, save a trace for support.',
  },
}
