/**
 * CBC ciphers of old protocols, in JavaScript: SCEP clients still send single DES, which OpenSSL 3 and BoringSSL no
 * longer offer. Only for small messages; secrets of our own are sealed with AES-GCM in lib/crypto.ts.
 */
import forge from 'node-forge'
import { randomBytes } from '../lib/crypto.ts'

export const contentCiphers = {
  aes256: { oid: '2.16.840.1.101.3.4.1.42', algorithm: 'AES-CBC', keyLength: 32, blockLength: 16 },
  aes192: { oid: '2.16.840.1.101.3.4.1.22', algorithm: 'AES-CBC', keyLength: 24, blockLength: 16 },
  aes128: { oid: '2.16.840.1.101.3.4.1.2', algorithm: 'AES-CBC', keyLength: 16, blockLength: 16 },
  '3des': { oid: '1.2.840.113549.3.7', algorithm: '3DES-CBC', keyLength: 24, blockLength: 8 },
  des: { oid: '1.3.14.3.2.7', algorithm: 'DES-CBC', keyLength: 8, blockLength: 8 },
} as const

export type ContentCipher = keyof typeof contentCiphers

export type CbcResult = { readonly key: Buffer; readonly iv: Buffer; readonly ciphertext: Buffer }

/** Encrypts under a fresh key and initialization vector, with PKCS#7 padding. */
export function encryptCbc(cipher: ContentCipher, plaintext: Uint8Array): CbcResult {
  const { algorithm, keyLength, blockLength } = contentCiphers[cipher]
  const key = randomBytes(keyLength)
  const iv = randomBytes(blockLength)
  const run = forge.cipher.createCipher(algorithm, binary(key))
  run.start({ iv: binary(iv) })
  run.update(forge.util.createBuffer(binary(plaintext)))
  run.finish()
  return { key, iv, ciphertext: Buffer.from(run.output.getBytes(), 'latin1') }
}

/** Null when the padding or the lengths are wrong; the caller must not tell its peer which. */
export function decryptCbc(
  cipher: ContentCipher,
  key: Uint8Array,
  iv: Uint8Array,
  ciphertext: Uint8Array,
): Buffer | null {
  const { algorithm, blockLength } = contentCiphers[cipher]
  if (iv.length !== blockLength || ciphertext.length === 0 || ciphertext.length % blockLength !== 0) return null
  const run = forge.cipher.createDecipher(algorithm, binary(key))
  run.start({ iv: binary(iv) })
  run.update(forge.util.createBuffer(binary(ciphertext)))
  // finish() reads the last byte as the padding's length and does not look at the rest.
  return run.finish() ? Buffer.from(run.output.getBytes(), 'latin1') : null
}

function binary(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
