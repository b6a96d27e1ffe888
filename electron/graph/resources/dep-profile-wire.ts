import * as z from 'zod'
import { adeCertificate } from '../../../src-shared/ade.ts'
import type { AdeAffinity, AdeProfile, AdeSettings } from '../../../src-shared/ade.ts'
import { paneByKey } from '../../../src-shared/setup-assistant/catalogue.ts'
import { fromGraphBooleans, toGraphBooleans } from '../../../src-shared/setup-assistant/graph-booleans.ts'
import { optionalText, wireId } from './wire.ts'

/** requiresUserAuthentication, enableAuthenticationViaCompanyPortal, requireCompanyPortal…, configurationWebUrl. */
const affinityFlags = {
  none: [false, false, false, false],
  companyPortal: [true, true, false, false],
  setupAssistantLegacy: [true, false, true, false],
  setupAssistantModern: [true, false, false, true],
} as const satisfies Record<AdeAffinity, readonly [boolean, boolean, boolean, boolean]>

const pairingModes = { disallow: 'disallow', allow: 'allow', certificate: 'requiresCertificate' } as const

const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false)

const known = z.object({
  '@odata.type': z.string().nullish(),
  id: wireId,
  displayName: optionalText,
  description: optionalText,
  requiresUserAuthentication: flag,
  enableAuthenticationViaCompanyPortal: flag,
  configurationWebUrl: flag,
  isDefault: flag,
  supervisedModeEnabled: flag,
  profileRemovalDisabled: flag,
  supportDepartment: optionalText,
  supportPhoneNumber: optionalText,
  deviceNameTemplate: optionalText,
  enabledSkipKeys: z.array(z.string()).nullish(),
  iTunesPairingMode: z.string().nullish(),
  managementCertificates: z.array(adeCertificate).nullish(),
  waitForDeviceConfiguredConfirmation: flag,
  awaitDeviceConfiguredConfirmation: flag,
})

/** A profile with everything the service said, so that an edit leaves alone what is not known here. */
export type DepProfile = { readonly profile: AdeProfile; readonly raw: Readonly<Record<string, unknown>> }

export const depProfile = z.looseObject({ id: wireId }).transform((raw, context): DepProfile => {
  const parsed = known.safeParse(raw)
  if (!parsed.success) {
    context.addIssue({ code: 'custom', message: parsed.error.issues[0]?.path.join('.') ?? 'not a profile' })
    return z.NEVER
  }
  const wire = parsed.data
  return {
    raw,
    profile: {
      id: wire.id,
      isDefault: wire.isDefault,
      isPolicy: false,
      settings: {
        displayName: wire.displayName ?? '',
        description: wire.description ?? '',
        affinity: affinityOf(wire),
        department: wire.supportDepartment ?? '',
        supportPhone: wire.supportPhoneNumber ?? '',
        supervised: wire.supervisedModeEnabled,
        locked: wire.profileRemovalDisabled,
        hiddenPanes: [...new Set([...fromGraphBooleans(raw), ...(wire.enabledSkipKeys ?? [])])],
        pairing: pairingOf(wire.iTunesPairingMode ?? 'allow'),
        certificates: (wire.managementCertificates ?? []).map(({ thumbprint, certificate }) => ({
          thumbprint,
          certificate,
        })),
        awaitConfiguration: wire.waitForDeviceConfiguredConfirmation || wire.awaitDeviceConfiguredConfirmation,
        deviceNameTemplate: wire.deviceNameTemplate ?? '',
      },
    },
  }
})

function affinityOf(wire: z.infer<typeof known>): AdeAffinity {
  if (!wire.requiresUserAuthentication) return 'none'
  if (wire.configurationWebUrl) return 'setupAssistantModern'
  return wire.enableAuthenticationViaCompanyPortal ? 'companyPortal' : 'setupAssistantLegacy'
}

function pairingOf(mode: string): AdeSettings['pairing'] {
  if (mode === 'disallow') return 'disallow'
  return mode === 'requiresCertificate' ? 'certificate' : 'allow'
}

/**
 * The settings as Graph takes them. Panes go twice, as booleans and as keys, for the service has been seen to honor
 * either; every boolean is written, as Intune's own pages do.
 */
export function wireSettings(settings: AdeSettings): Readonly<Record<string, unknown>> {
  const [requiresUserAuthentication, viaPortal, portalAfterwards, modern] = affinityFlags[settings.affinity]
  const { hiddenPanes } = settings
  const booleans = toGraphBooleans(hiddenPanes)
  return {
    '@odata.type': '#microsoft.graph.depIOSEnrollmentProfile',
    displayName: settings.displayName,
    description: settings.description,
    requiresUserAuthentication,
    enableAuthenticationViaCompanyPortal: viaPortal,
    requireCompanyPortalOnSetupAssistantEnrolledDevices: portalAfterwards,
    configurationWebUrl: modern,
    isMandatory: true,
    supervisedModeEnabled: settings.supervised,
    profileRemovalDisabled: settings.locked,
    supportDepartment: settings.department,
    supportPhoneNumber: settings.supportPhone,
    deviceNameTemplate: settings.deviceNameTemplate,
    ...booleans,
    // Keys that exist as a boolean alone (they are none of Apple's) would be refused here.
    enabledSkipKeys: hiddenPanes.filter((key) => paneByKey(key) !== null || !hasBoolean(key)),
    iTunesPairingMode: pairingModes[settings.pairing],
    managementCertificates: settings.pairing === 'certificate' ? settings.certificates : [],
    waitForDeviceConfiguredConfirmation: settings.awaitConfiguration,
    awaitDeviceConfiguredConfirmation: settings.awaitConfiguration,
  }
}

function hasBoolean(key: string): boolean {
  return Object.values(toGraphBooleans([key])).includes(true)
}

/** What a new profile says beside its settings, as Intune's pages send it. */
export const unsetProperties = {
  id: '',
  configurationEndpointUrl: '',
  enableSharedIPad: false,
  sharedIPadMaximumUserCount: 0,
  passcodeLockGracePeriodInSeconds: null,
  userSessionTimeoutInSeconds: 0,
  temporarySessionTimeoutInSeconds: 0,
  forceTemporarySession: false,
  enableSingleAppEnrollmentMode: false,
  userlessSharedAadModeEnabled: false,
  companyPortalVppTokenId: null,
  carrierActivationUrl: null,
  enrollmentTimeAzureAdGroupIds: [],
} as const
