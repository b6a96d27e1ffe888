/** CMS SignedData (RFC 5652), RSA: profiles, challenges, SCEP messages, Mdm-Signature headers. */
import { digest as digestOf } from '../lib/crypto.ts'
import { rsaSignDigest } from '../lib/crypto-keys.ts'
import { certificateFields } from './certificate-fields.ts'
import { contextConstructed, integer, nullValue, octetString, oid, sequence, set, sortedForSetOf, time } from './der.ts'
import { digestOids, oids } from './oids.ts'
import { pemToDer } from './pem.ts'

export type SignedAttribute = {
  readonly oid: string
  /** The one value, in DER (see der.ts). */
  readonly value: Buffer
}

export type SignCmsOptions = {
  readonly certificatePem: string
  readonly privateKeyPem: string
  /** Further certificates to carry, after the signer's. A device wants exactly one: leave it out there. */
  readonly chainPems?: readonly string[]
  /** Default sha256. */
  readonly digest?: 'sha256' | 'sha1'
  /** Leaves the content out of the message. */
  readonly detached?: boolean
  /** Default now; null leaves the attribute out. */
  readonly signingTime?: Date | null
  readonly extraSignedAttributes?: readonly SignedAttribute[]
  /** Signs the bare content, as some real devices do. */
  readonly withoutSignedAttributes?: boolean
}

/**
 * One signer, named by issuer and serial number. Signed attributes are sorted as DER's SET OF demands: GnuTLS and Go
 * reject any other order although OpenSSL takes it.
 * @returns DER of a ContentInfo
 */
export function signCms(content: Uint8Array, options: SignCmsOptions): Buffer {
  const { digest = 'sha256', chainPems = [], detached = false } = options
  const signer = certificateFields(options.certificatePem)
  const digestAlgorithm = sequence(oid(digestOids[digest]), nullValue())
  const attributes = options.withoutSignedAttributes ? null : signedAttributes(digestOf(digest, content), options)
  const signedBytes = attributes ? set(...attributes) : content
  const signerInfo = sequence(
    integer(1),
    sequence(signer.issuer, signer.serial),
    digestAlgorithm,
    ...(attributes ? [contextConstructed(0, ...attributes)] : []),
    sequence(oid(oids.rsaEncryption), nullValue()),
    octetString(rsaSignDigest(options.privateKeyPem, digest, signedBytes)),
  )
  const contentPart = detached ? [] : [contextConstructed(0, octetString(content))]
  return contentInfo(
    oids.signedData,
    sequence(
      integer(1),
      set(digestAlgorithm),
      sequence(oid(oids.data), ...contentPart),
      contextConstructed(0, signer.der, ...chainPems.map((pem) => pemToDer(pem))),
      set(signerInfo),
    ),
  )
}

/** ContentInfo: the outermost layer of every CMS message. */
export function contentInfo(type: string, content: Buffer): Buffer {
  return sequence(oid(type), contextConstructed(0, content))
}

function signedAttributes(messageDigest: Buffer, options: SignCmsOptions): readonly Uint8Array[] {
  const signingTime = options.signingTime === undefined ? new Date() : options.signingTime
  const attributes: readonly SignedAttribute[] = [
    { oid: oids.contentType, value: oid(oids.data) },
    { oid: oids.messageDigest, value: octetString(messageDigest) },
    ...(signingTime ? [{ oid: oids.signingTime, value: time(signingTime) }] : []),
    ...(options.extraSignedAttributes ?? []),
  ]
  return sortedForSetOf(attributes.map((attribute) => sequence(oid(attribute.oid), set(attribute.value))))
}

/** SignedData that only carries certificates: how SCEP hands out what it issued. DER in, DER out. */
export function writeCertificatesOnly(ders: readonly Uint8Array[]): Buffer {
  const emptyContent = sequence(oid(oids.data))
  return contentInfo(oids.signedData, sequence(integer(1), set(), emptyContent, contextConstructed(0, ...ders), set()))
}
