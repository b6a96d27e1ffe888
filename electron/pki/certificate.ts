/** Makes X.509 certificates (RFC 5280, version 3), signed by the runtime's own RSA: about a millisecond each. */
import { isIPv4, isIPv6 } from 'node:net'
import { type DigestName, randomBytes, sha1 } from '../lib/crypto.ts'
import { publicKeyFacts, rsaSignDigest } from '../lib/crypto-keys.ts'
import { childAt, readBer, readBitString } from './ber.ts'
import { certificateFields } from './certificate-fields.ts'
import {
  bitString,
  boolean,
  contextConstructed,
  contextPrimitive,
  integer,
  nullValue,
  octetString,
  oid,
  sequence,
  time,
} from './der.ts'
import { encodeName, type NamePart } from './name.ts'
import { extKeyUsageOids, oids, signatureOids } from './oids.ts'
import { derToPem } from './pem.ts'

export { derToPem, pemToDer } from './pem.ts'
export type { NamePart } from './name.ts'

export type KeyUsage =
  | 'digitalSignature'
  | 'nonRepudiation'
  | 'keyEncipherment'
  | 'dataEncipherment'
  | 'keyAgreement'
  | 'keyCertSign'
  | 'cRLSign'

export type ExtKeyUsage = 'serverAuth' | 'clientAuth' | 'codeSigning' | 'emailProtection'

export type AltNames = { readonly dns?: readonly string[]; readonly ip?: readonly string[] }

export type CertificateRequest = {
  /** May be empty, as in pairing certificates. */
  readonly subject: readonly NamePart[]
  /** Null for a self-signed certificate, which needs `privateKeyPem`. */
  readonly issuer: { readonly certificatePem: string; readonly privateKeyPem: string } | null
  readonly privateKeyPem?: string
  /** SPKI, PKCS#1 or certificate PEM. */
  readonly publicKeyPem: string
  /** Default: 127 random bits. */
  readonly serialHex?: string
  readonly notBefore: Date
  readonly notAfter: Date
  readonly basicConstraints?: { readonly ca: boolean; readonly critical: boolean }
  /** Always written as critical. */
  readonly keyUsage?: readonly KeyUsage[]
  readonly extKeyUsage?: readonly ExtKeyUsage[]
  readonly altNames?: AltNames
  readonly subjectKeyIdentifier?: boolean
  /** Default sha256. */
  readonly digest?: Extract<DigestName, 'sha1' | 'sha256'>
}

export type IssuedCertificate = { readonly pem: string; readonly der: Buffer }

/** @throws AppError 'crypto.badKey' or 'certificate.invalid' when the key or the issuer cannot be read */
export function issueCertificate(request: CertificateRequest): IssuedCertificate {
  const { issuer, digest = 'sha256' } = request
  const signingKey = issuer?.privateKeyPem ?? request.privateKeyPem
  if (signingKey === undefined) throw new TypeError('a self-signed certificate needs its private key')
  const spki = publicKeyFacts(request.publicKeyPem).spkiDer
  const subject = encodeName(request.subject)
  const algorithm = rsaSignatureAlgorithm(digest)
  const extensions = encodeExtensions(request, spki)
  const tbs = sequence(
    contextConstructed(0, integer(2)),
    integer(request.serialHex === undefined ? randomSerial() : Buffer.from(evenHex(request.serialHex), 'hex')),
    algorithm,
    issuer ? certificateFields(issuer.certificatePem).subject : subject,
    sequence(time(request.notBefore), time(request.notAfter)),
    subject,
    spki,
    ...(extensions.length > 0 ? [contextConstructed(3, sequence(...extensions))] : []),
  )
  const der = sequence(tbs, algorithm, bitString(rsaSignDigest(signingKey, digest, tbs)))
  return { pem: derToPem(der), der }
}

/** AlgorithmIdentifier of RSASSA-PKCS1-v1_5 with that digest. */
export function rsaSignatureAlgorithm(digest: DigestName): Buffer {
  const found = Object.entries(signatureOids).find(
    ([dotted, name]) => name === digest && dotted.startsWith('1.2.840.11'),
  )
  return sequence(oid(found?.[0] ?? ''), nullValue())
}

/** GeneralNames for a subjectAltName. @throws TypeError for text that is no IP address */
export function encodeAltNames({ dns = [], ip = [] }: AltNames): Buffer {
  return sequence(
    ...dns.map((name) => contextPrimitive(2, Buffer.from(name, 'latin1'))),
    ...ip.map((address) => contextPrimitive(7, ipBytes(address))),
  )
}

/** One Extension; `critical` is left out when false, as DER wants. */
export function encodeExtension(name: string, critical: boolean, value: Uint8Array): Buffer {
  return sequence(oid(name), ...(critical ? [boolean(true)] : []), octetString(value))
}

function encodeExtensions(request: CertificateRequest, spki: Buffer): readonly Buffer[] {
  const { basicConstraints, keyUsage, extKeyUsage, altNames, subjectKeyIdentifier } = request
  const list: Buffer[] = []
  if (basicConstraints) {
    const value = sequence(...(basicConstraints.ca ? [boolean(true)] : []))
    list.push(encodeExtension(oids.basicConstraints, basicConstraints.critical, value))
  }
  if (keyUsage) list.push(encodeExtension(oids.keyUsage, true, encodeKeyUsage(keyUsage)))
  if (extKeyUsage) {
    const purposes = extKeyUsage.map((name) => oid(extKeyUsageOids[name] ?? name))
    list.push(encodeExtension(oids.extKeyUsage, false, sequence(...purposes)))
  }
  if (altNames) list.push(encodeExtension(oids.subjectAltName, request.subject.length === 0, encodeAltNames(altNames)))
  if (subjectKeyIdentifier) {
    list.push(encodeExtension(oids.subjectKeyIdentifier, false, octetString(keyIdentifier(spki))))
  }
  const issuerKeyId = request.issuer ? certificateFields(request.issuer.certificatePem).subjectKeyId : null
  if (subjectKeyIdentifier && issuerKeyId) {
    list.push(encodeExtension(oids.authorityKeyIdentifier, false, sequence(contextPrimitive(0, issuerKeyId))))
  }
  return list
}

/** RFC 5280, 4.2.1.2, method 1: SHA-1 of the bits of the key. */
function keyIdentifier(spki: Buffer): Buffer {
  return sha1(readBitString(childAt(readBer(spki), 1)))
}

const keyUsageOrder: readonly KeyUsage[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
]

/** A named bit list: trailing zero bits are not written (X.690, 11.2.2). */
function encodeKeyUsage(usages: readonly KeyUsage[]): Buffer {
  const positions = usages.map((usage) => keyUsageOrder.indexOf(usage))
  const bits = positions.reduce((sum, position) => sum | (0x80 >> position), 0)
  return bitString(Buffer.from([bits]), 7 - Math.max(...positions))
}

function randomSerial(): Buffer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return bytes
}

function evenHex(hex: string): string {
  return hex.length % 2 === 0 ? hex : `0${hex}`
}

function ipBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number))
  if (!isIPv6(address)) throw new TypeError(`${address} is not an IP address`)
  const halves = address.split('::').map((half) => (half === '' ? [] : half.split(':')))
  const [head = [], tail = []] = halves
  const gap = halves.length === 2 ? Array.from({ length: 8 - head.length - tail.length }, () => '0') : []
  return Buffer.from([...head, ...gap, ...tail].map((group) => group.padStart(4, '0')).join(''), 'hex')
}
