import { AppError } from '../../../src-shared/errors.ts'
import { arrayAt } from '../../apple/plist/take.ts'
import { constantTimeEqual, randomBytes } from '../../lib/crypto.ts'
import { readSignedCms } from '../../pki/cms-verify.ts'
import { pemToDer } from '../../pki/pem.ts'
import type { Phone } from './phone.ts'

export type SupervisionChallenge = { readonly challenge: Uint8Array; readonly supervisor: Uint8Array }

/** Eight random bytes, as devices give. */
export function newChallenge(): Buffer {
  return randomBytes(8)
}

/** The very certificate, byte for byte: a renewed one with the same key is a stranger. */
export function isSupervisor(phone: Phone, certificateDer: Uint8Array): boolean {
  const { cloudConfiguration } = phone.storage
  if (cloudConfiguration === null || !phone.supervised) return false
  const known = arrayAt(cloudConfiguration, 'SupervisorHostCertificates') ?? []
  return known.some((der) => der instanceof Uint8Array && constantTimeEqual(der, certificateDer))
}

/** A valid signature over exactly the challenge, whose first certificate is the announced one. */
export function answersChallenge(cmsDer: Uint8Array, { challenge, supervisor }: SupervisionChallenge): boolean {
  try {
    const { content, certificates, signer } = readSignedCms(cmsDer)
    const first = certificates[0]
    if (first === undefined || !pemToDer(first).equals(supervisor)) return false
    return pemToDer(signer.certificatePem).equals(supervisor) && constantTimeEqual(content, challenge)
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}
