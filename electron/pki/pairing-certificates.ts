/** The three certificates a host and a device share once they are paired, in the form libimobiledevice gives them. */
import { AppError } from '../../src-shared/errors.ts'
import { generateRsaKey, publicKeyFacts, publicKeyOf } from '../lib/crypto-keys.ts'
import { type CertificateRequest, issueCertificate } from './certificate.ts'
import { yearsAfter } from './supervision-identity.ts'

export type PairingCertificates = {
  readonly rootCertificatePem: string
  readonly rootPrivateKeyPem: string
  readonly hostCertificatePem: string
  readonly hostPrivateKeyPem: string
  readonly deviceCertificatePem: string
}

export type PairingInput = {
  /** DevicePublicKey as lockdown gives it: "RSA PUBLIC KEY" PEM. */
  readonly devicePublicKeyPem: string
  readonly now: Date
  /** Keys to use again instead of making new ones (each costs 50 to 500 ms). */
  readonly keys?: { readonly rootPrivateKeyPem: string; readonly hostPrivateKeyPem: string }
}

const minute = 60_000

/**
 * Version 3, SHA-256, serial 1, empty names, ten years from a minute ago.
 * @throws AppError 'crypto.badKey' for a device key that is no RSA key of 1024 to 8192 bits
 */
export async function makePairingCertificates(input: PairingInput): Promise<PairingCertificates> {
  const deviceKey = publicKeyFacts(input.devicePublicKeyPem.replaceAll('\0', ''))
  if (deviceKey.kind !== 'rsa' || deviceKey.bits < 1024 || deviceKey.bits > 8192)
    throw new AppError('crypto.badKey', {})
  const { rootPrivateKeyPem, hostPrivateKeyPem } = input.keys ?? (await newKeys())
  const shape = {
    subject: [],
    serialHex: '01',
    notBefore: new Date(input.now.getTime() - minute),
    notAfter: yearsAfter(input.now, 10),
  } satisfies Partial<CertificateRequest>
  const root = issueCertificate({
    ...shape,
    issuer: null,
    privateKeyPem: rootPrivateKeyPem,
    publicKeyPem: publicKeyOf(rootPrivateKeyPem),
    basicConstraints: { ca: true, critical: true },
  })
  const leaf = (publicKeyPem: string) =>
    issueCertificate({
      ...shape,
      issuer: { certificatePem: root.pem, privateKeyPem: rootPrivateKeyPem },
      publicKeyPem,
      basicConstraints: { ca: false, critical: true },
      keyUsage: ['digitalSignature', 'keyEncipherment'],
    }).pem
  return {
    rootCertificatePem: root.pem,
    rootPrivateKeyPem,
    hostCertificatePem: leaf(publicKeyOf(hostPrivateKeyPem)),
    hostPrivateKeyPem,
    deviceCertificatePem: leaf(deviceKey.spkiPem),
  }
}

async function newKeys(): Promise<{ rootPrivateKeyPem: string; hostPrivateKeyPem: string }> {
  const [root, host] = await Promise.all([generateRsaKey(), generateRsaKey()])
  return { rootPrivateKeyPem: root.privateKeyPem, hostPrivateKeyPem: host.privateKeyPem }
}
