/** The file that the portal for push certificates takes: a request that the vendor of the MDM server has signed. */
import { AppError } from '../../../../src-shared/errors.ts'
import { readPlistDict } from '../../../apple/plist/read.ts'
import { stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import { verifySignature } from '../../../lib/crypto-keys.ts'
import { readCsr } from '../../../pki/csr.ts'
import { verifyChain } from '../../../pki/verify-chain.ts'

/** Why a file is not taken, for the page. */
export class PushRequestRefusal extends Error {
  override readonly name = 'PushRequestRefusal'
}

const largest = 100_000
const certificates = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/**
 * Apple: base64 of an XML property list with the request (base64 of DER), the vendor's chain (PEM) and the vendor's
 * signature over the request's DER (base64; RSA, SHA-1 at first, SHA-256 today).
 * @returns the public key of the request, SPKI PEM
 * @throws PushRequestRefusal
 */
export function readPushRequest(file: string, vendorAuthorityPem: string): string {
  const list = readList(file)
  const [request, chain, signature] = ['PushCertRequestCSR', 'PushCertCertificateChain', 'PushCertSignature'].map(
    (key) => stringAt(list, key),
  )
  if (request === undefined || chain === undefined || signature === undefined)
    throw new PushRequestRefusal('The file lacks the request, the vendor’s certificates or the vendor’s signature.')
  const der = Buffer.from(request, 'base64')
  const [leaf, ...others] = chain.match(certificates) ?? []
  if (leaf === undefined) throw new PushRequestRefusal('The vendor’s certificates cannot be read.')
  try {
    verifyChain(leaf, { roots: [vendorAuthorityPem], intermediates: others })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new PushRequestRefusal('The vendor’s certificate is none of this Apple’s.')
  }
  const bytes = Buffer.from(signature, 'base64')
  if (!(['sha256', 'sha1'] as const).some((digest) => verifySignature(leaf, digest, der, bytes)))
    throw new PushRequestRefusal('The vendor’s signature does not fit the request.')
  try {
    return readCsr(der).publicKeyPem
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new PushRequestRefusal('The certificate request is damaged.')
  }
}

function readList(file: string): PlistDict {
  const text = file.trim()
  if (text.includes('-----BEGIN CERTIFICATE REQUEST-----'))
    throw new PushRequestRefusal('This request was not signed by a vendor. Take the file as the MDM server gave it.')
  try {
    if (text.length > largest) throw new AppError('csr.invalid', { reason: 'too long' })
    const xml = text.startsWith('<') ? Buffer.from(text) : Buffer.from(text, 'base64')
    return readPlistDict(xml)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw new PushRequestRefusal('This is no signing request.')
  }
}
