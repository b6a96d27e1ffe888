/** Beliefs about erasing, activating and configuring by cable. */
export const beliefsSetup = {
  'erase-1': { text: 'EraseDevice answers before the reset, or the device just leaves', source: 'go-ios accepts both' },
  'erase-2': { text: 'with PreserveDataPlan the eSIM’s plan survives an erase', source: 'device code, read by others' },
  'erase-3': {
    text: 'an erased device is Unactivated, has forgotten every host and has no cloud configuration',
    source: 'go-ios, pymobiledevice3',
  },
  'erase-4': {
    text: 'without PreserveDataPlan the eSIM is erased; both keys must be numbers or booleans',
    source: 'device code, read by others',
  },
  'erase-5': {
    text: 'after EraseDevice a device leaves within a minute and is back within ten',
    source: 'public logs of Apple’s tool: gone after 16 to 24 s, back after 54 to 63 s',
  },
  'erase-6': {
    text: 'erasing a device whose Find My is on leaves one that nobody else can activate',
    source: 'go-ios issue 99',
  },
  'act-1': {
    text: 'activation: session info, drmHandshake, activation info, deviceActivation',
    source: 'go-ios, pymobiledevice3, libideviceactivation; the practice service answers with records of its own',
  },
  'prof-1': {
    text: 'in Setup Assistant InstallProfile is silent, before supervision too',
    source: 'libimobiledevice issue 1044; recent iOS only hardware can tell',
  },
  'prof-2': {
    text: 'past Setup Assistant a profile waits in Settings, where a person has 8 minutes',
    source: 'Apple support',
  },
  'prof-3': { text: 'RemoveProfile takes the identifier as a string', source: 'go-ios' },
  'cloud-1': { text: 'a cloud configuration can be stored once per erase (14002)', source: 'go-ios, pymobiledevice3' },
  'cloud-2': { text: 'it needs an activated device (33003)', source: 'device code, read by others' },
  'cloud-3': {
    text: 'with a ConfigurationURL the device leaves UIComplete and WasApplied as sent; sent true, it would never enroll',
    source: 'device code, read by others',
  },
  'cloud-4': {
    text: 'the key for anchor certificates is spelled `AnchorCertificates`',
    source: 'only hardware can tell',
  },
  'cloud-5': {
    text: 'AllowPairing false deletes all pairing records at the write',
    source: 'device code; only hardware can tell',
  },
  'cloud-6': {
    text: 'a configuration written by cable is stored as mandatory, removable and of source 2',
    source: 'device code, read by others',
  },
  'cloud-7': {
    text: 'without a URL the device itself stores UIComplete and WasApplied as true',
    source: 'device code, read by others',
  },
  'cloud-8': {
    text: 'a device of Automated Device Enrollment refuses it (33004), after asking Apple',
    source: 'device code; one public report',
  },
  'cloud-9': { text: 'a known key of the wrong type is refused (33002)', source: 'device code, read by others' },
  'cloud-10': { text: 'unknown keys pass', source: 'device code, read by others' },
  'cloud-11': {
    text: 'a device that a person set up holds a configuration: UIComplete true, IsSupervised false',
    source: 'go-ios issue 695',
  },
  'cloud-12': { text: 'unknown SkipSetup values are not refused', source: 'go-ios and pymobiledevice3 send some' },
  'cloud-13': {
    text: 'what is stored means what was sent, the device’s own rules aside',
    source: 'device code, read by others',
  },
  'sup-1': {
    text: 'Escalate takes the very certificate the device was supervised with',
    source: 'device code; go-ios, pymobiledevice3',
  },
  'sup-2': {
    text: 'any other certificate is CertificateRejected, one with the same key included',
    source: 'device code, read by others',
  },
  'sup-3': {
    text: 'the challenge has 8 bytes, and a failed proof (SignedRequestRejected) voids it',
    source: 'device code, read by others',
  },
  'sup-4': { text: 'a SHA-256 CMS is accepted as proof', source: 'pymobiledevice3' },
  'sup-5': {
    text: 'InstallProfileSilent installs at once, on the escalated connection',
    source: 'go-ios, pymobiledevice3',
  },
  'sup-6': {
    text: 'a supervised device has an Activation Lock bypass code and tells it on the escalated connection',
    source: 'device code, read by others',
  },
  'sup-7': { text: 'SecurityInfo tells whether a passcode is set', source: 'go-ios' },
} as const
