import { sha256 } from '../../../lib/crypto.ts'
import { pemToDer } from '../../../pki/pem.ts'
import type { ProfileBody } from '../graph/profile-entity.ts'
import { webSignInUrl } from '../enrolment/web-sign-in.ts'
import type { Tenant } from '../tenant.ts'

/** Apple's key for the pane that each of Graph's booleans hides. */
const paneKeys: Readonly<Record<string, readonly string[]>> = {
  passCodeDisabled: ['Passcode'],
  locationDisabled: ['Location'],
  restoreBlocked: ['Restore'],
  appleIdDisabled: ['AppleID'],
  termsAndConditionsDisabled: ['TOS'],
  touchIdDisabled: ['Biometric'],
  applePayDisabled: ['Payment'],
  zoomDisabled: ['Zoom'],
  siriDisabled: ['Siri'],
  diagnosticsDisabled: ['Diagnostics'],
  displayToneSetupDisabled: ['DisplayTone'],
  privacyPaneDisabled: ['Privacy'],
  restoreFromAndroidDisabled: ['Android'],
  iMessageAndFaceTimeScreenDisabled: ['iMessageAndFaceTime'],
  onBoardingScreenDisabled: ['OnBoarding'],
  screenTimeScreenDisabled: ['ScreenTime'],
  simSetupScreenDisabled: ['SIMSetup'],
  softwareUpdateScreenDisabled: ['SoftwareUpdate'],
  watchMigrationScreenDisabled: ['WatchMigration'],
  appearanceScreenDisabled: ['Appearance'],
  deviceToDeviceMigrationDisabled: ['DeviceToDeviceMigration'],
  homeButtonScreenDisabled: ['HomeButtonSensitivity'],
  welcomeScreenDisabled: ['Welcome'],
  restoreCompletedScreenDisabled: ['RestoreCompleted'],
  updateCompleteScreenDisabled: ['UpdateCompleted'],
  expressLanguageScreenDisabled: ['ExpressLanguage'],
  preferredLanguageScreenDisabled: ['PreferredLanguage'],
}

/**
 * What Apple is told a profile means. Every boolean is written: Apple takes a missing `allow_pairing` or
 * `is_mdm_removable` for true. User affinity has no key; it is this tenant's own answer when the device enrolls.
 */
export function appleProfile(tenant: Tenant, body: ProfileBody): object {
  const supervised = body['supervisedModeEnabled'] === true
  const text = (key: string) => (typeof body[key] === 'string' && body[key] !== '' ? body[key] : undefined)
  const awaits =
    body['awaitDeviceConfiguredConfirmation'] === true || body['waitForDeviceConfiguredConfirmation'] === true
  const byCertificate = body['iTunesPairingMode'] === 'requiresCertificate'
  return {
    profile_name: body.displayName.slice(0, 125),
    url: `${tenant.addresses.device}/EnrollmentServer/DeviceEnrollment?id=${tenant.world.accountId}`,
    configuration_web_url: body['configurationWebUrl'] === true ? webSignInUrl(tenant) : undefined,
    is_supervised: supervised,
    is_mandatory: body['isMandatory'] === true,
    is_mdm_removable: !(supervised && body['profileRemovalDisabled'] === true),
    allow_pairing: body['iTunesPairingMode'] === 'allow',
    await_device_configured: supervised && awaits,
    is_multi_user: body['enableSharedIPad'] === true,
    auto_advance_setup: false,
    skip_setup_items: skipKeys(body),
    department: text('supportDepartment'),
    support_phone_number: text('supportPhoneNumber'),
    org_magic: tenant.world.accountId,
    anchor_certs: tenant.switches.publicCertificate
      ? undefined
      : [pemToDer(tenant.world.root.certificatePem).toString('base64')],
    supervising_host_certs: byCertificate ? certificatesOf(body) : undefined,
  }
}

/** Changes with everything Apple is told, so that an edited profile is defined anew. */
export function profileDigest(profile: object): string {
  return sha256(JSON.stringify(profile)).toString('hex')
}

function skipKeys(body: ProfileBody): readonly string[] {
  const hidden = Object.entries(paneKeys).flatMap(([flag, keys]) => (body[flag] === true ? keys : []))
  const named: unknown = body['enabledSkipKeys']
  const more = Array.isArray(named) ? named.filter((key): key is string => typeof key === 'string') : []
  return [...new Set([...hidden, ...more])].toSorted()
}

function certificatesOf(body: ProfileBody): readonly string[] {
  const list = body['managementCertificates']
  return Array.isArray(list) ? list.map(({ certificate }: { certificate: string }) => certificate) : []
}
