import { arrayAt, dataAt, integerAt, stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict, PlistValue } from '../../../apple/plist/value.ts'
import type { NamePart } from '../../../pki/name.ts'
import { payloadError } from './device-error.ts'

export type ScepSettings = {
  readonly url: string
  readonly name: string
  readonly challenge: string | undefined
  readonly subject: readonly NamePart[]
  readonly keyBits: number
  /** Digest of the authority's certificate; SHA-1, SHA-256 or SHA-512 by its length. */
  readonly caFingerprint: Uint8Array | undefined
  readonly retries: number
  readonly retryDelaySeconds: number
}

const nameTypes: Readonly<Record<string, NamePart['type']>> = {
  CN: 'commonName',
  '2.5.4.3': 'commonName',
  C: 'countryName',
  '2.5.4.6': 'countryName',
  O: 'organizationName',
  '2.5.4.10': 'organizationName',
  OU: 'organizationalUnitName',
  '2.5.4.11': 'organizationalUnitName',
  '0.9.2342.19200300.100.1.1': 'userId',
}

/**
 * The inner dictionary of `com.apple.security.scep`, with Apple's defaults (note the space and the small s in its keys).
 * @throws DeviceError 2004 for a key or a subject this device cannot make
 */
export function readScepPayload(content: PlistDict): ScepSettings {
  const keyBits = integerAt(content, 'Keysize') ?? 1024
  if (![1024, 2048, 4096].includes(keyBits)) throw payloadError(2004, 'The field “Keysize” has an unsupported value.')
  if ((stringAt(content, 'Key Type') ?? 'RSA').toUpperCase() !== 'RSA') {
    throw payloadError(2004, 'The field “Key Type” has an unsupported value.')
  }
  return {
    url: stringAt(content, 'URL') ?? '',
    name: stringAt(content, 'Name') ?? '',
    challenge: stringAt(content, 'Challenge'),
    subject: (arrayAt(content, 'Subject') ?? []).flatMap((relative) => readRelativeName(relative)),
    keyBits,
    caFingerprint: dataAt(content, 'CAFingerprint'),
    retries: integerAt(content, 'Retries') ?? 3,
    retryDelaySeconds: integerAt(content, 'RetryDelay') ?? 10,
  }
}

/** One element of Subject: an array of [type, value] pairs. */
function readRelativeName(relative: PlistValue): readonly NamePart[] {
  return listOf(relative).map((pair) => {
    const [type, value] = listOf(pair)
    const known = typeof type === 'string' ? nameTypes[type] : undefined
    if (known === undefined || typeof value !== 'string') {
      throw payloadError(2004, 'The field “Subject” has an unsupported value.')
    }
    return { type: known, value }
  })
}

function listOf(value: PlistValue): readonly PlistValue[] {
  return Array.isArray(value) ? (value as readonly PlistValue[]) : []
}
