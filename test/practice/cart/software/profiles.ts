import { randomUuid } from '../../../../electron/lib/crypto.ts'
import { pemToDer } from '../../../../electron/pki/certificate.ts'
import { writePlist } from '../../../../electron/apple/plist/write.ts'
import type { PlistInput, PlistInputDict } from '../../../../electron/apple/plist/write.ts'

/** Profiles as servers and tools write them. */
export function payload(type: string, content: PlistInputDict = {}): PlistInputDict {
  const uuid = randomUuid().toUpperCase()
  return {
    PayloadType: type,
    PayloadVersion: 1,
    PayloadIdentifier: `org.example.${type}.${uuid}`,
    PayloadUUID: uuid,
    ...content,
  }
}

export function profile(payloads: readonly PlistInputDict[], top: PlistInputDict = {}): Buffer {
  return writePlist({
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: 'org.example.profile',
    PayloadUUID: randomUuid().toUpperCase(),
    PayloadDisplayName: 'Example',
    PayloadContent: payloads as readonly PlistInput[],
    ...top,
  })
}

export function rootPayload(certificatePem: string): PlistInputDict {
  return payload('com.apple.security.root', { PayloadContent: pemToDer(certificatePem) })
}

export function rootProfile(certificatePem: string): Buffer {
  return profile([rootPayload(certificatePem)], { PayloadIdentifier: 'org.example.root' })
}

export function wifiProfile(ssid: string, password: string): Buffer {
  return profile([payload('com.apple.wifi.managed', { SSID_STR: ssid, Password: password, EncryptionType: 'WPA' })], {
    PayloadIdentifier: 'org.example.wifi',
  })
}
