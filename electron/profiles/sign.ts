import { signCms } from '../pki/cms-sign.ts'

export type ProfileSigner = {
  readonly certificatePem: string
  readonly privateKeyPem: string
  /** Above the signer's certificate, up to where devices trust; carried along so that they can find the way. */
  readonly chainPems: readonly string[]
}

/**
 * CMS SignedData around the profile, attached, DER, SHA-256: a device shows it as verified where it trusts the chain,
 * and nobody can edit it unnoticed.
 */
export function signProfile(bytes: Uint8Array, signer: ProfileSigner): Buffer {
  return signCms(bytes, { ...signer, digest: 'sha256' })
}
