import { explainedCable } from './explained-cable.ts'
import { explainedEnrollment } from './explained-enrollment.ts'
import { explainedLockdown } from './explained-lockdown.ts'
import { explainedProfiles } from './explained-profiles.ts'
import { explainedServices } from './explained-services.ts'

/** Error codes explained: words for each meaning (`of`, by id), and how they are shown. */
export const explained = {
  of: {
    ...explainedCable,
    ...explainedEnrollment,
    ...explainedLockdown,
    ...explainedProfiles,
    ...explainedServices,
    unknown: {
      meaning: 'This code is not known here.',
      cause: 'It may mean that something failed, or only that nobody knows how it stands.',
      remedy:
        'Re-read the device: take it neither for done nor for failed. Keep the whole chain of errors as evidence for support.',
    },
  },
  label: {
    codes: 'Codes',
    cause: 'Likely cause',
    remedy: 'What to do',
    retry: 'Retry',
    confidence: 'Confidence',
    source: 'Source',
    evidence: 'The whole chain, outermost first',
  },
  retry: {
    never: 'no: the same would happen again',
    backoff: 'yes, after a pause',
    afterFix: 'yes, once the cause is mended',
    reread: 're-read the device first',
  },
  source: {
    appleMdm: 'Apple: Device Management documentation',
    appleReference: 'Apple: Configuration Profile Reference, error codes',
    backupIssues: 'users’ reports of backup tools (libimobiledevice, Nugget)',
    deviceCode: 'read by others in the device’s own code',
    enrollmentTools: 'notes of a tool that adds devices to Apple Business Manager',
    fieldLogs: 'scripts, logs and notes of people who stage devices',
    goIos: 'go-ios: source and issue threads',
    hubNotes: 'public notes on the hubs’ interfaces',
    intuneDocs: 'Microsoft: Intune enrollment documentation',
    labNotes: 'public lab notes on an iPad with iPadOS 15.8',
    libimobiledevice: 'libimobiledevice: lockdown.h; what to do is ours',
    mobileDevice: 'names from ios-deploy’s errors.h; what to do is ours',
    repairGuides: 'public repair guides',
    slipway: 'Slipway',
  },
}
