/** Errors of restores, of Intune, and of smart hubs. */
export const explainedServices = {
  restoreLostDevice: {
    meaning: 'The computer lost the device during the restore, or the device could not finish it.',
    cause: 'A hub, a cable, a port, an old host system; if it stays, hardware.',
    remedy:
      'Plug it in directly with another cable and port, update the computer, try another one, then DFU. If all fails: repair.',
  },
  signingServerBlocked: {
    meaning: 'Apple’s signing server could not be reached.',
    cause: 'A firewall, a proxy or an entry in the hosts file blocks or redirects gs.apple.com.',
    remedy: 'Clean the hosts file and let gs.apple.com through, then retry.',
  },
  signingFamily: {
    meaning: 'The restore could not be signed, or the network failed.',
    cause: 'A blocked signing server, or a system version that Apple signs no more.',
    remedy: 'Clean the hosts file, let gs.apple.com through, take the newest version, then retry.',
  },
  restoreUsbOrFile: {
    meaning: 'The restore failed on the cable or on the system file.',
    cause: 'A bad cable, or a file that is damaged or made for another model.',
    remedy: 'Take another cable and download the file again.',
  },
  restoreHardware: {
    meaning: 'The restore failed in the device.',
    cause: 'Faulty hardware, or storage that is full.',
    remedy: 'Save what can be saved, restore once more, then have it repaired.',
  },
  apnsMissing: {
    meaning: 'Intune has no usable push certificate, so nothing can enroll.',
    cause: 'The Apple push certificate is missing, invalid or expired.',
    remedy: 'Add it in Intune, or renew it.',
  },
  apnsInvalid: {
    meaning: 'Something is wrong with the Apple push certificate.',
    cause: 'It expired, or another one took its place.',
    remedy: 'Renew it with the same Apple Account. Never replace it: every device would have to enroll again.',
  },
  deviceCap: {
    meaning: 'The user has enrolled as many devices as allowed.',
    cause: 'The limit per user is 15 unless changed.',
    remedy: 'Remove devices of that user, or raise the limit.',
  },
  noLicense: {
    meaning: 'The user has no Intune license.',
    cause: 'None was assigned, or the name is not known in this tenant.',
    remedy: 'Assign a license, wait a little, and retry.',
  },
  noMdmAuthority: {
    meaning: 'The tenant has no management authority.',
    cause: 'It was never set.',
    remedy: 'Set the MDM authority to Intune.',
  },
  profileInstallationFailed: {
    meaning: 'The management profile could not be installed.',
    cause:
      'Only corporate devices are allowed, other management or a former user is still there, a license or a DNS entry is missing.',
    remedy:
      'Add the serial number as a corporate identifier first, remove old management, check the license, then retry.',
  },
  oldManagement: {
    meaning: 'The device already has a management profile that does not match.',
    cause: 'It was enrolled before.',
    remedy: 'Remove the old management profile, or erase the device, then enroll again.',
  },
  scepWindowPassed: {
    meaning: 'The device got no certificate in time.',
    cause: 'More than 15 minutes passed between profile and certificate.',
    remedy: 'Retry within 15 minutes; otherwise a factory reset is needed.',
  },
  enrollmentServiceUnreachable: {
    meaning: 'The device cannot reach Apple’s enrollment service.',
    cause: 'Its network blocks Apple.',
    remedy: 'Use another network, or reset the network settings.',
  },
  invalidProfile: {
    meaning: 'Automated enrollment ends with an invalid profile.',
    cause: 'A platform restriction blocks iOS for everybody.',
    remedy: 'Block only personally owned devices, not the platform.',
  },
  restrictionNotMet: {
    meaning: 'An enrollment restriction kept the device out.',
    cause: 'Intune takes it for a personal device.',
    remedy: 'Add its serial number as a corporate identifier, then enroll again.',
  },
  adeDoesNotStart: {
    meaning: 'Automated enrollment does not start.',
    cause: 'The profile was made before the token was uploaded.',
    remedy: 'Edit the profile, synchronize, reset the device, and retry.',
  },
  mfaNotSupported: {
    meaning: 'Sign-in in Setup Assistant stops where a second factor is wanted.',
    cause: 'The legacy way of signing in cannot ask for one.',
    remedy: 'Choose modern authentication in the enrollment profile.',
  },
  finalConfiguration: {
    meaning: 'The device waits for its final configuration.',
    cause: 'After more than ten minutes: trouble at Apple, or with the app token and its licenses.',
    remedy: 'Check the app token and its licenses, and Apple’s system status.',
  },
  hubPort: {
    meaning: 'The hub has no such port.',
    cause: 'A number beyond its ports.',
    remedy: 'Correct the port number.',
  },
  hubMode: {
    meaning: 'The hub expected a mode.',
    cause: 'The command lacks the letter for the mode.',
    remedy: 'Correct the command.',
  },
  hubErrorFlag: {
    meaning: 'The hub refuses because an error flag is set.',
    cause: 'Too much current, heat or voltage was seen before.',
    remedy: 'Look at the hub’s state, mend the cause, and clear the flag.',
  },
  hubRemoteMode: {
    meaning: 'The hub must be in remote mode for this.',
    cause: 'It is run from its own keys.',
    remedy: 'Switch it to remote mode, then retry.',
  },
  hubLedPattern: {
    meaning: 'The hub does not know this light pattern.',
    cause: 'A letter that stands for no pattern.',
    remedy: 'Correct the pattern.',
  },
  hubOther: {
    meaning: 'The hub refused the command.',
    cause: 'A number that is not written down here.',
    remedy: 'Read the state of the hub again, and look the number up in its manual.',
  },
  hubApiId: {
    meaning: 'The hub’s service does not find this hub.',
    cause: 'It was unplugged, or it has another number now.',
    remedy: 'List the hubs again.',
  },
  hubApiHandle: {
    meaning: 'The handle to the hub is not valid.',
    cause: 'Handles end after 30 seconds without use.',
    remedy: 'Open the hub again.',
  },
  hubApiTimeout: {
    meaning: 'The hub did not answer in time.',
    cause: 'It is busy or its cable is bad.',
    remedy: 'Retry; if it stays, check its cable.',
  },
  hubApiDropped: {
    meaning: 'The answer of the hub was dropped.',
    cause: 'Too many requests at once.',
    remedy: 'Ask less often, then retry.',
  },
  hubApiNotReady: {
    meaning: 'The hub is not ready yet.',
    cause: 'It was just plugged in or restarted.',
    remedy: 'Wait a few seconds, then retry.',
  },
  hubApiSerialPort: {
    meaning: 'The serial port of the hub cannot be opened.',
    cause: 'Another program holds it, or rights are missing.',
    remedy: 'Close the other program, or give yourself access to the port.',
  },
}
