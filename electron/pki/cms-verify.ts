/** Reads CMS SignedData from anybody: DER or BER, RSA or EC, SHA-1 to SHA-512, with or without signed attributes. */
import { AppError } from '../../src-shared/errors.ts'
import { constantTimeEqual, digest as digestOf, type DigestName } from '../lib/crypto.ts'
import { verifySignature } from '../lib/crypto-keys.ts'
import { type BerNode, childAt, expectTag, MalformedBer, readBer, readOctets, readOid, toDer } from './ber.ts'
import { type CertificateFields, certificateFields } from './certificate-fields.ts'
import { element, set, sortedForSetOf, tags } from './der.ts'
import { digestOids, oids } from './oids.ts'

export type SignedCms = {
  readonly content: Buffer
  /** PEM, in the order of the message. */
  readonly certificates: readonly string[]
  readonly signer: {
    readonly certificatePem: string
    readonly digest: DigestName
    /** First value of each signed attribute in DER, by object identifier; empty when there are none. */
    readonly signedAttributes: ReadonlyMap<string, Buffer>
  }
}

export type ReadSignedCmsOptions = {
  /** What a detached signature was made over. Content inside the message must then be the same bytes or absent. */
  readonly detachedContent?: Uint8Array
  /** Absent content counts as empty, as in SCEP's failure replies. */
  readonly contentMayBeAbsent?: boolean
}

/**
 * Checks digest, attributes and signature of the one signer. It says *who* signed, not whether to trust them: that is
 * `verifyChain`, or a comparison with a known certificate.
 * @throws AppError 'cms.invalid' {reason}
 */
export function readSignedCms(der: Uint8Array, options: ReadSignedCmsOptions = {}): SignedCms {
  return orInvalid(() => {
    const { content, certificates, signerInfos } = readSignedData(der)
    if (signerInfos.length !== 1) throw new MalformedBer('it does not have exactly one signer')
    if (options.detachedContent && content && !content.bytes.equals(options.detachedContent)) {
      throw new MalformedBer('it holds other content than was expected')
    }
    const bytes = content?.bytes ?? options.detachedContent ?? (options.contentMayBeAbsent ? Buffer.alloc(0) : null)
    if (!bytes) throw new MalformedBer('it holds no content')
    const signer = checkSigner(childOf(signerInfos), Buffer.from(bytes), certificates, content?.type ?? oids.data)
    return { content: Buffer.from(bytes), certificates: certificates.map(({ pem }) => pem), signer }
  })
}

/** The certificates of a message that carries nothing else (or of any SignedData), DER. Nothing is verified. */
export function readCertificatesOnly(der: Uint8Array): readonly Buffer[] {
  return orInvalid(() => readSignedData(der).certificates.map((certificate) => certificate.der))
}

type SignedData = {
  readonly content: { readonly type: string; readonly bytes: Buffer } | null
  readonly certificates: readonly CertificateFields[]
  readonly signerInfos: readonly BerNode[]
}

function readSignedData(der: Uint8Array): SignedData {
  const info = expectTag(readBer(der), tags.sequence)
  if (readOid(childAt(info, 0)) !== oids.signedData) throw new MalformedBer('it is not signed data')
  const signedData = childAt(childAt(info, 1, 0xa0), 0, tags.sequence)
  const encapsulated = childAt(signedData, 2, tags.sequence)
  const wrapped = encapsulated.children[1]
  const holder = signedData.children.find((child) => child.tag === 0xa0)
  return {
    content: wrapped ? { type: readOid(childAt(encapsulated, 0)), bytes: readContent(wrapped) } : null,
    // Other kinds of certificates (attribute certificates) have context tags and are of no use here.
    certificates: (holder?.children ?? [])
      .filter((child) => child.tag === tags.sequence)
      .map((child) => certificateFields(child.raw)),
    signerInfos: expectTag(signedData.children.at(-1) ?? signedData, tags.set).children,
  }
}

function readContent(wrapped: BerNode): Buffer {
  const inner = childAt(expectTag(wrapped, 0xa0), 0)
  // PKCS#7 allowed any type as content; its digest is over the content bytes either way.
  return (inner.tag & 0xdf) === tags.octetString ? readOctets(inner) : inner.contents
}

function checkSigner(
  info: BerNode,
  content: Buffer,
  certificates: readonly CertificateFields[],
  contentType: string,
): SignedCms['signer'] {
  const certificate = findSigner(childAt(info, 1), certificates)
  const digest = readDigest(childAt(info, 2, tags.sequence))
  const attributes = info.children[3]?.tag === 0xa0 ? info.children[3] : null
  const signature = readOctets(childAt(info, attributes ? 5 : 4))
  if (!attributes) {
    // RFC 5652, 5.3: without attributes nothing would bind any other content type.
    if (contentType !== oids.data) throw new MalformedBer('its content type is not signed')
    requireSignature(certificate, digest, [content], signature)
    return { certificatePem: certificate.pem, digest, signedAttributes: new Map() }
  }
  const signedAttributes = readAttributes(attributes)
  const statedType = signedAttributes.get(oids.contentType)
  const statedDigest = signedAttributes.get(oids.messageDigest)
  if (!statedType || readOid(readBer(statedType)) !== contentType) {
    throw new MalformedBer('its signed content type differs')
  }
  const actualDigest = digestOf(digest, content)
  if (!statedDigest || !constantTimeEqual(readOctets(readBer(statedDigest)), actualDigest)) {
    throw new MalformedBer('its content was changed')
  }
  requireSignature(certificate, digest, signedForms(attributes), signature)
  return { certificatePem: certificate.pem, digest, signedAttributes }
}

/** The attributes as they stand, and as DER sorts them: signers who forget to sort sign either the one or the other. */
function signedForms(attributes: BerNode): readonly Buffer[] {
  const members = attributes.children.map((child) => toDer(child))
  return [element(tags.set, attributes.contents), set(...members), set(...sortedForSetOf(members))]
}

function requireSignature(
  certificate: CertificateFields,
  digest: DigestName,
  forms: readonly Buffer[],
  signature: Buffer,
): void {
  const distinct = forms.filter((form, index) => forms.findIndex((other) => other.equals(form)) === index)
  if (!distinct.some((form) => verifySignature(certificate.spkiPem, digest, form, signature))) {
    throw new MalformedBer('its signature does not match its certificate')
  }
}

function readAttributes(attributes: BerNode): ReadonlyMap<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (const attribute of attributes.children) {
    const name = readOid(childAt(attribute, 0))
    if (found.has(name)) throw new MalformedBer('a signed attribute appears twice')
    found.set(name, toDer(childAt(childAt(attribute, 1, tags.set), 0)))
  }
  return found
}

function findSigner(identifier: BerNode, certificates: readonly CertificateFields[]): CertificateFields {
  const found = certificates.find((certificate) => {
    if (identifier.tag === tags.sequence) {
      const [issuer, serial] = identifier.children
      return Boolean(issuer?.raw.equals(certificate.issuer) && serial?.raw.equals(certificate.serial))
    }
    return (identifier.tag & 0xdf) === 0x80 && certificate.subjectKeyId?.equals(readOctets(identifier))
  })
  if (!found) throw new MalformedBer('it does not carry the certificate of its signer')
  return found
}

function readDigest(algorithm: BerNode): DigestName {
  const dotted = readOid(childAt(algorithm, 0))
  const names: readonly DigestName[] = ['sha1', 'sha256', 'sha384', 'sha512']
  const name = names.find((candidate) => digestOids[candidate] === dotted)
  if (!name) throw new MalformedBer('its digest algorithm is not supported')
  return name
}

function childOf(nodes: readonly BerNode[]): BerNode {
  const [only] = nodes
  if (!only) throw new MalformedBer('an element is missing')
  return expectTag(only, tags.sequence)
}

function orInvalid<Result>(read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (error instanceof MalformedBer) throw new AppError('cms.invalid', { reason: error.message }, { cause: error })
    if (error instanceof AppError && error.code === 'certificate.invalid') {
      throw new AppError('cms.invalid', { reason: 'a certificate in it cannot be read' }, { cause: error })
    }
    throw error
  }
}
