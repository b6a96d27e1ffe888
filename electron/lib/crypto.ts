/**
 * The one door to the runtime's cryptography (lib/tls.ts is the other, for TLS).
 *
 * Electron's Node is built on BoringSSL, plain Node on OpenSSL. What is used here exists in both; whatever else is
 * needed (DES for SCEP, RC2 for old PKCS#12 files, ...) is pure JavaScript in pki/. `selfTestCrypto` says at start-up
 * whether this runtime keeps that promise.
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
  generateKeyPairSync,
  getCiphers,
  getCurves,
  getHashes,
  privateDecrypt,
  publicEncrypt,
  randomBytes as nodeRandomBytes,
  randomUUID,
  scrypt,
  scryptSync,
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

/** True when both hold the same bytes; takes the same time wherever they differ. Lengths are not secret. */
export function constantTimeEqual(a: Bytes, b: Bytes): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
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

/**
 * Opens what `sealAesGcm` made.
 * @throws AppError 'crypto.cannotOpen' when the key, the additional data or a single bit differs.
 */
export function openAesGcm(key: Uint8Array, sealed: Uint8Array, aad: Bytes = ''): Buffer {
  const bytes = Buffer.from(sealed)
  const bodyStart = 1 + nonceLength
  if (bytes.length < bodyStart + tagLength || bytes[0] !== sealVersion) throw new AppError('crypto.cannotOpen', {})
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, bodyStart), { authTagLength: tagLength })
    decipher.setAAD(Buffer.concat([bytes.subarray(0, 1), Buffer.from(aad)]))
    decipher.setAuthTag(bytes.subarray(-tagLength))
    return Buffer.concat([decipher.update(bytes.subarray(bodyStart, -tagLength)), decipher.final()])
  } catch {
    throw new AppError('crypto.cannotOpen', {})
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

export function scryptKey(passphrase: string, salt: Uint8Array, options: ScryptOptions = {}): Promise<Buffer> {
  const { cost = 2 ** 16, blockSize = 8, parallelization = 1, length = 32 } = options
  const maxmem = 256 * cost * blockSize
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, length, { cost, blockSize, parallelization, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
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

export type PublicKeyFacts = {
  readonly kind: 'rsa' | 'ec' | 'other'
  /** Modulus length of an RSA key, else 0. */
  readonly bits: number
  readonly spkiPem: string
  readonly spkiDer: Buffer
}

/** Reads a public key from PEM (SPKI, PKCS#1 or a certificate). @throws AppError 'crypto.badKey' */
export function publicKeyFacts(pem: string): PublicKeyFacts {
  try {
    const key = createPublicKey(pem)
    const type = key.asymmetricKeyType
    return {
      kind: type === 'rsa' || type === 'ec' ? type : 'other',
      bits: key.asymmetricKeyDetails?.modulusLength ?? 0,
      spkiPem: key.export({ type: 'spki', format: 'pem' }).toString(),
      spkiDer: key.export({ type: 'spki', format: 'der' }),
    }
  } catch {
    throw new AppError('crypto.badKey', {})
  }
}

/** Any private key PEM or DER (PKCS#8 or PKCS#1, unencrypted) as PKCS#8 PEM. @throws AppError 'crypto.badKey' */
export function privateKeyToPkcs8Pem(key: string | Uint8Array): string {
  const attempts = typeof key === 'string' ? [key] : (['pkcs8', 'pkcs1'] as const).map((type) => ({ type }))
  for (const attempt of attempts) {
    try {
      const input =
        typeof attempt === 'string' ? attempt : { key: Buffer.from(key), format: 'der' as const, type: attempt.type }
      return createPrivateKey(input).export({ type: 'pkcs8', format: 'pem' }).toString()
    } catch {
      // The other form may fit; when none does, the one error below says it.
    }
  }
  throw new AppError('crypto.badKey', {})
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

export type CertificateFacts = {
  readonly pem: string
  readonly der: Buffer
  /** As the runtime prints it, one `KEY=value` per line; empty for an empty name. */
  readonly subject: string
  readonly issuer: string
  readonly serialHex: string
  readonly notBefore: Date
  readonly notAfter: Date
  readonly sha256Hex: string
  readonly publicKeyPem: string
  readonly isCa: boolean
}

/** @throws AppError 'certificate.invalid' */
export function certificateFacts(pemOrDer: string | Uint8Array): CertificateFacts {
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
      sha256Hex: createHash('sha256').update(certificate.raw).digest('hex'),
      publicKeyPem: certificate.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      isCa: certificate.ca,
    }
  } catch {
    throw new AppError('certificate.invalid', {})
  }
}

/**
 * Checks that every allow-listed algorithm is here and gives its published answer.
 * @throws AppError 'crypto.selfTest' with `detail` naming the first that does not
 */
export function selfTestCrypto(): void {
  const have = { digests: getHashes(), ciphers: getCiphers(), curves: getCurves() }
  for (const kind of ['digests', 'ciphers', 'curves'] as const) {
    const missing = allowedAlgorithms[kind].find((name) => !have[kind].some((known) => known.toLowerCase() === name))
    if (missing !== undefined) throw new AppError('crypto.selfTest', { detail: missing })
  }
  for (const [detail, check] of Object.entries(knownAnswers)) {
    let passed = false
    try {
      passed = check()
    } catch {
      // A missing algorithm throws; it is reported like a wrong answer.
    }
    if (!passed) throw new AppError('crypto.selfTest', { detail })
  }
}

const knownAnswers: Readonly<Record<string, () => boolean>> = {
  // FIPS 180 "abc"
  sha1: () => sha1('abc').toString('hex') === 'a9993e364706816aba3e25717850c26c9cd0d89d',
  sha256: () => sha256('abc').toString('hex').startsWith('ba7816bf8f01cfea414140de5dae2223b00361a396177a9c'),
  sha384: () => digest('sha384', 'abc').toString('hex').startsWith('cb00753f45a35e8bb5a03d699ac65007272c32ab0eded163'),
  sha512: () => digest('sha512', 'abc').toString('hex').startsWith('ddaf35a193617abacc417349ae20413112e6fa4e89a97ea2'),
  // RFC 4231, test case 2
  hmac: () =>
    hmacSha256('Jefe', 'what do ya want for nothing?').toString('hex') ===
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  'aes-256-gcm': aesGcmAnswer,
  // RFC 7914, section 12
  scrypt: () =>
    scryptSync('', '', 64, { cost: 16, blockSize: 1, parallelization: 1 }).toString('hex').slice(0, 32) ===
    '77d6576238657b203b19ca42c18a0497',
  rsa: rsaAnswer,
  ecdsa: ecdsaAnswer,
}

/** Test case 14 of the GCM specification: key, nonce and plaintext all zero. */
function aesGcmAnswer(): boolean {
  const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32), Buffer.alloc(12), { authTagLength: tagLength })
  const body = Buffer.concat([cipher.update(Buffer.alloc(16)), cipher.final(), cipher.getAuthTag()])
  return body.toString('hex') === 'cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919'
}

/** A small fresh key: the raw private operation must undo the public one, and a signature must verify. */
function rsaAnswer(): boolean {
  const pair = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const privateKeyPem = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const publicKeyPem = publicKeyOf(privateKeyPem)
  const message = Buffer.from('Slipway')
  const block = rsaPrivateRaw(privateKeyPem, rsaEncryptPkcs1(publicKeyPem, message))
  const signature = rsaSignDigest(privateKeyPem, 'sha256', message)
  return (
    block.length === 128 &&
    block.subarray(0, 2).equals(Buffer.from([0, 2])) &&
    block.subarray(-message.length).equals(message) &&
    verifySignature(publicKeyPem, 'sha256', message, signature) &&
    !verifySignature(publicKeyPem, 'sha256', Buffer.from('slipway'), signature)
  )
}

function ecdsaAnswer(): boolean {
  const message = Buffer.from('Slipway')
  return allowedAlgorithms.curves.every((namedCurve) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })
    return verify('sha256', message, publicKey, sign('sha256', message, privateKey))
  })
}
