/** ES256 of RFC 7518: ECDSA on P-256 with SHA-256, the signature as two numbers of 32 bytes. A neighbor of crypto.ts. */
import { createPrivateKey, createPublicKey, generateKeyPair, sign, verify } from 'node:crypto'
import { AppError } from '../../src-shared/errors.ts'

/** Node's name for P-256. */
const curve = 'prime256v1'

/** A fresh P-256 key: PKCS#8 and SubjectPublicKeyInfo, PEM. */
export function generateEs256Key(): Promise<{ readonly privateKeyPem: string; readonly publicKeyPem: string }> {
  return new Promise((resolve, reject) => {
    generateKeyPair(
      'ec',
      {
        namedCurve: curve,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      },
      (error, publicKeyPem, privateKeyPem) => (error ? reject(error) : resolve({ privateKeyPem, publicKeyPem })),
    )
  })
}

/** A P-256 private key, PKCS#8 or SEC1 PEM, unencrypted, as PKCS#8 PEM. @throws AppError 'crypto.badKey' for any other */
export function readEs256Key(pem: string): string {
  try {
    const key = createPrivateKey(pem)
    if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === curve)
      return key.export({ type: 'pkcs8', format: 'pem' }).toString()
  } catch {
    // Said below, like a key of another kind.
  }
  throw new AppError('crypto.badKey')
}

export function signEs256(privateKeyPem: string, data: Uint8Array): Buffer {
  return sign('sha256', data, { key: createPrivateKey(privateKeyPem), dsaEncoding: 'ieee-p1363' })
}

/** False for whatever does not fit, a key of another kind included; never throws for bytes from outside. */
export function verifyEs256(publicKeyPem: string, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = createPublicKey(publicKeyPem)
    if (key.asymmetricKeyDetails?.namedCurve !== curve || signature.length !== 64) return false
    return verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature)
  } catch {
    return false
  }
}
