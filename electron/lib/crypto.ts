/**
 * The door to the runtime’s cryptography, with crypto-keys.ts for keys and es256.ts for one signature; lib/tls.ts is the one to TLS.
 *
 * Electron's Node is built on BoringSSL, plain Node on OpenSSL. What is used here exists in both; whatever else is
 * needed (DES for SCEP, RC2 for old PKCS#12 files, ...) is pure JavaScript in pki/. lib/crypto-self-test.ts says at
 * start-up whether this runtime keeps that promise.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  getCiphers,
  getCurves,
  getHashes,
  randomBytes as nodeRandomBytes,
  randomUUID,
  scrypt,
  timingSafeEqual,
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
