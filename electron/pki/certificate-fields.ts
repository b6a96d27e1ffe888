/** The parts of a certificate that signing, chain building and CMS need, as raw bytes where bytes are compared. */
import { AppError } from '../../src-shared/errors.ts'
import type { DigestName } from '../lib/crypto.ts'
import {
  type BerNode,
  childAt,
  expectTag,
  MalformedBer,
  readBer,
  readBitString,
  readOctets,
  readOid,
  readTime,
  readUnsigned,
} from './ber.ts'
import { tags } from './der.ts'
import { oids, signatureOids } from './oids.ts'
import { derToPem, pemToDer } from './pem.ts'

export type CertificateFields = {
  readonly pem: string
  readonly der: Buffer
  readonly tbs: Buffer
  /** The INTEGER as it stands in the certificate, tag and length included. */
  readonly serial: Buffer
  readonly issuer: Buffer
  readonly subject: Buffer
  readonly notBefore: Date
  readonly notAfter: Date
  readonly spkiPem: string
  /** Null for an algorithm Slipway does not verify. */
  readonly digest: DigestName | null
  readonly signature: Buffer
  readonly isCa: boolean
  readonly pathLength: number | null
  /** Null when the extension is absent: then every use is allowed. */
  readonly mayIssue: boolean | null
  readonly subjectKeyId: Buffer | null
}

/** @throws AppError 'certificate.invalid' */
export function certificateFields(pemOrDer: string | Uint8Array): CertificateFields {
  const der = typeof pemOrDer === 'string' ? pemToDer(pemOrDer) : Buffer.from(pemOrDer)
  try {
    return readFields(der)
  } catch (error) {
    if (error instanceof MalformedBer) throw new AppError('certificate.invalid', {}, { cause: error })
    throw error
  }
}

function readFields(der: Buffer): CertificateFields {
  const certificate = expectTag(readBer(der), tags.sequence)
  const tbs = childAt(certificate, 0, tags.sequence)
  // [0] holds the version; a version 1 certificate has none.
  const shift = childAt(tbs, 0).tag === 0xa0 ? 1 : 0
  const validity = childAt(tbs, shift + 3, tags.sequence)
  const extensions = readExtensions(tbs.children.find((child) => child.tag === 0xa3))
  const constraints = extensions.get(oids.basicConstraints)
  const usage = extensions.get(oids.keyUsage)
  const keyId = extensions.get(oids.subjectKeyIdentifier)
  const pathLength = constraints?.children.find((child) => child.tag === tags.integer)
  return {
    pem: derToPem(der),
    der,
    tbs: tbs.raw,
    serial: childAt(tbs, shift, tags.integer).raw,
    issuer: childAt(tbs, shift + 2, tags.sequence).raw,
    subject: childAt(tbs, shift + 4, tags.sequence).raw,
    notBefore: readTime(childAt(validity, 0)),
    notAfter: readTime(childAt(validity, 1)),
    spkiPem: derToPem(childAt(tbs, shift + 5, tags.sequence).raw, 'PUBLIC KEY'),
    digest: digestOfSignature(childAt(certificate, 1, tags.sequence)),
    signature: readBitString(childAt(certificate, 2)),
    isCa: constraints?.children[0]?.tag === tags.boolean && constraints.children[0].contents[0] !== 0,
    pathLength: pathLength ? smallNumber(pathLength) : null,
    mayIssue: usage ? ((usage.contents[1] ?? 0) & 0x04) !== 0 : null,
    subjectKeyId: keyId ? readOctets(keyId) : null,
  }
}

/** Extension values by their identifier, already opened. */
export function readExtensions(holder: BerNode | undefined): ReadonlyMap<string, BerNode> {
  const values = new Map<string, BerNode>()
  if (!holder) return values
  for (const extension of childAt(holder, 0, tags.sequence).children) {
    const value = extension.children.at(-1)
    if (!value) throw new MalformedBer('an extension is empty')
    const name = readOid(childAt(extension, 0))
    if (values.has(name)) throw new MalformedBer('an extension appears twice')
    // An extension nobody here asks about may hold anything.
    if (knownExtensions.has(name)) values.set(name, readBer(readOctets(expectTag(value, tags.octetString))))
  }
  return values
}

const knownExtensions: ReadonlySet<string> = new Set([
  oids.basicConstraints,
  oids.keyUsage,
  oids.subjectKeyIdentifier,
  oids.subjectAltName,
])

/** The digest of an AlgorithmIdentifier that names a signature algorithm; null for one that is not supported. */
export function digestOfSignature(algorithm: BerNode): DigestName | null {
  const known: Readonly<Record<string, DigestName>> = signatureOids
  return known[readOid(childAt(algorithm, 0))] ?? null
}

function smallNumber(node: BerNode): number {
  const bytes = readUnsigned(node)
  return bytes.length > 4 ? Number.MAX_SAFE_INTEGER : bytes.readUIntBE(0, bytes.length || 1)
}
