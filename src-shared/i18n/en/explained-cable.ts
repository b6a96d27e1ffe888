/** Errors of cloud configuration and of Apple Configurator: what they mean, what is likely behind them, what to do. */
export const explainedCable = {
  alreadyConfigured: {
    meaning: 'The device already has a configuration and takes no second one.',
    cause: 'It was prepared before, or somebody finished Setup Assistant by hand, which stores a configuration too.',
    remedy: 'Erase the device, then prepare it before anybody finishes Setup Assistant.',
  },
  configurationUnavailable: {
    meaning: 'The device could not get its configuration from Apple.',
    cause: 'No network yet, or the assignment in Apple Business Manager is newer than what Apple’s service knows.',
    remedy:
      'Check Wi-Fi, assignment and synchronization, wait a few minutes and prepare again. Erase only as the last step.',
  },
  configurationWrongType: {
    meaning: 'A setting in the configuration is of the wrong type.',
    cause: 'The program that wrote it sent, say, text where a number belongs.',
    remedy: 'It is a fault of that program: report it. With Slipway, save a trace for support.',
  },
  notActivated: {
    meaning: 'The device is not activated, so it takes no configuration.',
    cause: 'It was just erased, and nothing has asked Apple’s activation service for it yet.',
    remedy:
      'Activate first: connect this computer to the internet, put in a SIM where the carrier wants one, and retry.',
  },
  adeDevice: {
    meaning: 'The device belongs to Automated Device Enrollment and must be configured that way.',
    cause:
      'Its serial number is assigned to a server in Apple Business Manager. A device that cannot reach Apple assumes so as well.',
    remedy:
      'Use automated enrollment, or take the device off its server in Apple Business Manager, wait a few minutes, and retry.',
  },
  configurationRefused: {
    meaning: 'The configuration for automated enrollment was refused.',
    cause: 'Apple or the management server does not accept this device with the profile it is assigned.',
    remedy: 'Check the device and its enrollment profile in Apple Business Manager and Intune, then retry.',
  },
  provisionalFailed: {
    meaning: 'Adding the device to Apple Business Manager failed. The code only wraps another one.',
    cause: 'The error inside says why: often Activation Lock, or a device that another organization owns.',
    remedy: 'Look for the code nested inside and explain that one; then re-read the device.',
  },
  pairingRecordsKept: {
    meaning: 'Pairing was to be forbidden, but the device could not delete its pairing records.',
    cause: 'The device was busy or locked at that moment.',
    remedy: 'Restart the device and retry.',
  },
  alreadyInProgram: {
    meaning: 'The device is already in the enrollment program.',
    cause: 'It is in Apple Business Manager or School Manager, yours or another organization’s.',
    remedy: 'If it is yours, assign it there. Otherwise its former organization must release it.',
  },
  configurationNotWritten: {
    meaning: 'The device could not store the configuration.',
    cause: 'Its storage is full or damaged.',
    remedy: 'Restart and retry; if it comes back, restore the device.',
  },
  configurationRequestFailed: {
    meaning: 'The device could not ask for its configuration.',
    cause: 'Seen on devices with Activation Lock.',
    remedy: 'Turn off Find My or remove Activation Lock, then retry.',
  },
  configurationServerBusy: {
    meaning: 'Apple’s configuration service is not available.',
    cause: 'It is busy or down, or the network of the device keeps it away.',
    remedy: 'Wait and retry; if it stays, try another network.',
  },
  transportNotConnected: {
    meaning: 'The Mac, the device and Apple could not connect to each other.',
    cause: 'A firewall or proxy, or a device that is not on the network yet.',
    remedy: 'Let Apple’s addresses through, check the Wi-Fi of the device, and retry.',
  },
  passcodeSet: {
    meaning: 'The device has a passcode, so it hands out no unlock token.',
    cause: 'Somebody set a passcode before the token was asked for.',
    remedy: 'Remove the passcode on the device, then retry.',
  },
  keybagMigration: {
    meaning: 'The device could not take the supervision identity into its keys.',
    cause: 'Moving the keys failed or took too long, for instance because the device was locked.',
    remedy: 'Unlock the device and retry.',
  },
  radioNotSwitched: {
    meaning: 'The device could not switch its Wi-Fi.',
    cause: 'The radio does not answer, or the device is not supervised.',
    remedy: 'Switch Wi-Fi on the device by hand.',
  },
  certificateRejected: {
    meaning: 'The device is not supervised by this identity.',
    cause: 'Another identity prepared it, or the certificate was renewed since.',
    remedy: 'Use exactly the identity that the device was prepared with.',
  },
  signedRequestRejected: {
    meaning: 'The device refused the proof of the supervision identity.',
    cause: 'The answer came too late, or key and certificate do not belong together.',
    remedy: 'Retry; if it comes back, check the identity.',
  },
  hostTooOld: {
    meaning: 'This computer’s software is too old for the device.',
    cause: 'iOS on the device is newer than what the Mac’s device support knows.',
    remedy: 'Update macOS and Apple Configurator, or use a computer that is up to date.',
  },
  deviceWentAway: {
    meaning: 'The device went away before it could say how it stands.',
    cause: 'A pulled cable, a restart, a weak hub. What was under way may have happened or not.',
    remedy: 'Wait until it is back and re-read it. Never repeat an erase blindly.',
  },
  cfgutil607: {
    meaning: 'Its meaning is not certain; it was seen near 33001, where the configuration is not available.',
    cause: 'Probably the configuration of the device could not be fetched.',
    remedy: 'Re-read the device, check its network, and try again.',
  },
  personMustInstall: {
    meaning: 'A person must tap Install on the device.',
    cause: 'The device is not supervised, so profiles do not install by themselves.',
    remedy: 'Install the profile in Settings on the device, then check that it is there.',
  },
  volumePurchase: {
    meaning: 'Apple Configurator failed inside its app purchases.',
    cause: 'Many devices at once, or an app token that is out of date.',
    remedy: 'Retry with fewer devices; check the token.',
  },
  deviceInUse: {
    meaning: 'Another program is at work on the device.',
    cause: 'Two commands at the same time, or another staging tool that is still open.',
    remedy: 'Close other tools and let one command after the other run on a device.',
  },
  activationUnfinished: {
    meaning: 'The device cannot be erased or used before activation is complete.',
    cause: 'Activation Lock: the device is tied to an Apple Account.',
    remedy: 'Put it aside: remove Activation Lock with the account, a bypass code or Apple, then go on.',
  },
  stillTiedToAccount: {
    meaning: 'The device could not be activated.',
    cause: 'It is still tied to an Apple Account (Find My).',
    remedy: 'Remove the device from that account first, then retry.',
  },
  networkAtPrepare: {
    meaning: 'The device had no network while it was prepared.',
    cause: 'No Wi-Fi profile, a wrong password, or a network with a sign-in page.',
    remedy: 'Mend the Wi-Fi settings, then retry.',
  },
  noDevices: {
    meaning: 'No device was there when the command began.',
    cause: 'It left between being seen and being asked, for instance because it restarted.',
    remedy: 'Nothing was done. Re-read it when it is back, then go on.',
  },
}
