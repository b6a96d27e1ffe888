import { AppError } from '../../../../src-shared/errors.ts'
import { readPlist, readPlistDict } from '../../../apple/plist/read.ts'
import { arrayAt, booleanAt, dataAt, dictAt, integerAt, stringAt } from '../../../apple/plist/take.ts'
import { isPlistDict } from '../../../apple/plist/value.ts'
import type { PlistDict, PlistLimits, PlistValue } from '../../../apple/plist/value.ts'
import { openEnvelope } from '../../../pki/cms-envelope.ts'
import { readSignedCms } from '../../../pki/cms-verify.ts'
import { profileError } from './device-error.ts'
import { checkPayloads } from './payload-checks.ts'
import type { Identity } from './running.ts'

type Common = {
  readonly root: PlistDict
  readonly identifier: string
  readonly uuid: string
  readonly displayName: string
  readonly removalDisallowed: boolean
  /** The certificate that signed it, PEM; null for an unsigned profile, which installs all the same. */
  readonly signerPem: string | null
}

export type ConfigurationProfile = Common & {
  readonly kind: 'configuration'
  readonly payloads: readonly PlistDict[]
}
/** An over-the-air enrollment: a URL to report to instead of payloads. */
export type ProfileServiceProfile = Common & { readonly kind: 'profileService'; readonly service: PlistDict }

export type ProfileDocument = ConfigurationProfile | ProfileServiceProfile

const limits: PlistLimits = { maxBytes: 4 * 1024 * 1024, maxDepth: 32, maxValues: 50_000 }
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Reads and validates a profile: plain or in signed CMS, white space before it trimmed (tools send it), encrypted
 * content opened with whichever of the identities fits.
 * @throws DeviceError of MCProfileErrorDomain or MCPayloadErrorDomain
 */
export function readProfile(bytes: Uint8Array, identities: readonly Identity[] = []): ProfileDocument {
  const { content, signerPem } = unwrap(trimStart(bytes))
  const root = orMalformed(() => readPlistDict(content, limits), 'The profile is not a property list.')
  const common = { ...readHead(root), root, signerPem }
  if (stringAt(root, 'PayloadType') === 'Profile Service') {
    const service = dictAt(root, 'PayloadContent')
    if (service === undefined || stringAt(service, 'URL') === undefined) throw missing('URL')
    return { ...common, kind: 'profileService', service }
  }
  const payloads = readContent(root, identities)
  if (payloads.length === 0) throw profileError(1005, 'The profile is empty.')
  checkPayloads(payloads)
  return { ...common, kind: 'configuration', payloads }
}

function readHead(root: PlistDict): Omit<Common, 'root' | 'signerPem'> {
  const type = stringAt(root, 'PayloadType')
  if (type === undefined) throw missing('PayloadType')
  if (type !== 'Configuration' && type !== 'Profile Service') {
    throw profileError(1010, `The profile has the unsupported type “${type}”.`)
  }
  const version = root['PayloadVersion']
  if (version === undefined) throw missing('PayloadVersion')
  if (typeof version !== 'number') throw profileError(1003, 'The field “PayloadVersion” is not an integer.')
  if (version !== 1) throw profileError(1001, `The profile version ${version} is not supported.`)
  const identifier = stringAt(root, 'PayloadIdentifier')
  if (identifier === undefined || identifier === '') throw missing('PayloadIdentifier')
  const uuid = stringAt(root, 'PayloadUUID')
  if (uuid === undefined) throw missing('PayloadUUID')
  if (!uuidPattern.test(uuid)) throw profileError(1010, 'The field “PayloadUUID” is not a UUID.')
  const target = integerAt(root, 'TargetDeviceType') ?? 0
  if (target > 1) throw profileError(1010, 'The profile is meant for another kind of device.')
  return {
    identifier,
    uuid,
    displayName: stringAt(root, 'PayloadDisplayName') ?? identifier,
    removalDisallowed: booleanAt(root, 'PayloadRemovalDisallowed') === true,
  }
}

function readContent(root: PlistDict, identities: readonly Identity[]): readonly PlistDict[] {
  if (booleanAt(root, 'IsEncrypted') === true) return decrypt(root, identities)
  return asPayloads(arrayAt(root, 'PayloadContent'))
}

function decrypt(root: PlistDict, identities: readonly Identity[]): readonly PlistDict[] {
  const sealed = dataAt(root, 'EncryptedPayloadContent')
  if (sealed === undefined) throw missing('EncryptedPayloadContent')
  for (const identity of identities) {
    try {
      const value = readPlist(openEnvelope(sealed, identity), limits)
      return asPayloads(isArray(value) ? value : undefined)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
  }
  throw profileError(1006, 'The profile is encrypted for another device.')
}

function asPayloads(content: readonly PlistValue[] | undefined): readonly PlistDict[] {
  if (content === undefined) throw missing('PayloadContent')
  const payloads = content.filter((value) => isPlistDict(value))
  if (payloads.length !== content.length) throw profileError(1003, 'A payload is not a dictionary.')
  return payloads
}

function isArray(value: PlistValue): value is readonly PlistValue[] {
  return Array.isArray(value)
}

/** A SEQUENCE at the start means CMS; its signature must hold, whoever made it. */
function unwrap(bytes: Buffer): { readonly content: Buffer; readonly signerPem: string | null } {
  if (bytes[0] !== 0x30) return { content: bytes, signerPem: null }
  try {
    const { content, signer } = readSignedCms(bytes)
    return { content: trimStart(content), signerPem: signer.certificatePem }
  } catch (error) {
    if (error instanceof AppError) throw profileError(1004, 'The signature of the profile is not valid.', error)
    throw error
  }
}

function trimStart(bytes: Uint8Array): Buffer {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const start = buffer.findIndex((byte) => ![0x09, 0x0a, 0x0d, 0x20].includes(byte))
  return start === -1 ? Buffer.alloc(0) : buffer.subarray(start)
}

function orMalformed<Result>(read: () => Result, text: string): Result {
  try {
    return read()
  } catch (error) {
    if (error instanceof AppError) throw profileError(1000, text, error)
    throw error
  }
}

function missing(field: string): Error {
  return profileError(1002, `The profile lacks the required field “${field}”.`)
}
