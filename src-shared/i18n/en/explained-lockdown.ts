/** Errors of pairing, sessions and values. */
export const explainedLockdown = {
  timedOut: {
    meaning: 'The device did not answer in time.',
    cause: 'A weak cable or hub, or a device that is restarting.',
    remedy: 'Change port or cable, then retry.',
  },
  locked: {
    meaning: 'The device is locked with its passcode.',
    cause: 'It was not unlocked since it started, or it locked itself.',
    remedy: 'Unlock it and leave it unlocked, or have the passcode cleared by management.',
  },
  unknownHost: {
    meaning: 'The device does not know this computer.',
    cause: 'It was erased, its location and privacy settings were reset, or the pair record is another computer’s.',
    remedy: 'Pair again and tap Trust.',
  },
  noPairRecord: {
    meaning: 'This computer has no pair record for the device.',
    cause: 'They were never paired, or the record was removed.',
    remedy: 'Pair with the device.',
  },
  activationRecord: {
    meaning: 'The activation record is missing or invalid.',
    cause: 'The device was never activated since its erase, or the record is not its own.',
    remedy: 'Activate the device over the internet, then retry.',
  },
  escrowLocked: {
    meaning: 'The keys kept for this computer cannot be used yet.',
    cause: 'The device was restarted and not unlocked since.',
    remedy: 'Unlock it once, then retry.',
  },
  pairingProhibited: {
    meaning: 'Supervision forbids this device to pair.',
    cause: 'Whoever prepared it allowed pairing with their own identity only.',
    remedy: 'Use the identity that supervises the device.',
  },
  pairingOverConnection: {
    meaning: 'Pairing is not possible over this connection.',
    cause: 'The device was reached over Wi-Fi.',
    remedy: 'Plug it in by cable.',
  },
  trustRefused: {
    meaning: 'Somebody tapped Don’t Trust on the device.',
    cause: 'The question was refused, by mistake or on purpose.',
    remedy: 'Unplug the device, plug it in again, and tap Trust.',
  },
  trustPending: {
    meaning: 'The device asks whether to trust this computer.',
    cause: 'Nobody has answered yet.',
    remedy: 'Unlock the device in this slot and tap Trust.',
  },
  installProhibited: {
    meaning: 'Installing is forbidden on this device.',
    cause: 'A restriction of its management.',
    remedy: 'Check the restrictions in Intune.',
  },
  findMyProtected: {
    meaning: 'Find My protects the device.',
    cause: 'Somebody is signed in with an Apple Account and Find My is on.',
    remedy: 'Turn off Find My on the device. Erasing it now would leave a device that nobody can activate.',
  },
  managementProtected: {
    meaning: 'Management protects the device from this computer.',
    cause: 'It is supervised and pairs with its own organization only.',
    remedy: 'Use the supervision identity; without it only a restore in recovery mode is left.',
  },
  challengeRequired: {
    meaning: 'The device asks this computer to prove that it supervises it.',
    cause: 'It is supervised and pairs with its own organization only; this is the first step.',
    remedy: 'Give the supervision identity, certificate and private key.',
  },
  invalidResponse: {
    meaning: 'The exchange with the device was malformed.',
    cause: 'A disturbed connection, or a program and a system that do not match.',
    remedy: 'Plug the device in again; if it comes back, save a trace for support.',
  },
  missingKey: {
    meaning: 'A value was asked for without its name.',
    cause: 'A fault of the program that asks.',
    remedy: 'Report it; with Slipway, save a trace for support.',
  },
  missingValue: {
    meaning: 'The device has no such value.',
    cause: 'Its model or system lacks it, or it was not unlocked since it started.',
    remedy: 'Unlock it once and retry; otherwise do without the value.',
  },
  valueProhibited: {
    meaning: 'The value may not be read, changed or removed.',
    cause: 'There is no trusted session yet, or the value is protected.',
    remedy: 'Pair first; if it stays, a restriction or the system forbids it.',
  },
  immutableValue: {
    meaning: 'The value never changes.',
    cause: 'It describes the hardware or the system.',
    remedy: 'Leave it out.',
  },
  sessionActive: {
    meaning: 'A session is already open on this connection.',
    cause: 'It was opened twice.',
    remedy: 'Retry on a new connection.',
  },
  sessionInactive: {
    meaning: 'The session has ended, or there was none.',
    cause: 'The connection was idle, or the device was locked or restarted.',
    remedy: 'Retry once on a new connection.',
  },
  sessionId: {
    meaning: 'The device does not know this session.',
    cause: 'The session was closed before.',
    remedy: 'Retry on a new connection.',
  },
  missingService: {
    meaning: 'A service was asked for without its name.',
    cause: 'A fault of the program that asks.',
    remedy: 'Report it; with Slipway, save a trace for support.',
  },
  invalidService: {
    meaning: 'The device does not offer this service.',
    cause: 'Its system is too old or too new, it is still in Setup Assistant, or a developer image is not mounted.',
    remedy: 'Update the device or finish Setup Assistant; some services exist on some versions only.',
  },
  serviceLimit: {
    meaning: 'Too many copies of this service run already.',
    cause: 'Other programs, or attempts that were never closed.',
    remedy: 'Close other tools or restart the device, then retry.',
  },
  pairRecordRefused: {
    meaning: 'The device does not accept the pair record.',
    cause: 'The record is damaged or incomplete.',
    remedy: 'Remove the record and pair again.',
  },
  pairRecordNotSaved: {
    meaning: 'The device could not save the pair record.',
    cause: 'Its storage is full, or it is not unlocked yet.',
    remedy: 'Unlock the device, free some space, and retry.',
  },
  serviceProhibited: {
    meaning: 'The service is not allowed for this computer or at this moment.',
    cause: 'The device is locked, not trusted, or restricted.',
    remedy: 'Unlock and pair; if it stays, check the restrictions.',
  },
  unsupportedWatchKey: {
    meaning: 'The question is for an Apple Watch, and the device cannot answer it.',
    cause: 'No watch is paired, or the system does not know the value.',
    remedy: 'Do without the value.',
  },
  malformedCommand: {
    meaning: 'The device could not make sense of the request.',
    cause: 'A fault of the program that asks.',
    remedy: 'Report it; with Slipway, save a trace for support.',
  },
  internalError: {
    meaning: 'The device failed inside.',
    cause: 'It is busy or short of memory.',
    remedy: 'Restart the device, then retry.',
  },
}
