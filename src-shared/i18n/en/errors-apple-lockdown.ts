export const errorsAppleLockdown = {
  'apple.lockdown.invalidResponse': {
    sentence: 'The device did not understand the exchange ({{request}}).',
    remedy: 'Unplug the device, plug it in again and retry.',
  },
  'apple.lockdown.missingKey': {
    sentence: 'The device wants the name of a value that was not given ({{request}}).',
    remedy: 'This is a fault in Slipway: save a trace for support.',
  },
  'apple.lockdown.missingValue': {
    sentence: 'The device has no such value ({{request}}).',
    remedy:
      'If the device was just started, unlock it once and retry; otherwise its iOS version does not know this value.',
  },
  'apple.lockdown.getProhibited': {
    sentence: 'The device does not let this value be read ({{request}}).',
    remedy: 'Pair with the device first; some values stay closed on some iOS versions.',
  },
  'apple.lockdown.setProhibited': {
    sentence: 'The device does not let this value be changed ({{request}}).',
    remedy: 'Pair with the device first. If it is managed, a restriction may forbid the change.',
  },
  'apple.lockdown.removeProhibited': {
    sentence: 'The device does not let this value be removed ({{request}}).',
    remedy: 'Pair with the device first. If it is managed, a restriction may forbid the change.',
  },
  'apple.lockdown.immutableValue': {
    sentence: 'This value of the device never changes ({{request}}).',
    remedy: 'Leave it out of the blueprint.',
  },
  'apple.lockdown.passwordProtected': {
    sentence: 'The device is locked.',
    remedy: 'Unlock it with its passcode and leave it unlocked until Slipway goes on.',
  },
  'apple.lockdown.userDeniedPairing': {
    sentence: 'Somebody tapped “Don’t Trust” on the device.',
    remedy: 'Unplug the device, plug it in again, retry and tap “Trust”.',
  },
  'apple.lockdown.pairingDialogResponsePending': {
    sentence: 'The device asks whether to trust this computer.',
    remedy: 'Unlock the device and tap “Trust”.',
  },
  'apple.lockdown.missingHostID': {
    sentence: 'The pair record of this computer has no host ID.',
    remedy: 'Retry: Slipway pairs with the device again.',
  },
  'apple.lockdown.invalidHostID': {
    sentence: 'The device no longer knows this computer.',
    remedy:
      'It was erased or its privacy settings were reset. Retry: Slipway pairs again; tap “Trust” if the device asks.',
  },
  'apple.lockdown.sessionActive': {
    sentence: 'A session with the device is already open.',
    remedy: 'Retry. If it comes back, close other programs that talk to the device.',
  },
  'apple.lockdown.sessionInactive': {
    sentence: 'The session with the device has ended ({{request}}).',
    remedy: 'Retry: Slipway opens a new session.',
  },
  'apple.lockdown.missingSessionID': {
    sentence: 'The device wants the ID of the session ({{request}}).',
    remedy: 'Retry: Slipway opens a new session.',
  },
  'apple.lockdown.invalidSessionID': {
    sentence: 'The device does not know this session ({{request}}).',
    remedy: 'Retry: Slipway opens a new session.',
  },
  'apple.lockdown.missingService': {
    sentence: 'The device was asked to start a service without a name.',
    remedy: 'This is a fault in Slipway: save a trace for support.',
  },
  'apple.lockdown.invalidService': {
    sentence: 'The device does not offer the service {{subject}}.',
    remedy: 'Update iOS on the device; some services also need the device to be past Setup Assistant.',
  },
  'apple.lockdown.serviceLimit': {
    sentence: 'Too many copies of the service {{subject}} run on the device.',
    remedy: 'Close other programs that talk to the device, or restart it, and retry.',
  },
  'apple.lockdown.missingPairRecord': {
    sentence: 'The device wants a pair record that was not given.',
    remedy: 'This is a fault in Slipway: save a trace for support.',
  },
  'apple.lockdown.savePairRecordFailed': {
    sentence: 'The device could not store the pair record.',
    remedy: 'Free some space on the device or restart it, and retry.',
  },
  'apple.lockdown.invalidPairRecord': {
    sentence: 'The device refuses the pair record of this computer.',
    remedy: 'Retry: Slipway pairs with the device again.',
  },
  'apple.lockdown.invalidActivationRecord': {
    sentence: 'The device refuses the activation record.',
    remedy: 'Retry. If it comes back, activate the device by hand over Wi-Fi.',
  },
  'apple.lockdown.missingActivationRecord': {
    sentence: 'The device wants an activation record that was not given.',
    remedy: 'Retry. If it comes back, activate the device by hand over Wi-Fi.',
  },
  'apple.lockdown.serviceProhibited': {
    sentence: 'The device does not let this computer use the service {{subject}} now.',
    remedy: 'Unlock the device and retry. If it is managed, a restriction may forbid connections to computers.',
  },
  'apple.lockdown.escrowLocked': {
    sentence: 'The device has not been unlocked since it was started.',
    remedy: 'Unlock it once with its passcode, then retry.',
  },
  'apple.lockdown.pairingProhibitedOverThisConnection': {
    sentence: 'The device does not pair over this connection.',
    remedy: 'Connect it with a cable and retry.',
  },
  'apple.lockdown.fmipProtected': {
    sentence: 'Find My protects this device ({{request}}).',
    remedy: 'Turn Find My off on the device (Settings, the name at the top, Find My), then retry.',
  },
  'apple.lockdown.mcProtected': {
    sentence: 'The management of this device forbids pairing with this computer.',
    remedy:
      'Use the supervision identity the device was prepared with, allow pairing in the device management service, or erase the device.',
  },
  'apple.lockdown.mcChallengeRequired': {
    sentence: 'The device wants proof of the supervision identity.',
    remedy: 'Retry with the supervision identity the device was prepared with.',
  },
  'apple.lockdown.invalidConnection': {
    sentence: 'The device says that this connection is no longer valid.',
    remedy: 'Unplug the device, plug it in again and retry.',
  },
  'apple.lockdown.deviceLocked': {
    sentence: 'The device is locked ({{request}}).',
    remedy: 'Unlock it with its passcode and retry.',
  },
  'apple.lockdown.unsupportedWatchKey': {
    sentence: 'The device does not support this for its watch ({{request}}).',
    remedy: 'Leave the watch out of it.',
  },
  'apple.lockdown.malformedCommand': {
    sentence: 'The device found the request malformed ({{request}}).',
    remedy: 'This is a fault in Slipway, or a new iOS version changed a message: save a trace for support.',
  },
  'apple.lockdown.internalError': {
    sentence: 'The device reports an internal error ({{request}}).',
    remedy: 'Restart the device and retry.',
  },
  'apple.lockdown.other': {
    sentence: 'The device answered {{error}} to {{request}}.',
    remedy: 'Unlock the device and retry; if it comes back, save a trace for support.',
  },
  'apple.lockdown.wrongReply': {
    sentence: 'The device answered something else than was asked ({{request}}).',
    remedy: 'Unplug the device, plug it in again and retry.',
  },
}
