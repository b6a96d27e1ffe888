import { generateRsaKey } from '../../electron/lib/crypto-keys.ts'
import { type CertificateRequest, issueCertificate } from '../../electron/pki/certificate.ts'

/** A certificate with its key, as the tests pass them around. */
export type Identity = { readonly certificatePem: string; readonly privateKeyPem: string }

const day = 86_400_000

export async function selfSigned(name: string, more: Partial<CertificateRequest> = {}): Promise<Identity> {
  const { privateKeyPem, publicKeyPem } = await generateRsaKey()
  const { pem } = issueCertificate({
    subject: [{ type: 'commonName', value: name }],
    issuer: null,
    privateKeyPem,
    publicKeyPem,
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + day),
    basicConstraints: { ca: true, critical: true },
    keyUsage: ['digitalSignature', 'keyCertSign', 'cRLSign'],
    subjectKeyIdentifier: true,
    ...more,
  })
  return { certificatePem: pem, privateKeyPem }
}

/** A leaf (or, with `basicConstraints`, an intermediate) below `issuer`. */
export async function issuedBy(
  issuer: Identity,
  name: string,
  more: Partial<CertificateRequest> = {},
): Promise<Identity> {
  const { privateKeyPem, publicKeyPem } = await generateRsaKey()
  const { pem } = issueCertificate({
    subject: [{ type: 'commonName', value: name }],
    issuer,
    publicKeyPem,
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + day),
    basicConstraints: { ca: false, critical: true },
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    extKeyUsage: ['serverAuth', 'clientAuth'],
    subjectKeyIdentifier: true,
    ...more,
  })
  return { certificatePem: pem, privateKeyPem }
}
