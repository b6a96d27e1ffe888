import { AppError } from '../../../src-shared/errors.ts'
import { certificateFacts, privateKeyToPkcs8Pem, publicKeyFacts, publicKeyOf } from '../../lib/crypto-keys.ts'

/** What an unattended station signs in with: the certificate of an app registration and its private key. */
export type StationCertificate = {
  /** The leaf first, then whatever chain the file holds. */
  readonly certificatesPem: string
  readonly privateKeyPem: string
  /** SHA-256, hex. */
  readonly thumbprint: string
  readonly notAfter: Date
}

const certificates = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
const privateKey = /-----BEGIN (?:RSA )?PRIVATE KEY-----[^-]+-----END (?:RSA )?PRIVATE KEY-----/

/**
 * Reads a PEM file with certificate and key, in any order.
 * @throws AppError 'signIn.certificateUnusable' without an RSA pair that belongs together, 'signIn.certificateExpired'
 */
export function readStationCertificate(pem: string, now: number): StationCertificate {
  const found = (pem.match(certificates) ?? []).map((text) => parsed(text))
  const key = privateKey.exec(pem)?.[0]
  if (key === undefined) throw new AppError('signIn.certificateUnusable')
  const privateKeyPem = keyOf(key)
  const mine = publicKeyFacts(publicKeyOf(privateKeyPem))
  const leaf = found.find(({ publicKeyPem }) => publicKeyFacts(publicKeyPem).spkiDer.equals(mine.spkiDer))
  if (leaf === undefined || mine.kind !== 'rsa') throw new AppError('signIn.certificateUnusable')
  if (leaf.notAfter.getTime() <= now) {
    throw new AppError('signIn.certificateExpired', { date: leaf.notAfter.toISOString().slice(0, 10) })
  }
  const chain = [leaf, ...found.filter((one) => one !== leaf)].map((one) => one.pem.trim())
  return {
    certificatesPem: `${chain.join('\n')}\n`,
    privateKeyPem,
    thumbprint: leaf.sha256Hex,
    notAfter: leaf.notAfter,
  }
}

function parsed(text: string): ReturnType<typeof certificateFacts> {
  try {
    return certificateFacts(text)
  } catch (error) {
    throw new AppError('signIn.certificateUnusable', {}, { cause: error })
  }
}

function keyOf(text: string): string {
  try {
    return privateKeyToPkcs8Pem(text)
  } catch (error) {
    throw new AppError('signIn.certificateUnusable', {}, { cause: error })
  }
}
