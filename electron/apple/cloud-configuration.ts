import { AppError } from '../../src-shared/errors.ts'
import { arrayAt, booleanAt, stringAt, stringsAt } from './plist/take.ts'
import type { PlistDict } from './plist/value.ts'
import type { PlistInputDict } from './plist/write.ts'

/** The organization the Setup Assistant and Settings show; only the name is needed. */
export type OrganizationCard = {
  readonly name: string
  readonly department?: string
  readonly phone?: string
  readonly supportPhone?: string
  readonly email?: string
  readonly address?: string
}

export type CloudConfigurationInput = {
  /** Null leaves the device unsupervised. */
  readonly supervision: {
    readonly organization: OrganizationCard
    /** A UUID that tells configurations of one organization apart; the device only keeps it. */
    readonly magic: string
    /** Certificates whose keys may pair silently and escalate later. None, with pairing forbidden: nobody ever may. */
    readonly certificatesDer: readonly Uint8Array[]
  } | null
  /** False: at the moment of the write the device forgets every host, this one included. */
  readonly allowPairing: boolean
  /** Apple's skip keys, case-exact. */
  readonly skipSetup: readonly string[]
  /** The resolved enrollment URL; null supervises without enrolling. */
  readonly configurationUrl: string | null
  /** Exactly the roots the enrollment service names; when there are any, the device trusts no others for enrolling. */
  readonly anchorCertificatesDer: readonly Uint8Array[]
}

/**
 * The one configuration a device takes per erase, with everything in it. What is left out matters as much:
 * CloudConfigurationUIComplete, ConfigurationWasApplied and PostSetupProfileWasInstalled would tell Setup Assistant
 * that enrollment is over; source, "mandatory" and "unremovable" the device sets itself; an empty list of anchors would
 * leave it trusting nobody.
 * @throws AppError 'apple.cloudConfiguration.urlNotHttps', 'apple.cloudConfiguration.noCertificate'
 */
export function buildCloudConfiguration(input: CloudConfigurationInput): PlistInputDict {
  const { supervision, configurationUrl, anchorCertificatesDer } = input
  if (configurationUrl !== null && URL.parse(configurationUrl)?.protocol !== 'https:') {
    throw new AppError('apple.cloudConfiguration.urlNotHttps', { url: configurationUrl.slice(0, 200) })
  }
  return {
    AllowPairing: input.allowPairing,
    SkipSetup: input.skipSetup,
    ...(supervision === null ? {} : supervisionKeys(supervision, input.allowPairing)),
    ConfigurationURL: configurationUrl ?? undefined,
    AnchorCertificates:
      configurationUrl !== null && anchorCertificatesDer.length > 0 ? anchorCertificatesDer : undefined,
  }
}

function supervisionKeys(
  supervision: NonNullable<CloudConfigurationInput['supervision']>,
  allowPairing: boolean,
): PlistInputDict {
  const { organization, magic, certificatesDer } = supervision
  if (certificatesDer.length === 0 && allowPairing) throw new AppError('apple.cloudConfiguration.noCertificate')
  return {
    IsSupervised: true,
    IsMultiUser: false,
    OrganizationName: organization.name,
    OrganizationDepartment: organization.department,
    OrganizationPhone: organization.phone,
    OrganizationSupportPhone: organization.supportPhone,
    OrganizationEmail: organization.email,
    OrganizationAddress: organization.address,
    OrganizationMagic: magic,
    SupervisorHostCertificates: certificatesDer.length === 0 ? undefined : certificatesDer,
  }
}

/** A key whose stored meaning differs from what was sent; values as short texts without secrets. */
export type CloudConfigurationDifference = { readonly key: string; readonly sent: string; readonly stored: string }

const texts = [
  'OrganizationName',
  'OrganizationDepartment',
  'OrganizationPhone',
  'OrganizationSupportPhone',
  'OrganizationEmail',
  'OrganizationAddress',
  'OrganizationMagic',
  'ConfigurationURL',
] as const

/**
 * Compares by meaning: the device rewrites source, "mandatory" and its flags, may drop false values and reorder lists.
 * With an enrollment URL, a stored CloudConfigurationUIComplete says that the device has enrolled, or never will:
 * right after the write it must not be true.
 * @param sent what `buildCloudConfiguration` made
 */
export function compareCloudConfiguration(
  sent: PlistInputDict,
  stored: PlistDict | null,
): readonly CloudConfigurationDifference[] {
  const want = sent as PlistDict
  const have = stored ?? {}
  const pairs: readonly (readonly [string, string, string])[] = [
    [
      'IsSupervised',
      String(booleanAt(want, 'IsSupervised') ?? false),
      String(booleanAt(have, 'IsSupervised') ?? false),
    ],
    ['AllowPairing', String(booleanAt(want, 'AllowPairing') ?? true), String(booleanAt(have, 'AllowPairing') ?? true)],
    ...texts.map((key) => [key, stringAt(want, key) ?? '', stringAt(have, key) ?? ''] as const),
    ['SkipSetup', sorted(stringsAt(want, 'SkipSetup')), sorted(stringsAt(have, 'SkipSetup'))],
    [
      'SupervisorHostCertificates',
      datas(want, 'SupervisorHostCertificates'),
      datas(have, 'SupervisorHostCertificates'),
    ],
    ['AnchorCertificates', datas(want, 'AnchorCertificates'), datas(have, 'AnchorCertificates')],
    ...(want['ConfigurationURL'] === undefined
      ? []
      : [
          [
            'CloudConfigurationUIComplete',
            'false',
            String(booleanAt(have, 'CloudConfigurationUIComplete') ?? false),
          ] as const,
        ]),
  ]
  return pairs
    .filter(([, wanted, found]) => wanted !== found)
    .map(([key, wanted, found]) => ({ key, sent: shorten(wanted), stored: shorten(found) }))
}

/** What the planner and the facts need of a stored configuration. */
export function summarizeCloudConfiguration(stored: PlistDict | null): {
  readonly cloudConfigured: boolean
  readonly supervised: boolean
  readonly organizationName: string | null
  /** Cable evidence that a device given a URL has really enrolled. */
  readonly enrolledByConfiguration: boolean
} {
  const config = stored ?? {}
  return {
    cloudConfigured: stored !== null,
    supervised: booleanAt(config, 'IsSupervised') ?? false,
    organizationName: stringAt(config, 'OrganizationName') ?? null,
    enrolledByConfiguration:
      stringAt(config, 'ConfigurationURL') !== undefined &&
      booleanAt(config, 'CloudConfigurationUIComplete') === true &&
      booleanAt(config, 'ConfigurationWasApplied') === true,
  }
}

function sorted(values: readonly string[] | undefined): string {
  return [...new Set(values)].sort().join(', ')
}

function datas(dict: PlistDict, key: string): string {
  const values = (arrayAt(dict, key) ?? []).filter((value) => value instanceof Uint8Array)
  return sorted(values.map((value) => Buffer.from(value).toString('base64')))
}

function shorten(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}…` : text
}
