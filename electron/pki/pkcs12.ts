/** Password-protected identities (.p12), to move a supervision identity between stations and tools. */
import forge from 'node-forge'
import { AppError } from '../../src-shared/errors.ts'
import { privateKeyToPkcs8Pem, publicKeyOf } from '../lib/crypto-keys.ts'
import { certificateFields } from './certificate-fields.ts'

export type Pkcs12Input = {
  readonly certificatePem: string
  readonly privateKeyPem: string
  readonly passphrase: string
  readonly friendlyName: string
  /**
   * Default true: AES-256. False: 3DES, for tools whose reader is old (macOS's keychain dialog before 15, some Go
   * programs). The integrity check is HMAC-SHA1 in both, which every reader takes.
   */
  readonly modern?: boolean
}

/** @returns DER of a PFX with one certificate and its key */
export function writePkcs12(input: Pkcs12Input): Buffer {
  const { passphrase, friendlyName, modern = true } = input
  const key = forge.pki.privateKeyFromPem(privateKeyToPkcs8Pem(input.privateKeyPem))
  const certificate = forge.pki.certificateFromPem(input.certificatePem)
  const pfx = forge.pkcs12.toPkcs12Asn1(key, certificate, passphrase, {
    algorithm: modern ? 'aes256' : '3des',
    // forge runs the integrity check's rounds in JavaScript, about 0.1 s for these.
    count: modern ? 10_000 : 2048,
    saltSize: 16,
    friendlyName,
    generateLocalKeyId: true,
  })
  return Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'latin1')
}

export type Pkcs12Contents = {
  readonly certificatePem: string
  /** PKCS#8. */
  readonly privateKeyPem: string
  readonly friendlyName: string | null
  /** Further certificates in the file. */
  readonly chainPems: readonly string[]
}

const maxBytes = 1024 * 1024

/**
 * Opens files of this program, OpenSSL (also -legacy), macOS, Windows.
 * @throws AppError 'pkcs12.cannotOpen' for a wrong password, a damaged file, or one without a matching RSA identity
 */
export function readPkcs12(der: Uint8Array, passphrase: string): Pkcs12Contents {
  try {
    const contents = der.length <= maxBytes ? read(Buffer.from(der), passphrase) : null
    if (contents) return contents
  } catch {
    // forge names a dozen causes; to the person at the keyboard they are one.
  }
  throw new AppError('pkcs12.cannotOpen', {})
}

function read(der: Buffer, passphrase: string): Pkcs12Contents | null {
  const pfx = forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(der.toString('latin1')), false, passphrase)
  const bags = pfx.safeContents.flatMap(({ safeBags }) => safeBags)
  const keyBag = bags.find(({ key }) => key)
  if (!keyBag?.key) return null
  const privateKeyPem = privateKeyToPkcs8Pem(forge.pki.privateKeyToPem(keyBag.key))
  const publicKeyPem = publicKeyOf(privateKeyPem)
  const certificates = bags.flatMap(({ cert }) => (cert ? [certificateFields(forge.pki.certificateToPem(cert))] : []))
  const own = certificates.find(({ spkiPem }) => spkiPem.trim() === publicKeyPem.trim())
  if (!own) return null
  return {
    certificatePem: own.pem,
    privateKeyPem,
    friendlyName: readFriendlyName(keyBag.attributes),
    chainPems: certificates.filter((other) => other !== own).map(({ pem }) => pem),
  }
}

/** forge gives attributes as a record of lists, but does not say so in its types. */
function readFriendlyName(attributes: unknown): string | null {
  const names = typeof attributes === 'object' && attributes && 'friendlyName' in attributes && attributes.friendlyName
  const first: unknown = Array.isArray(names) ? names[0] : null
  return typeof first === 'string' ? first : null
}
