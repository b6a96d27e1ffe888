import { build } from 'plist'
import { AppError } from '../../src-shared/errors.ts'
import { readPlistDict } from '../apple/plist/read.ts'
import { lintProfile } from './lint.ts'
import { profileUuid } from './profile-uuid.ts'

export type SettingValue = string | number | boolean | Date | Uint8Array | readonly SettingValue[] | Settings
/** Apple's keys of a payload; undefined ones are left out. Whole numbers are written as integers. */
export type Settings = { readonly [key: string]: SettingValue | undefined }

/** One payload, before it has a place in a profile. */
export type Payload = {
  /** Apple's payload type, e.g. com.apple.wifi.managed. */
  readonly type: string
  /** Unique in the profile; becomes the end of its identifier. */
  readonly name: string
  readonly displayName?: string
  readonly settings: Settings
}

export type ConfigurationProfile = {
  /** Reverse DNS. A device replaces an installed profile of the same identifier. */
  readonly identifier: string
  readonly displayName: string
  readonly description?: string
  readonly organization?: string
  /** Holds on supervised devices only. */
  readonly removalDisallowed?: boolean
  readonly payloads: readonly Payload[]
}

/**
 * An unsigned profile, XML, UTF-8: the same bytes for the same settings. What was written is read back by our own
 * reader and linted before anybody gets it.
 * @throws AppError 'profiles.textUnwritable', and the codes of `lintProfile`
 */
export function buildProfile(profile: ConfigurationProfile): Buffer {
  const content = {
    PayloadContent: profile.payloads.map((payload) => payloadDict(profile.identifier, payload)),
    PayloadDescription: profile.description,
    PayloadDisplayName: profile.displayName,
    PayloadIdentifier: profile.identifier,
    PayloadOrganization: profile.organization,
    PayloadRemovalDisallowed: profile.removalDisallowed,
    PayloadType: 'Configuration',
    PayloadUUID: profileUuid(profile.identifier),
    PayloadVersion: 1,
  }
  assertWritable(content, 'PayloadContent')
  const bytes = Buffer.from(build(withoutGaps(content)), 'utf8')
  const finding = lintProfile(readPlistDict(bytes)).find(({ severity }) => severity === 'error')
  if (finding) throw new AppError(finding.code, finding.details)
  return bytes
}

/** The UUID a payload will have, for keys of other payloads that refer to it. */
export function payloadUuid(profileIdentifier: string, payloadName: string): string {
  return profileUuid(`${profileIdentifier}.${payloadName}`)
}

function payloadDict(profileIdentifier: string, payload: Payload): Settings {
  return {
    ...payload.settings,
    PayloadDisplayName: payload.displayName,
    PayloadIdentifier: `${profileIdentifier}.${payload.name}`,
    PayloadType: payload.type,
    PayloadUUID: payloadUuid(profileIdentifier, payload.name),
    PayloadVersion: 1,
  }
}

type PlainValue = string | number | boolean | Date | Uint8Array | PlainValue[] | { [key: string]: PlainValue }

/** As the package wants it: mutable, without undefined. */
function withoutGaps(value: Settings): { [key: string]: PlainValue } {
  const entries = Object.entries(value).filter((entry): entry is [string, SettingValue] => entry[1] !== undefined)
  return Object.fromEntries(entries.map(([key, item]) => [key, plain(item)]))
}

function plain(value: SettingValue): PlainValue {
  if (isList(value)) return value.map(plain)
  if (isSettings(value)) return withoutGaps(value)
  return value
}

/** XML has no form for most control characters and for half a surrogate pair; a device would refuse the whole profile. */
function assertWritable(value: SettingValue, key: string): void {
  if (typeof value === 'string') {
    // eslint-disable-next-line no-control-regex
    const unwritable = !value.isWellFormed() || /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(value)
    if (unwritable) throw new AppError('profiles.textUnwritable', { key })
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new AppError('profiles.keyWrong', { key, at: 'PayloadContent' })
  } else if (isList(value)) {
    for (const item of value) assertWritable(item, key)
  } else if (isSettings(value)) {
    for (const [name, item] of Object.entries(value)) if (item !== undefined) assertWritable(item, name)
  }
}

function isList(value: SettingValue): value is readonly SettingValue[] {
  return Array.isArray(value)
}

function isSettings(value: SettingValue): value is Settings {
  return typeof value === 'object' && !isList(value) && !(value instanceof Date) && !(value instanceof Uint8Array)
}
