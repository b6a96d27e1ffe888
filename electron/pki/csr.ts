/** Certificate requests (PKCS#10, RFC 2986) as SCEP carries them. */
import { AppError } from '../../src-shared/errors.ts'
import { publicKeyFacts, rsaSignDigest, verifySignature } from '../lib/crypto-keys.ts'
import { type BerNode, childAt, expectTag, readBer, readBitString, readOid, readText } from './ber.ts'
import { type AltNames, encodeAltNames, encodeExtension, rsaSignatureAlgorithm } from './certificate.ts'
import { digestOfSignature } from './certificate-fields.ts'
import { bitString, contextConstructed, integer, oid, printableString, sequence, set, tags, utf8String } from './der.ts'
import { encodeName, type NamePart, readName } from './name.ts'
import { oids } from './oids.ts'
import { derToPem } from './pem.ts'

export type CsrInput = {
  readonly subject: readonly NamePart[]
  readonly privateKeyPem: string
  readonly publicKeyPem: string
  readonly challengePassword?: string
  readonly altNames?: AltNames
}

/** DER, signed with SHA-256. */
export function createCsr(input: CsrInput): Buffer {
  const { challengePassword, altNames } = input
  const attributes: Buffer[] = []
  if (challengePassword !== undefined) {
    const text = isPrintable(challengePassword) ? printableString(challengePassword) : utf8String(challengePassword)
    attributes.push(sequence(oid(oids.challengePassword), set(text)))
  }
  if (altNames) {
    const extension = encodeExtension(oids.subjectAltName, false, encodeAltNames(altNames))
    attributes.push(sequence(oid(oids.extensionRequest), set(sequence(extension))))
  }
  const info = sequence(
    integer(0),
    encodeName(input.subject),
    publicKeyFacts(input.publicKeyPem).spkiDer,
    contextConstructed(0, ...attributes),
  )
  const signature = rsaSignDigest(input.privateKeyPem, 'sha256', info)
  return sequence(info, rsaSignatureAlgorithm('sha256'), bitString(signature))
}

export type CsrFacts = {
  readonly publicKeyPem: string
  readonly subject: readonly NamePart[]
  readonly challengePassword: string | null
}

/**
 * Reads a request whose signature proves that the sender holds the key.
 * @throws AppError 'csr.invalid' {reason}
 */
export function readCsr(der: Uint8Array): CsrFacts {
  try {
    return parseCsr(der)
  } catch (error) {
    if (error instanceof AppError && error.code === 'csr.invalid') throw error
    const reason = error instanceof Error ? error.message : 'unreadable'
    throw new AppError('csr.invalid', { reason }, { cause: error })
  }
}

function parseCsr(der: Uint8Array): CsrFacts {
  const request = expectTag(readBer(der), tags.sequence)
  const info = childAt(request, 0, tags.sequence)
  const publicKeyPem = derToPem(childAt(info, 2, tags.sequence).raw, 'PUBLIC KEY')
  const digest = digestOfSignature(childAt(request, 1, tags.sequence))
  if (digest === null) throw new AppError('csr.invalid', { reason: 'its signature algorithm is not supported' })
  if (!verifySignature(publicKeyPem, digest, info.raw, readBitString(childAt(request, 2)))) {
    throw new AppError('csr.invalid', { reason: 'its signature does not match its key' })
  }
  return {
    publicKeyPem,
    subject: readName(childAt(info, 1, tags.sequence)),
    challengePassword: readChallenge(info.children.find((child) => child.tag === 0xa0)),
  }
}

function readChallenge(attributes: BerNode | undefined): string | null {
  const attribute = attributes?.children.find((child) => readOid(childAt(child, 0)) === oids.challengePassword)
  return attribute ? readText(childAt(childAt(attribute, 1, tags.set), 0)) : null
}

function isPrintable(text: string): boolean {
  return /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(text)
}
