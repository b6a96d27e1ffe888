import { dataAt, stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict, PlistValue } from '../../../apple/plist/value.ts'
import { certificateFacts } from '../../../lib/crypto-keys.ts'
import type { Phone } from '../phone.ts'

/**
 * Roots for everything but the enrollment request: a practice device knows no public authority, so these are the roots
 * its profiles brought. Only `com.apple.security.root` makes a certificate trusted for TLS; `pem` and `pkcs1` do not.
 */
export function installedRoots(phone: Phone): readonly string[] {
  return phone.storage.profiles.flatMap((profile) => rootsOf(profile.payloads))
}

/** PEM of every root payload among these. */
export function rootsOf(payloads: readonly PlistDict[]): readonly string[] {
  return payloads
    .filter((payload) => stringAt(payload, 'PayloadType') === 'com.apple.security.root')
    .flatMap((payload) => readCertificate(dataAt(payload, 'PayloadContent')))
}

/**
 * Roots for the request to ConfigurationURL. Anchor certificates pin the host: when the configuration has that key,
 * nothing else counts, and a list that holds nothing usable trusts nobody.
 */
export function enrollmentRoots(phone: Phone): readonly string[] {
  const anchors = phone.storage.cloudConfiguration?.['AnchorCertificates']
  if (anchors === undefined) return installedRoots(phone)
  return isList(anchors) ? anchors.flatMap((anchor) => readCertificate(anchor)) : []
}

function isList(value: PlistValue): value is readonly PlistValue[] {
  return Array.isArray(value)
}

/** DER or PEM bytes; none for bytes that are no certificate. */
function readCertificate(value: PlistValue | undefined): readonly string[] {
  if (!(value instanceof Uint8Array)) return []
  try {
    return [certificateFacts(Buffer.from(value)).pem]
  } catch {
    return []
  }
}
