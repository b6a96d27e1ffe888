import { certificateFacts } from '../lib/crypto-keys.ts'
import type { Payload } from './mobileconfig.ts'
import { commonNameOf } from './read.ts'

/**
 * One payload per certificate, PEM or DER. Authorities become roots, which a profile installed by cable or MDM makes
 * trusted for TLS at once; anything else is only added to the device's certificates.
 * @throws AppError 'certificate.invalid'
 */
export function rootCertificatePayloads(certificates: readonly (string | Uint8Array)[]): readonly Payload[] {
  const facts = certificates.map((certificate) => certificateFacts(certificate))
  // The same certificate twice would make two payloads of one identifier.
  const distinct = new Map(facts.map((certificate) => [certificate.sha256Hex, certificate]))
  return [...distinct.values()].map((certificate) => ({
    type: certificate.isCa ? 'com.apple.security.root' : 'com.apple.security.pkcs1',
    name: `certificate.${certificate.sha256Hex.slice(0, 16)}`,
    displayName: commonNameOf(certificate.subject),
    settings: {
      PayloadCertificateFileName: `${certificate.sha256Hex.slice(0, 16)}.cer`,
      PayloadContent: certificate.der,
    },
  }))
}
