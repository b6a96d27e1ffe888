import { generateRsaKey } from '../../electron/lib/crypto-keys.ts'
import { issueCertificate } from '../../electron/pki/certificate.ts'
import type { ProfileSigner } from '../../electron/profiles/sign.ts'

export type SigningIdentity = ProfileSigner & { readonly rootPem: string }

/** A root, an authority below it, and a signer below that: what a company's signing certificate looks like. */
export async function createSigningIdentity(commonName = 'Slipway Test Signing'): Promise<SigningIdentity> {
  const [root, middle, leaf] = await Promise.all([generateRsaKey(), generateRsaKey(), generateRsaKey()])
  const validity = { notBefore: new Date(Date.UTC(2025, 0)), notAfter: new Date(Date.UTC(2045, 0)) }
  const authority = {
    ...validity,
    basicConstraints: { ca: true, critical: true },
    keyUsage: ['keyCertSign', 'cRLSign'] as const,
    subjectKeyIdentifier: true,
  }
  const rootPem = issueCertificate({ ...authority, ...root, subject: name('Test Root'), issuer: null }).pem
  const middlePem = issueCertificate({
    ...authority,
    publicKeyPem: middle.publicKeyPem,
    subject: name('Test Authority'),
    issuer: { certificatePem: rootPem, privateKeyPem: root.privateKeyPem },
  }).pem
  const certificatePem = issueCertificate({
    ...validity,
    publicKeyPem: leaf.publicKeyPem,
    subject: name(commonName),
    issuer: { certificatePem: middlePem, privateKeyPem: middle.privateKeyPem },
    keyUsage: ['digitalSignature'],
    extKeyUsage: ['codeSigning', 'emailProtection'],
    subjectKeyIdentifier: true,
  }).pem
  return { certificatePem, privateKeyPem: leaf.privateKeyPem, chainPems: [middlePem], rootPem }
}

function name(value: string) {
  return [{ type: 'commonName', value }] as const
}
