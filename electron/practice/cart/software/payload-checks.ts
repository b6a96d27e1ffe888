import { dictAt, integerAt, stringAt } from '../../../apple/plist/take.ts'
import { isPlistDict } from '../../../apple/plist/value.ts'
import type { PlistDict, PlistValue } from '../../../apple/plist/value.ts'
import { payloadError, profileError } from './device-error.ts'

/** What Apple's payload schemas call required, for the types this device acts on, with the type each key must have. */
const requiredKeys: Readonly<Record<string, Readonly<Record<string, 'string' | 'data' | 'dict'>>>> = {
  'com.apple.wifi.managed': { SSID_STR: 'string' },
  'com.apple.mdm': { IdentityCertificateUUID: 'string', Topic: 'string', ServerURL: 'string' },
  'com.apple.security.root': { PayloadContent: 'data' },
  'com.apple.security.pem': { PayloadContent: 'data' },
  'com.apple.security.pkcs1': { PayloadContent: 'data' },
  'com.apple.security.pkcs12': { PayloadContent: 'data' },
  'com.apple.security.scep': { PayloadContent: 'dict' },
}

const identityTypes: ReadonlySet<string> = new Set(['com.apple.security.scep', 'com.apple.security.pkcs12'])

/** Keys that name other payloads of the same profile, a string or an array of strings, at any depth. */
const referenceKeys: ReadonlySet<string> = new Set([
  'IdentityCertificateUUID',
  'PayloadCertificateUUID',
  'PayloadCertificateAnchorUUID',
  'ServerURLPinningCertificateUUIDs',
  'CheckInURLPinningCertificateUUIDs',
])

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** @throws DeviceError: 1007/1008 for identifiers used twice, 2001 to 2004 for what a payload lacks or has wrong */
export function checkPayloads(payloads: readonly PlistDict[]): void {
  for (const payload of payloads) checkHead(payload)
  const uuids = payloads.map((payload) => uuidOf(payload))
  // Only among payloads: profiles whose own UUID is that of their payload are about (go-ios writes one) and install.
  if (new Set(uuids).size !== uuids.length) {
    throw profileError(1007, 'The profile uses a UUID twice.')
  }
  const identifiers = payloads.map((payload) => stringAt(payload, 'PayloadIdentifier'))
  if (new Set(identifiers).size !== identifiers.length) {
    throw profileError(1008, 'The profile uses a payload identifier twice.')
  }
  if (payloads.filter((payload) => typeOf(payload) === 'com.apple.mdm').length > 1) {
    throw profileError(1009, 'The profile has more than one MDM payload.')
  }
  for (const payload of payloads) {
    checkRequired(payload)
    checkReferences(payload, new Set(uuids))
    if (typeOf(payload) === 'com.apple.mdm') checkMdm(payload, payloads)
  }
}

export function typeOf(payload: PlistDict): string {
  return stringAt(payload, 'PayloadType') ?? ''
}

export function uuidOf(payload: PlistDict): string {
  return (stringAt(payload, 'PayloadUUID') ?? '').toUpperCase()
}

export function isIdentityPayload(payload: PlistDict): boolean {
  return identityTypes.has(typeOf(payload))
}

function checkHead(payload: PlistDict): void {
  for (const key of ['PayloadType', 'PayloadIdentifier', 'PayloadUUID']) {
    if (stringAt(payload, key) === undefined) throw missing(payload, key)
  }
  if (!uuidPattern.test(uuidOf(payload))) throw unsupported(payload, 'PayloadUUID')
  const version = payload['PayloadVersion']
  if (version === undefined) throw missing(payload, 'PayloadVersion')
  if (typeof version !== 'number') throw wrongType(payload, 'PayloadVersion')
  if (version !== 1) throw payloadError(2001, `The payload “${typeOf(payload)}” has an unsupported version.`)
}

function checkRequired(payload: PlistDict): void {
  for (const [key, wanted] of Object.entries(requiredKeys[typeOf(payload)] ?? {})) {
    const value = payload[key]
    if (value === undefined || value === '') throw missing(payload, key)
    if (!fits(value, wanted)) throw wrongType(payload, key)
  }
  if (typeOf(payload) !== 'com.apple.security.scep') return
  const url = stringAt(dictAt(payload, 'PayloadContent') ?? {}, 'URL')
  if (url === undefined || url === '') throw missing(payload, 'URL')
}

function fits(value: PlistValue, wanted: 'string' | 'data' | 'dict'): boolean {
  if (wanted === 'data') return value instanceof Uint8Array
  return wanted === 'dict' ? isPlistDict(value) : typeof value === 'string'
}

function checkReferences(value: PlistValue, uuids: ReadonlySet<string>): void {
  if (Array.isArray(value)) {
    for (const item of value as readonly PlistValue[]) checkReferences(item, uuids)
    return
  }
  if (!isPlistDict(value)) return
  for (const [key, inner] of Object.entries(value)) {
    if (!referenceKeys.has(key)) {
      checkReferences(inner, uuids)
      continue
    }
    const names: readonly PlistValue[] = Array.isArray(inner) ? (inner as readonly PlistValue[]) : [inner]
    if (names.some((name) => typeof name !== 'string' || !uuids.has(name.toUpperCase()))) {
      throw payloadError(2004, `The field “${key}” names no payload of this profile.`)
    }
  }
}

function checkMdm(payload: PlistDict, all: readonly PlistDict[]): void {
  for (const key of ['ServerURL', 'CheckInURL']) {
    const url = stringAt(payload, key)
    if (url !== undefined && !url.startsWith('https://')) throw unsupported(payload, key)
  }
  if (!stringAt(payload, 'Topic')?.startsWith('com.apple.mgmt.')) throw unsupported(payload, 'Topic')
  const identity = stringAt(payload, 'IdentityCertificateUUID')?.toUpperCase()
  if (!all.some((other) => uuidOf(other) === identity && isIdentityPayload(other))) {
    throw unsupported(payload, 'IdentityCertificateUUID')
  }
  const rights = integerAt(payload, 'AccessRights')
  if (rights !== undefined && !areRights(rights)) throw unsupported(payload, 'AccessRights')
}

/** Apple's bit mask: never 0; installing profiles needs inspecting them, 2 with 1 and 128 with 64. */
function areRights(rights: number): boolean {
  if (rights <= 0 || rights > 8191) return false
  return ((rights & 2) === 0 || (rights & 1) !== 0) && ((rights & 128) === 0 || (rights & 64) !== 0)
}

function missing(payload: PlistDict, key: string): Error {
  return payloadError(2002, `The payload “${typeOf(payload)}” lacks the required field “${key}”.`)
}

function wrongType(payload: PlistDict, key: string): Error {
  return payloadError(2003, `The field “${key}” of “${typeOf(payload)}” has the wrong type.`)
}

function unsupported(payload: PlistDict, key: string): Error {
  return payloadError(2004, `The field “${key}” of “${typeOf(payload)}” has an unsupported value.`)
}
