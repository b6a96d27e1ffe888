/** The key and certificate an organization supervises its devices with. Losing it means erasing them to change it. */
import { generateRsaKey } from '../lib/crypto-keys.ts'
import { issueCertificate } from './certificate.ts'

export type SupervisionIdentity = {
  readonly certificatePem: string
  /** What goes into SupervisorHostCertificates; a device compares it byte for byte. */
  readonly certificateDer: Buffer
  /** PKCS#8. Secret: store it sealed. */
  readonly privateKeyPem: string
}

const minute = 60_000

/** RSA-2048, SHA-256, ten years, subject and issuer CN = the organization; begins a minute ago for slow clocks. */
export async function createSupervisionIdentity(input: {
  readonly organizationName: string
  readonly now: Date
}): Promise<SupervisionIdentity> {
  const { privateKeyPem, publicKeyPem } = await generateRsaKey()
  const { pem, der } = issueCertificate({
    subject: [{ type: 'commonName', value: input.organizationName }],
    issuer: null,
    privateKeyPem,
    publicKeyPem,
    notBefore: new Date(input.now.getTime() - minute),
    notAfter: yearsAfter(input.now, 10),
    basicConstraints: { ca: true, critical: true },
    keyUsage: ['digitalSignature', 'keyCertSign'],
  })
  return { certificatePem: pem, certificateDer: der, privateKeyPem }
}

export function yearsAfter(from: Date, years: number): Date {
  const at = new Date(from)
  at.setUTCFullYear(at.getUTCFullYear() + years)
  return at
}
