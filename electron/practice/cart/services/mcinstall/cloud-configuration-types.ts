import type { PlistDict, PlistValue } from '../../../../apple/plist/value.ts'

type Check = (value: PlistValue) => boolean

const isString: Check = (value) => typeof value === 'string'
const isFlag: Check = (value) => typeof value === 'boolean' || typeof value === 'number'
const isStrings: Check = (value) => Array.isArray(value) && value.every((item: PlistValue) => typeof item === 'string')
const isDatas: Check = (value) => Array.isArray(value) && value.every((item: PlistValue) => item instanceof Uint8Array)

const checks: ReadonlyMap<string, Check> = new Map([
  ...[
    'ConfigurationURL',
    'ConfigurationWebURL',
    'Language',
    'OrganizationAddress',
    'OrganizationAddressLine1',
    'OrganizationAddressLine2',
    'OrganizationCity',
    'OrganizationCountry',
    'OrganizationDepartment',
    'OrganizationEmail',
    'OrganizationMagic',
    'OrganizationName',
    'OrganizationPhone',
    'OrganizationShortName',
    'OrganizationSupportEmail',
    'OrganizationSupportPhone',
    'OrganizationZipCode',
    'Region',
  ].map((key) => [key, isString] as const),
  ...[
    'AllowPairing',
    'AutoAdvanceSetup',
    'AwaitDeviceConfigured',
    'CloudConfigurationUIComplete',
    'ConfigurationSource',
    'ConfigurationWasApplied',
    'IsMDMUnremovable',
    'IsMandatory',
    'IsMultiUser',
    'IsReturnToService',
    'IsSupervised',
    'PostSetupProfileWasInstalled',
  ].map((key) => [key, isFlag] as const),
  ['AnchorCertificates', isDatas],
  ['SkipSetup', isStrings],
  ['SupervisorHostCertificates', isDatas],
])

/** Every known key must have its type; unknown keys pass. */
export function hasRightTypes(configuration: PlistDict): boolean {
  return Object.entries(configuration).every(([key, value]) => checks.get(key)?.(value) ?? true)
}
