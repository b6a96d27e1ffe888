/** Beliefs about usbmuxd, lockdown, pairing and small services. */
export const beliefsCable = {
  'mux-1': {
    text: 'usbmux speaks plists, keeps pair records, and takes the port of Connect byte-swapped',
    source: 'libimobiledevice tools, go-ios and Debian’s usbmuxd against our cart and our client',
  },
  'mux-2': {
    text: 'a device keeps its DeviceID while it is plugged in and has a larger one after a restart; its UDID stays',
    source: 'usbmuxd',
  },
  'lock-1': {
    text: 'lockdown framing and sessions; TLS with the certificates of the pair record, the host’s as client',
    source: 'libimobiledevice, go-ios',
  },
  'lock-2': {
    text: 'pair records of one tool serve the other; they have nine keys',
    source: '`idevicepair`, `ios pair`, our client',
  },
  'lock-3': { text: 'a device in Setup Assistant pairs without a dialog', source: 'usbmuxd' },
  'lock-4': {
    text: 'supervised pairing: a challenge, answered with a SHA-256 CMS, and nobody taps',
    source: 'pymobiledevice3 (SHA-256), go-ios (SHA-1)',
  },
  'lock-5': {
    text: 'supervision is no lockdown value; it is in the cloud configuration',
    source: 'every tool read',
  },
  'lock-6': {
    text: 'in TLS the device shows the device certificate of the pair record',
    source: 'libimobiledevice, pymobiledevice3',
  },
  'lock-7': { text: 'a device takes the root certificate as client, too', source: 'libimobiledevice offers no other' },
  'lock-8': { text: 'a client certificate of another pairing ends the session', source: 'our reasoning' },
  'lock-9': {
    text: 'before pairing: ProductVersion, DeviceClass, DevicePublicKey, WiFiAddress, UniqueDeviceID, DeviceName, ProductType and BuildVersion can be read',
    source: 'libimobiledevice, go-ios, pymobiledevice3, appium-ios-device',
  },
  'lock-10': {
    text: 'without a session the serial number is GetProhibited',
    source: 'libimobiledevice',
  },
  'lock-11': {
    text: 'past Setup Assistant Pair answers PairingDialogResponsePending until somebody taps Trust; the same request then succeeds',
    source: 'libimobiledevice, go-ios, pymobiledevice3',
  },
  'lock-12': {
    text: 'a started service outlives the session that started it, and takes one connection',
    source: 'go-ios, idevicediagnostics',
  },
  'lock-13': {
    text: 'an erased device answers InvalidHostID to the old pair record',
    source: 'libimobiledevice 922, go-ios',
  },
  'lock-14': {
    text: 'where pairing is forbidden, Pair without proof is MCProtected',
    source: 'libimobiledevice issue 1470',
  },
  'lock-15': {
    text: 'a supervision certificate that is not the device’s own leads to the ordinary dialog',
    source: 'go-ios issue 588',
  },
  'value-1': {
    text: 'SetupDone or SetupFinishedAllSteps of com.apple.PurpleBuddy tells that Setup Assistant was finished',
    source: 'libimobiledevice issue 583, pymobiledevice3 issue 794',
  },
  'value-2': {
    text: 'com.apple.fmip answers IsAssociated only when that key is named',
    source: 'libimobiledevice issue 275',
  },
  'value-3': {
    text: 'TimeIntervalSince1970 is a real',
    source: 'recorded from a device by appium-ios-device',
  },
  'value-4': { text: 'after an erase neither Setup Assistant flag is true', source: 'our reasoning' },
  'set-1': {
    text: 'DeviceName, Locale and Language can be written in Setup Assistant',
    source: 'go-ios; iOS 26 only hardware can tell',
  },
  'set-2': { text: 'TimeZone is honored in Setup Assistant', source: 'go-ios; iOS 26 only hardware can tell' },
  'set-3': {
    text: 'a new language restarts the interface, which posts com.apple.springboard.finishedstartup',
    source: 'go-ios waits for it',
  },
  'diag-1': {
    text: 'the battery’s charge is in com.apple.mobile.battery, its details in the IORegistry class IOPMPowerSource',
    source: 'go-ios, pymobiledevice3',
  },
  'diag-2': {
    text: 'Restart takes the device off the cable when the connection closes; it comes back and still knows this computer',
    source: 'idevicediagnostics, go-ios',
  },
  'note-1': {
    text: 'a new device name is told as com.apple.mobile.lockdown.device_name_changed',
    source: 'libimobiledevice',
  },
} as const
