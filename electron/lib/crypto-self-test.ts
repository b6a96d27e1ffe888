/** Known answers for lib/crypto.ts: run once at start-up, because a runtime built on BoringSSL may differ. */
import { AppError } from '../../src-shared/errors.ts'
import {
  allowedAlgorithms,
  digest,
  hmacSha256,
  openAesGcm,
  runtimeAlgorithms,
  scryptKey,
  sealAesGcm,
  sha1,
  sha256,
} from './crypto.ts'
import { generateRsaKey, rsaEncryptPkcs1, rsaPrivateRaw, rsaSignDigest, verifySignature } from './crypto-keys.ts'
import { generateEs256Key, signEs256, verifyEs256 } from './es256.ts'

/**
 * Checks that every allow-listed algorithm is here and gives its known answer; some 30 ms.
 * @param answers only for tests of the self-test
 * @throws AppError 'crypto.selfTest' with `detail` naming the first that does not
 */
export async function selfTestCrypto(answers: KnownAnswers = knownAnswers): Promise<void> {
  const present = runtimeAlgorithms()
  for (const kind of ['digests', 'ciphers', 'curves'] as const) {
    const missing = allowedAlgorithms[kind].find((name) => !present[kind].includes(name))
    if (missing !== undefined) throw new AppError('crypto.selfTest', { detail: missing })
  }
  for (const [detail, check] of Object.entries(answers)) {
    // A missing algorithm throws; it is reported like a wrong answer.
    const passed = await Promise.resolve()
      .then(check)
      .catch(() => false)
    if (!passed) throw new AppError('crypto.selfTest', { detail })
  }
}

export type KnownAnswers = Readonly<Record<string, () => boolean | Promise<boolean>>>

export const knownAnswers: KnownAnswers = {
  // FIPS 180, "abc"
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
  scrypt: async () => {
    const key = await scryptKey('', Buffer.alloc(0), { cost: 16, blockSize: 1, length: 64 })
    return key.toString('hex').startsWith('77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442')
  },
  rsa: rsaAnswer,
  ecdsa: () => ecdsaAnswers.every(([key, signature]) => verifies(key, signature)),
  es256: es256Answer,
}

/** Sealed by an independent implementation (pyca/cryptography) with a key and a nonce of zeros. */
function aesGcmAnswer(): boolean {
  const key = Buffer.alloc(32)
  const foreign = Buffer.from('010000000000000000000000009dcb294d3a0112324776b00cad1be3b57b8e092af3f2c6', 'hex')
  const own = sealAesGcm(key, 'Slipway', 'aad')
  return [foreign, own].every((sealed) => openAesGcm(key, sealed, 'aad').toString() === 'Slipway')
}

/** A small fresh key: the raw private operation must undo the public one, and a signature must verify. */
async function rsaAnswer(): Promise<boolean> {
  const { privateKeyPem, publicKeyPem } = await generateRsaKey(1024)
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

/** One public key and one signature over "Slipway" (SHA-256) for each curve, made by OpenSSL. */
const ecdsaAnswers: readonly (readonly [key: string, signature: string])[] = [
  [
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEFDXitEwjjsjC0v8kr9Sk3KgQdoMX8OZmFDy2+rG6YZ1hvw6hJ59e54sMMQ7oeRmsxiUR5YT6JU1n7MUx72TKCg==',
    'MEYCIQDwK3a1Wxggsq0m08I5mMlaxS23PkBGeCh46pxCISHZ8QIhAOY9Zeu7dSBWbse6DH9UbE+tvBxMbTY/TE0VJ3uY0cqP',
  ],
  [
    'MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEI9hrYCvPDmz/p9i7xYNUxkqsvKlg6M/nexWD1/URU85/iDvuIyw/j9UpLg5GAntfSu892EL08wMdcv+zog9+zzgNC3sl5Zh6+nPBR6TlWc8DcDoR/vJY5t/EjYxJhnt+',
    'MGUCMQDREVxfO2zjKm/NQoketeuPFLCv6ajAYZUIarUqGgXysu970NrDvw2JBacc1RP1hCMCMDveXPMdldSGgOpFrFKvv3jnPxwjaX5ovOS9w1bMHa0YQt2K27Yx/7qAMVX7BDeKfA==',
  ],
]

function verifies(spkiBase64: string, signatureBase64: string): boolean {
  const pem = `-----BEGIN PUBLIC KEY-----\n${spkiBase64}\n-----END PUBLIC KEY-----\n`
  return verifySignature(pem, 'sha256', Buffer.from('Slipway'), Buffer.from(signatureBase64, 'base64'))
}

/** The signature of RFC 7515, A.3 and one of our own: two bare numbers, as JSON Web Signatures have them. */
async function es256Answer(): Promise<boolean> {
  const { privateKeyPem, publicKeyPem } = await generateEs256Key()
  const message = Buffer.from('Slipway')
  const signed = Buffer.from(
    'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ',
  )
  const signature = 'DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q'
  const key =
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEf83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEXH8UTNG72bfocs3+257rn0s2ldbqkLJK2KRiMohYjlrQ=='
  const pem = `-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----\n`
  return (
    verifyEs256(pem, signed, Buffer.from(signature, 'base64url')) &&
    verifyEs256(publicKeyPem, message, signEs256(privateKeyPem, message)) &&
    !verifyEs256(publicKeyPem, Buffer.from('slipway'), signEs256(privateKeyPem, message))
  )
}
