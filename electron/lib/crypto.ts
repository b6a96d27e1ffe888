/**
 * The one door to the runtime's cryptography (lib/tls.ts is the other, for TLS).
 *
 * Electron's Node is built on BoringSSL, plain Node on OpenSSL. What is used here exists in both; whatever else is
 * needed (DES for SCEP, RC2 for old PKCS#12 files, ...) is pure JavaScript in pki/. lib/crypto-self-test.ts says at
 * start-up whether this runtime keeps that promise.
 */
import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  getCiphers,
  getCurves,
  getHashes,
  privateDecrypt,
  publicEncrypt,
  randomBytes as nodeRandomBytes,
  randomUUID,
  scrypt,
  sign,
  timingSafeEqual,
  verify,
  X509Certificate,
} from 'node:crypto'
import { AppError } from '../../src-shared/errors.ts'

/** Everything that may be asked of the runtime. SHA-1 is for fingerprints and for old peers only. */
export const allowedAlgorithms = {
  digests: ['sha1', 'sha256', 'sha384', 'sha512'],
  ciphers: ['aes-256-gcm'],
  curves: ['prime256v1', 'secp384r1'],
  kdf: ['scrypt'],
} as const

export type DigestName = (typeof allowedAlgorithms.digests)[number]
type Bytes = Uint8Array | string

const sealVersion = 1
const nonceLength = 12
const tagLength = 16

export function randomBytes(length: number): Buffer {
  return nodeRandomBytes(length)
}

/** A version 4 UUID in lower case. */
export function randomUuid(): string {
  return randomUUID()
}

export function digest(name: DigestName, data: Bytes): Buffer {
  return createHash(name).update(data).digest()
}

export function sha256(data: Bytes): Buffer {
  return digest('sha256', data)
}

/** For fingerprints and interoperation only, never for a decision about trust. */
export function sha1(data: Bytes): Buffer {
  return digest('sha1', data)
}

export function hmacSha256(key: Bytes, data: Bytes): Buffer {
  return createHmac('sha256', key).update(data).digest()
}

/** For OAuth 1.0a (RFC 5849) only, which Apple's device enrollment program signs with. */
export function hmacSha1(key: Bytes, data: Bytes): Buffer {
  return createHmac('sha1', key).update(data).digest()
}

/** True when both hold the same bytes; takes the same time wherever they differ. Lengths are not secret. */
export function constantTimeEqual(a: Bytes, b: Bytes): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/** AES-256-GCM. `key` is 32 bytes. Result: one version byte, 12 bytes of random nonce, the ciphertext, 16 bytes of tag. */
export function sealAesGcm(key: Uint8Array, plaintext: Bytes, aad: Bytes = ''): Buffer {
  const nonce = nodeRandomBytes(nonceLength)
  const version = Buffer.from([sealVersion])
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  cipher.setAAD(Buffer.concat([version, Buffer.from(aad)]))
  const body = Buffer.concat([cipher.update(Buffer.from(plaintext)), cipher.final()])
  return Buffer.concat([version, nonce, body, cipher.getAuthTag()])
}

/** Opens what `sealAesGcm` made. @throws AppError 'crypto.cannotOpen' when the key, `aad` or a single bit differs */
export function openAesGcm(key: Uint8Array, sealed: Uint8Array, aad: Bytes = ''): Buffer {
  const [bytes, bodyStart] = [Buffer.from(sealed), 1 + nonceLength]
  if (bytes.length < bodyStart + tagLength || bytes[0] !== sealVersion) throw new AppError('crypto.cannotOpen')
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, bodyStart), { authTagLength: tagLength })
    decipher.setAAD(Buffer.concat([bytes.subarray(0, 1), Buffer.from(aad)]))
    decipher.setAuthTag(bytes.subarray(-tagLength))
    return Buffer.concat([decipher.update(bytes.subarray(bodyStart, -tagLength)), decipher.final()])
  } catch {
    throw new AppError('crypto.cannotOpen')
  }
}

export type ScryptOptions = {
  /** CPU and memory cost N, a power of two; default 2^16 (64 MiB with block size 8). */
  readonly cost?: number
  readonly blockSize?: number
  readonly parallelization?: number
  /** Bytes of key wanted; default 32. */
  readonly length?: number
}

/** Takes some 200 ms with the defaults, off the main thread. */
export function scryptKey(passphrase: string, salt: Uint8Array, options: ScryptOptions = {}): Promise<Buffer> {
  const { cost = 2 ** 16, blockSize = 8, parallelization = 1, length = 32 } = options
  const maxmem = 256 * cost * blockSize
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, length, { cost, blockSize, parallelization, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}

/** What this runtime has, in lower case. */
export function runtimeAlgorithms(): Readonly<Record<'digests' | 'ciphers' | 'curves', readonly string[]>> {
  const lower = (names: readonly string[]) => names.map((name) => name.toLowerCase())
  return { digests: lower(getHashes()), ciphers: lower(getCiphers()), curves: lower(getCurves()) }
}

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
