import type { ErrorCode, ErrorDetails } from '../../src-shared/errors.ts'
import { arrayAt, booleanAt, dataAt, integerAt, stringAt } from '../apple/plist/take.ts'
import type { PlistDict, PlistValue } from '../apple/plist/value.ts'
import { isPlistDict } from '../apple/plist/value.ts'

/** An error keeps a device from installing it; a warning is worth a look. The text of `code` says what and where. */
export type LintFinding = {
  readonly code: ErrorCode
  readonly severity: 'error' | 'warning'
  readonly details: ErrorDetails
}

const uuidPattern = /^[0-9A-F]{8}-(?:[0-9A-F]{4}-){3}[0-9A-F]{12}$/i
const reverseDns = /^[A-Za-z0-9][\w-]*(?:\.[\w-]+)+$/

/** Checks a `Configuration` profile against Apple's rules for the top level and for what payloads have in common. */
export function lintProfile(profile: PlistDict): readonly LintFinding[] {
  const top = stringAt(profile, 'PayloadDisplayName') ?? 'Configuration'
  const findings = [...lintCommon(profile, top)]
  if (stringAt(profile, 'PayloadType') !== 'Configuration') findings.push(wrong('PayloadType', top))
  if (!reverseDns.test(stringAt(profile, 'PayloadIdentifier') ?? 'a.b')) {
    findings.push({ ...wrong('PayloadIdentifier', top), severity: 'warning' })
  }
  if (booleanAt(profile, 'IsEncrypted') === true) {
    return dataAt(profile, 'EncryptedPayloadContent')
      ? findings
      : [...findings, missing('EncryptedPayloadContent', top)]
  }
  const content = arrayAt(profile, 'PayloadContent')
  if (!content) return [...findings, missing('PayloadContent', top)]
  const payloads = content.filter(isPlistDict)
  if (payloads.length < content.length) findings.push(wrong('PayloadContent', top))
  for (const payload of payloads) findings.push(...lintPayload(payload))
  return [...findings, ...lintTogether(profile, payloads)]
}

function lintPayload(payload: PlistDict): readonly LintFinding[] {
  const at = nameOf(payload)
  const type = stringAt(payload, 'PayloadType')
  const findings = [...lintCommon(payload, at)]
  if (type === undefined) findings.push(missing('PayloadType', at))
  if (type === 'com.apple.mdm') findings.push(...lintMdm(payload, at))
  return findings
}

/** Version, identifier and UUID, which the profile and every payload have. */
function lintCommon(dict: PlistDict, at: string): readonly LintFinding[] {
  const findings: LintFinding[] = []
  if (dict['PayloadVersion'] === undefined) findings.push(missing('PayloadVersion', at))
  // An integer element: a real of the same value is another type to a device.
  else if (integerAt(dict, 'PayloadVersion') !== 1) findings.push(wrong('PayloadVersion', at))
  if (!stringAt(dict, 'PayloadIdentifier')) findings.push(missing('PayloadIdentifier', at))
  const uuid = stringAt(dict, 'PayloadUUID')
  if (!uuid) findings.push(missing('PayloadUUID', at))
  else if (!uuidPattern.test(uuid)) findings.push(wrong('PayloadUUID', at))
  return findings
}

/** What only shows when all payloads are seen together. */
function lintTogether(profile: PlistDict, payloads: readonly PlistDict[]): readonly LintFinding[] {
  const findings: LintFinding[] = []
  for (const identifier of repeated(payloads.map((payload) => stringAt(payload, 'PayloadIdentifier')))) {
    findings.push({ code: 'profiles.identifierRepeated', severity: 'error', details: { identifier } })
  }
  for (const uuid of repeated([profile, ...payloads].map((dict) => stringAt(dict, 'PayloadUUID')?.toUpperCase()))) {
    findings.push({ code: 'profiles.uuidRepeated', severity: 'error', details: { uuid } })
  }
  const types = payloads.map((payload) => stringAt(payload, 'PayloadType'))
  if (types.filter((type) => type === 'com.apple.mdm').length > 1) {
    findings.push(conflict('com.apple.mdm', 'com.apple.mdm'))
  }
  if (types.includes('com.apple.cellular') && types.includes('com.apple.apn.managed')) {
    findings.push(conflict('com.apple.cellular', 'com.apple.apn.managed'))
  }
  const hasPassword = types.includes('com.apple.profileRemovalPassword')
  if (hasPassword !== (booleanAt(profile, 'HasRemovalPasscode') ?? false)) {
    findings.push({ ...wrong('HasRemovalPasscode', 'Configuration'), severity: 'warning' })
  }
  const uuids = new Set(payloads.map((payload) => stringAt(payload, 'PayloadUUID')?.toUpperCase()))
  for (const payload of payloads) findings.push(...lintReferences(payload, nameOf(payload), uuids))
  return findings
}

/** Keys by which payloads point at certificates and identities of the same profile. */
const referenceKeys = new Set([
  'IdentityCertificateUUID',
  'PayloadCertificateUUID',
  'PayloadCertificateAnchorUUID',
  'ServerURLPinningCertificateUUIDs',
  'CheckInURLPinningCertificateUUIDs',
])

function lintReferences(value: PlistValue, at: string, uuids: ReadonlySet<string | undefined>): readonly LintFinding[] {
  if (Array.isArray(value)) return value.flatMap((item: PlistValue) => lintReferences(item, at, uuids))
  if (!isPlistDict(value)) return []
  return Object.entries(value).flatMap(([key, item]) => {
    if (!referenceKeys.has(key)) return lintReferences(item, at, uuids)
    const targets: readonly PlistValue[] = Array.isArray(item) ? item : [item]
    const resolves = targets.every((target) => typeof target === 'string' && uuids.has(target.toUpperCase()))
    return resolves ? [] : [{ code: 'profiles.referenceDangling', severity: 'error', details: { key, at } } as const]
  })
}

/** Apple: MDM payload. Access rights 2 needs 1, 128 needs 64, and none at all is refused. */
function lintMdm(payload: PlistDict, at: string): readonly LintFinding[] {
  const findings: LintFinding[] = []
  for (const key of ['IdentityCertificateUUID', 'Topic', 'ServerURL']) {
    if (!stringAt(payload, key)) findings.push(missing(key, at))
  }
  if (!(stringAt(payload, 'Topic') ?? 'com.apple.mgmt.').startsWith('com.apple.mgmt.'))
    findings.push(wrong('Topic', at))
  for (const key of ['ServerURL', 'CheckInURL']) {
    const url = stringAt(payload, key)
    if (url !== undefined && URL.parse(url)?.protocol !== 'https:') findings.push(wrong(key, at))
  }
  const rights = integerAt(payload, 'AccessRights')
  if (rights !== undefined && !areRightsSound(rights)) findings.push(wrong('AccessRights', at))
  return findings
}

function areRightsSound(rights: number): boolean {
  const has = (bit: number): boolean => (rights & bit) !== 0
  return rights > 0 && rights <= 8191 && (!has(2) || has(1)) && (!has(128) || has(64))
}

function nameOf(payload: PlistDict): string {
  return stringAt(payload, 'PayloadIdentifier') ?? stringAt(payload, 'PayloadType') ?? 'PayloadContent'
}

function repeated(values: readonly (string | undefined)[]): ReadonlySet<string> {
  const known = values.filter((value): value is string => value !== undefined)
  return new Set(known.filter((value, index) => known.indexOf(value) !== index))
}

function missing(key: string, at: string): LintFinding {
  return { code: 'profiles.keyMissing', severity: 'error', details: { key, at } }
}

function wrong(key: string, at: string): LintFinding {
  return { code: 'profiles.keyWrong', severity: 'error', details: { key, at } }
}

function conflict(first: string, second: string): LintFinding {
  return { code: 'profiles.payloadsConflict', severity: 'error', details: { first, second } }
}
