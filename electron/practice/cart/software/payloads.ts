import { AppError } from '../../../../src-shared/errors.ts'
import { booleanAt, dataAt, stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import { certificateFacts } from '../../../lib/crypto-keys.ts'
import { certificateError } from './device-error.ts'
import { joinNetwork } from './network.ts'
import { typeOf } from './payload-checks.ts'
import type { Running } from './running.ts'

const certificateTypes: ReadonlySet<string> = new Set([
  'com.apple.security.root',
  'com.apple.security.pem',
  'com.apple.security.pkcs1',
])

/**
 * What payloads without an identity do: certificates must be readable, a Wi-Fi network is joined when it is in reach.
 * Other types are kept and listed, as settings of a phone that nobody looks at.
 * @throws DeviceError of MCCertificateErrorDomain
 */
export function applyPlainPayloads(running: Running, payloads: readonly PlistDict[]): void {
  for (const payload of payloads) if (certificateTypes.has(typeOf(payload))) checkCertificate(payload)
  for (const payload of payloads) if (typeOf(payload) === 'com.apple.wifi.managed') joinByPayload(running, payload)
}

function checkCertificate(payload: PlistDict): void {
  try {
    certificateFacts(Buffer.from(dataAt(payload, 'PayloadContent') ?? []))
  } catch (error) {
    if (error instanceof AppError) throw certificateError(9005, 'The certificate is malformed.', error)
    throw error
  }
}

/** A profile that cannot join still installs; the device just stays where it is. A joined network is not left. */
function joinByPayload(running: Running, payload: PlistDict): void {
  if (booleanAt(payload, 'AutoJoin') === false || running.phone.storage.network !== null) return
  joinNetwork(running, stringAt(payload, 'SSID_STR') ?? '', stringAt(payload, 'Password') ?? null, 'profile')
}
