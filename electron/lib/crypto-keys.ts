/**
 * Keys and certificates by the runtime's cryptography: what crypto.ts says of it holds here.
 */
import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  privateDecrypt,
  publicEncrypt,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto'
import { AppError } from '../../src-shared/errors.ts'
import { sha256 } from './crypto.ts'
import type { DigestName } from './crypto.ts'

export type RsaKeyPair = {
  /** PKCS#8, "PRIVATE KEY". */
  readonly privateKeyPem: string
  /** SubjectPublicKeyInfo, "PUBLIC KEY". */
  readonly publicKeyPem: string
}

/** Takes 50 to 500 ms for 2048 bits, off the main thread. */
export function generateRsaKey(bits = 2048): Promise<RsaKeyPair> {
  return new Promise((resolve, reject) => {
    generateKeyPair(
      'rsa',
      {
        modulusLength: bits,
        publicExponent: 65537,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      },
      (error, publicKeyPem, privateKeyPem) => (error ? reject(error) : resolve({ privateKeyPem, publicKeyPem })),
    )
  })
}

/** "PUBLIC KEY" in, "RSA PUBLIC KEY" out: the form lockdown gives as DevicePublicKey. */
export function rsaPublicKeyToPkcs1Pem(publicKeyPem: string): string {
  return createPublicKey(publicKeyPem).export({ type: 'pkcs1', format: 'pem' }).toString()
}

/** The public key (SPKI PEM) that belongs to a private key in PKCS#8 or PKCS#1 PEM. */
export function publicKeyOf(privateKeyPem: string): string {
  return createPublicKey(createPrivateKey(privateKeyPem)).export({ type: 'spki', format: 'pem' }).toString()
}

/** Reads a public key from PEM (SPKI, PKCS#1, certificate); `bits` is 0 unless RSA. @throws AppError 'crypto.badKey' */
export function publicKeyFacts(pem: string) {
  try {
    const key = createPublicKey(pem)
    const type = key.asymmetricKeyType
    return {
      kind: type === 'rsa' || type === 'ec' ? type : ('other' as const),
      bits: key.asymmetricKeyDetails?.modulusLength ?? 0,
      spkiPem: key.export({ type: 'spki', format: 'pem' }).toString(),
      spkiDer: key.export({ type: 'spki', format: 'der' }),
    }
  } catch {
    throw new AppError('crypto.badKey')
  }
}

/** Any private key PEM or DER (PKCS#8 or PKCS#1, unencrypted) as PKCS#8 PEM. @throws AppError 'crypto.badKey' */
export function privateKeyToPkcs8Pem(key: string | Uint8Array): string {
  const der = { key: Buffer.from(key), format: 'der' } as const
  for (const input of typeof key === 'string'
    ? [key]
    : [{ ...der, type: 'pkcs8' } as const, { ...der, type: 'pkcs1' } as const]) {
    try {
      return createPrivateKey(input).export({ type: 'pkcs8', format: 'pem' }).toString()
    } catch {
      // The other form may fit; when none does, the one error below says it.
    }
  }
  throw new AppError('crypto.badKey')
}

/**
 * The bare RSA private operation on a block as long as the modulus. Node refuses to remove PKCS#1 v1.5 padding itself
 * (CVE-2023-46809); SCEP and DEP tokens need it, so pki/ removes it, without telling failures apart.
 */
export function rsaPrivateRaw(privateKeyPem: string, block: Uint8Array): Buffer {
  return privateDecrypt({ key: privateKeyPem, padding: constants.RSA_NO_PADDING }, block)
}

/** RSA encryption with PKCS#1 v1.5 padding, to a public key or certificate. */
export function rsaEncryptPkcs1(publicKeyOrCertPem: string, data: Uint8Array): Buffer {
  return publicEncrypt({ key: publicKeyOrCertPem, padding: constants.RSA_PKCS1_PADDING }, data)
}

/** RSASSA-PKCS1-v1_5 with an RSA key, ECDSA (DER) with an EC key, over the digest of `data`. */
export function rsaSignDigest(privateKeyPem: string, digestName: DigestName, data: Uint8Array): Buffer {
  return sign(digestName, data, privateKeyPem)
}

/** False for a wrong signature and for a key that cannot have made it; never throws for bytes from outside. */
export function verifySignature(
  publicKeyOrCertPem: string,
  digestName: DigestName,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    return verify(digestName, data, publicKeyOrCertPem, signature)
  } catch {
    return false
  }
}

/** RSASSA-PSS with SHA-256 and a salt of 32 bytes: PS256 of RFC 7518. False for whatever does not fit; never throws. */
export function verifyPs256(publicKeyOrCertPem: string, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
    return verify('sha256', data, { key: publicKeyOrCertPem, ...padding }, signature)
  } catch {
    return false
  }
}

/** Modulus and exponent of an RSA public key, base64url: `n` and `e` of RFC 7517. @throws AppError 'crypto.badKey' */
export function rsaPublicNumbers(publicKeyOrCertPem: string): { readonly n: string; readonly e: string } {
  try {
    const { n, e } = createPublicKey(publicKeyOrCertPem).export({ format: 'jwk' })
    if (n !== undefined && e !== undefined) return { n, e }
  } catch {
    // Said below, like a key of another kind.
  }
  throw new AppError('crypto.badKey')
}

/**
 * `subject` and `issuer` are as the runtime prints them, one `KEY=value` a line; empty for an empty name.
 * @throws AppError 'certificate.invalid'
 */
export function certificateFacts(pemOrDer: string | Uint8Array) {
  try {
    const certificate = new X509Certificate(pemOrDer)
    return {
      pem: certificate.toString(),
      der: certificate.raw,
      subject: certificate.subject ?? '',
      issuer: certificate.issuer ?? '',
      serialHex: certificate.serialNumber,
      notBefore: new Date(certificate.validFrom),
      notAfter: new Date(certificate.validTo),
      sha256Hex: sha256(certificate.raw).toString('hex'),
      publicKeyPem: certificate.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      isCa: certificate.ca,
    }
  } catch {
    throw new AppError('certificate.invalid')
  }
}
