import { z } from 'zod'
import { profileFlags, textProperties } from './profile-properties.ts'
import type { ProfileBody } from './profile-entity.ts'
import { refusedByIntune } from './failure.ts'

const nullableText = z.string().nullable()
const flag = z.boolean()

const baseShape = {
  '@odata.type': z.string().optional(),
  id: z.string().optional(),
  displayName: nullableText.optional(),
  description: nullableText.optional(),
  requiresUserAuthentication: flag.optional(),
  configurationEndpointUrl: nullableText.optional(),
  enableAuthenticationViaCompanyPortal: flag.optional(),
  requireCompanyPortalOnSetupAssistantEnrolledDevices: flag.optional(),
}

/** What may be written of a profile of Apple Configurator; read-only properties are tolerated, as clients send them back. */
export const configuratorProfileSchema = z.strictObject(baseShape)

const seconds = z.number().int().min(0)

/** What may be written of an Automated Device Enrollment profile for iOS and iPadOS. */
export const programProfileSchema = z.strictObject({
  ...baseShape,
  ...Object.fromEntries(profileFlags.map((name) => [name, flag.optional()])),
  ...Object.fromEntries(textProperties.map((name) => [name, nullableText.optional()])),
  isDefault: flag.optional(),
  enabledSkipKeys: z.array(z.string()).nullable().optional(),
  enrollmentTimeAzureAdGroupIds: z.array(z.string()).nullable().optional(),
  iTunesPairingMode: z.enum(['disallow', 'allow', 'requiresCertificate']).optional(),
  managementCertificates: z
    .array(z.strictObject({ '@odata.type': z.string().optional(), thumbprint: z.string(), certificate: z.string() }))
    .nullable()
    .optional(),
  sharedIPadMaximumUserCount: z.number().int().min(0).optional(),
  passcodeLockGracePeriodInSeconds: seconds.nullable().optional(),
  userSessionTimeoutInSeconds: seconds.optional(),
  temporarySessionTimeoutInSeconds: seconds.optional(),
})

/** The rules a service applies to the whole profile, after create or update. @throws GraphFailure 400 Intune style */
export function checkProfile(body: ProfileBody): void {
  const refuse = (broken: boolean, message: string) => {
    if (broken) throw refusedByIntune(message)
  }
  const name = body.displayName.trim()
  refuse(name.length === 0 || name.length > 200, 'displayName must have 1 to 200 characters')
  refuse((body.description ?? '').length > 1500, 'description must not have more than 1500 characters')
  const { requiresUserAuthentication: affinity, enableAuthenticationViaCompanyPortal: portal } = body
  const portalAfterwards = body.requireCompanyPortalOnSetupAssistantEnrolledDevices
  refuse(
    portal && portalAfterwards,
    'Authentication with Company Portal and Company Portal after Setup Assistant exclude each other',
  )
  refuse(!affinity && (portal || portalAfterwards), 'A profile without user affinity cannot involve Company Portal')
  if (body['supervisedModeEnabled'] !== undefined) checkProgramProfile(body, refuse)
}

function checkProgramProfile(body: ProfileBody, refuse: (broken: boolean, message: string) => void): void {
  const text = (key: string) => (typeof body[key] === 'string' ? body[key] : '')
  const supervised = body['supervisedModeEnabled'] === true
  refuse(text('supportDepartment').length > 125, 'supportDepartment must not have more than 125 characters')
  refuse(text('supportPhoneNumber').length > 50, 'supportPhoneNumber must not have more than 50 characters')
  refuse(
    !body.requiresUserAuthentication && body['isMandatory'] !== true,
    'isMandatory must be true for a profile without user affinity',
  )
  refuse(body['profileRemovalDisabled'] === true && !supervised, 'Locked enrollment needs supervised mode')
  refuse(
    body['configurationWebUrl'] === true &&
      (!body.requiresUserAuthentication || body.enableAuthenticationViaCompanyPortal),
    'Modern authentication in Setup Assistant needs user affinity, and excludes authentication with Company Portal',
  )
  const template = text('deviceNameTemplate')
  const variables = template.match(/\{\{.*?\}\}/g) ?? []
  const known = variables.every((variable) => ['{{SERIAL}}', '{{DEVICETYPE}}'].includes(variable))
  refuse(template.length > 63 || !known, 'deviceNameTemplate takes 63 characters, {{SERIAL}} and {{DEVICETYPE}}')
  refuse(template !== '' && !supervised, 'A device name template needs supervised mode')
  const certificates = Array.isArray(body['managementCertificates']) ? body['managementCertificates'].length : 0
  const byCertificate = body['iTunesPairingMode'] === 'requiresCertificate'
  refuse(
    certificates > 10 || (byCertificate && certificates === 0),
    'Pairing by certificate needs 1 to 10 certificates',
  )
  const shared = body['enableSharedIPad'] === true
  refuse(
    shared && (body.requiresUserAuthentication || !supervised),
    'Shared iPad needs supervised mode and no user affinity',
  )
  refuse(Number(body['sharedIPadMaximumUserCount'] ?? 0) > 24, 'A shared iPad holds 24 users at most')
  const wrongKey = readSkipKeys(body).find((key) => !skipKeys.has(key))
  refuse(wrongKey !== undefined, `'${wrongKey ?? ''}' is not a Setup Assistant pane that can be skipped`)
  refuse(
    text('companyPortalVppTokenId') !== '' && !body.enableAuthenticationViaCompanyPortal,
    'A Company Portal token needs authentication with Company Portal',
  )
}

function readSkipKeys(body: ProfileBody): readonly string[] {
  const keys: unknown = body['enabledSkipKeys']
  return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : []
}

/** Apple's keys for iOS and iPadOS. */
const skipKeys = new Set(
  (
    'Passcode Location Restore AppleID TOS Biometric Payment Zoom Siri Diagnostics DisplayTone Privacy Android iMessageAndFaceTime ' +
    'OnBoarding ScreenTime SIMSetup SoftwareUpdate WatchMigration Appearance DeviceToDeviceMigration HomeButtonSensitivity Welcome ' +
    'RestoreCompleted UpdateCompleted SpokenLanguage Keyboard PreferredLanguage TermsOfAddress Safety ActionButton EnableLockdownMode Intelligence ' +
    'CameraButton WebContentFiltering AppStore SafetyAndHandling Multitasking OSShowcase LiquidGlass MessagingActivationUsingPhoneNumber ' +
    'CloudStorage TapToSetup Language Region'
  ).split(' '),
)
