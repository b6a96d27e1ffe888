import type { BeliefArea, BeliefTexts, Confidence } from '../../beliefs.ts'
import { beliefsCable } from './beliefs-cable.ts'
import { beliefsSetup } from './beliefs-setup.ts'

/** What Slipway believes, in words; see src-shared/beliefs.ts. */
export const beliefs = {
  area: {
    cable: 'The cable',
    enrollment: 'Enrollment',
    graph: 'Intune through Graph',
    electron: 'Electron',
  } satisfies Record<BeliefArea, string>,
  confidence: {
    judged: 'judged',
    documented: 'documented',
    observed: 'observed by others',
    reverseEngineered: 'reverse-engineered',
    inferred: 'inferred',
  } satisfies Record<Confidence, string>,
  heading: { id: 'id', text: 'belief', confidence: 'confidence', source: 'judge or source' },
  of: {
    ...beliefsCable,
    ...beliefsSetup,
    'enr-1': {
      text: 'the Profile URL is a service URL; its JSON names the enrollment URL, anchors and trust profile',
      source: 'Apple: Simplifying MDM server administration',
    },
    'enr-2': {
      text: 'Setup Assistant POSTs CMS-signed MachineInfo to the enrollment URL after the remote-management pane is tapped',
      source: 'Apple device management',
    },
    'enr-3': {
      text: 'devices take https only, and with anchors trust only those for the enrollment request',
      source: 'Apple device management (https); device code, read by others (anchors)',
    },
    'enr-4': {
      text: 'Intune’s direct-enrollment file is a Profile Service profile, two phases, valid 14 days',
      source: 'one published sample',
    },
    'enr-5': {
      text: 'SCEP: our CA and our device’s client',
      source: 'Debian’s `scepclient`, `scepserver`, strongSwan `pki`',
    },
    'enr-6': { text: 'CMS we sign', source: '`openssl cms -verify`, GnuTLS `certtool --p7-verify`' },
    'enr-7': { text: 'check-in, command loop, Mdm-Signature', source: 'Apple device management' },
    'enr-8': {
      text: '*Enrolled* in Intune follows the first contact with an assigned profile',
      source: 'Microsoft',
    },
    'enr-9': {
      text: 'a prepared iPhone or iPad waits at Hello until somebody walks through Setup Assistant; it may be unplugged meanwhile',
      source: 'Apple and Microsoft: auto-advance is for tvOS and macOS',
    },
    'enr-10': {
      text: 'after enrolling, the stored configuration has UIComplete and WasApplied true',
      source: 'device code, read by others',
    },
    'enr-11': {
      text: 'an enrollment has fifteen minutes, from when the device fetched the management profile, to get its certificate; later the device must be erased',
      source: 'Microsoft: automated enrollment with user affinity',
    },
    'enr-12': {
      text: 'on the direct route those fifteen minutes begin after the tap on Install, so that counting them from the handing over is on the safe side; the exported file itself is good for two weeks',
      source: 'Slipway; Microsoft for the two weeks',
    },
    'enr-13': {
      text: 'whoever uses a device that was added with Apple Configurator may leave management for thirty days, from when it was assigned and enrolled',
      source: 'Apple: adding devices from Apple Configurator',
    },
    'enr-14': {
      text: 'a new enrollment within those thirty days does not begin them anew; Intune tells only the newest one, so that the end shown may be too late',
      source: 'Slipway',
    },
    'graph-1': {
      text: 'Apple Configurator profiles and serials live under `depOnboardingSettings/{intuneAccountId}` (beta)',
      source: 'recordings and scripts in public repositories',
    },
    'graph-2': { text: '`updateDeviceProfileAssignment` takes serial numbers', source: 'Microsoft' },
    'graph-3': {
      text: 'error messages are JSON inside JSON; 429 often without Retry-After',
      source: 'recordings in public repositories',
    },
    'graph-4': { text: 'an import answers 200 with a status per row', source: 'Microsoft' },
    'electron-1': {
      text: 'the utility process, its MessagePort and the preload behave as Electron’s types and pages say',
      source: 'type-checked; the contract is tested over Node’s MessageChannel',
    },
    'electron-2': {
      text: 'BoringSSL has every algorithm on our list',
      source: 'an allow-list and a self-test at start',
    },
  } satisfies BeliefTexts,
}
