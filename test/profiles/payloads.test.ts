import { describe, expect, test } from 'vitest'
import { certificateFacts } from '../../electron/lib/crypto-keys.ts'
import { buildProfile } from '../../electron/profiles/mobileconfig.ts'
import { rootCertificatePayloads } from '../../electron/profiles/root-certificates.ts'
import { readProfile } from '../../electron/profiles/read.ts'
import { wifiPayload } from '../../electron/profiles/wifi.ts'
import type { WifiNetwork } from '../../electron/profiles/wifi.ts'
import { createSigningIdentity } from './signing-identity.ts'

const network: WifiNetwork = { ssid: 'Staging', encryption: 'WPA2', hidden: true, password: 'correct horse' }

describe('a Wi-Fi payload', () => {
  test('carries Apple’s keys and joins by itself', () => {
    expect(wifiPayload(network)).toMatchObject({
      type: 'com.apple.wifi.managed',
      settings: {
        SSID_STR: 'Staging',
        HIDDEN_NETWORK: true,
        AutoJoin: true,
        EncryptionType: 'WPA2',
        Password: 'correct horse',
      },
    })
  })

  test('of an open network holds no password', () => {
    expect(wifiPayload({ ...network, encryption: 'None' }).settings).not.toHaveProperty('Password')
  })

  test('keeps its place when only the password changes, and has its own for another network', () => {
    expect(wifiPayload({ ...network, password: 'another one' }).name).toBe(wifiPayload(network).name)
    expect(wifiPayload({ ...network, ssid: 'Other' }).name).not.toBe(wifiPayload(network).name)
  })

  test.each([
    ['WPA2', '12345678'],
    ['WPA3', 'x'.repeat(63)],
    ['WPA', 'a1'.repeat(32)],
    ['WEP', 'abcde'],
    ['WEP', '0123456789'],
    ['WEP', 'x'.repeat(13)],
    ['Any', 'abcde'],
    ['Any', null],
    ['None', null],
  ] as const)('%s takes the password %s', (encryption, password) => {
    expect(() => wifiPayload({ ...network, encryption, password })).not.toThrow()
  })

  test.each([
    ['WPA2', null],
    ['WPA2', '1234567'],
    ['WPA3', 'x'.repeat(64)],
    ['WPA', 'pässwörter'],
    ['WEP', 'abcdef'],
    ['Any', 'abcd'],
  ] as const)('%s refuses the password %s', (encryption, password) => {
    const make = () => wifiPayload({ ...network, encryption, password })
    expect(make).toThrow(expect.objectContaining({ code: 'profiles.wifiPassword' }))
  })

  test.each(['', 'x'.repeat(33), 'é'.repeat(17)])('a name of %j is refused by its bytes', (ssid) => {
    expect(() => wifiPayload({ ...network, ssid })).toThrow(expect.objectContaining({ code: 'profiles.wifiName' }))
  })

  test('a proxy is written the way Apple names it', () => {
    const proxy = { kind: 'manual', server: 'proxy.example.com', port: 8080 } as const
    expect(wifiPayload({ ...network, proxy }).settings).toMatchObject({
      ProxyType: 'Manual',
      ProxyServer: 'proxy.example.com',
      ProxyServerPort: 8080,
    })
  })
})

describe('certificate payloads', () => {
  test('authorities become roots, others are only added, and nothing twice', async () => {
    const identity = await createSigningIdentity()
    const payloads = rootCertificatePayloads([identity.rootPem, identity.rootPem, identity.certificatePem])
    expect(payloads.map(({ type }) => type)).toEqual(['com.apple.security.root', 'com.apple.security.pkcs1'])
    expect(payloads[0]!.displayName).toBe('Test Root')
    const profile = { identifier: 'com.example.trust', displayName: 'Trust', payloads }
    const { content } = readProfile(buildProfile(profile))
    const der = (content['PayloadContent'] as readonly { PayloadContent: Uint8Array }[])[0]!.PayloadContent
    expect(Buffer.from(der).equals(certificateFacts(identity.rootPem).der)).toBe(true)
  })

  test('something else is refused', () => {
    expect(() => rootCertificatePayloads(['nonsense'])).toThrow(
      expect.objectContaining({ code: 'certificate.invalid' }),
    )
  })
})
