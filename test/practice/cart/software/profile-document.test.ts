import { describe, expect, it } from 'vitest'
import type { PlistInputDict } from '../../../../electron/apple/plist/write.ts'
import { signCms } from '../../../../electron/pki/cms-sign.ts'
import { useBench } from './bench.ts'
import { makeAuthority } from './phone-rig.ts'
import type { PhoneRig } from './phone-rig.ts'
import { payload, profile } from './profiles.ts'

const bench = useBench()
const boot = (): PhoneRig => bench.boot({ hands: { kind: 'operator' } })

describe('what a profile must be', () => {
  const refused = async (bytes: Uint8Array): Promise<string> => {
    const result = await boot().software.installProfile(bytes, 'cable')
    return result.ok ? 'installed' : `${result.domain} ${result.code}`
  }
  const wifi = (): PlistInputDict => payload('com.apple.wifi.managed', { SSID_STR: 'Bench' })
  const mdm = (more: PlistInputDict): PlistInputDict =>
    payload('com.apple.mdm', { Topic: 'com.apple.mgmt.x', ServerURL: 'https://example.org', ...more })

  it.each<[string, () => Uint8Array, string]>([
    ['no property list', () => Buffer.from('hello'), 'MCProfileErrorDomain 1000'],
    ['nothing', () => Buffer.alloc(0), 'MCProfileErrorDomain 1000'],
    ['no identifier', () => profile([wifi()], { PayloadIdentifier: undefined }), 'MCProfileErrorDomain 1002'],
    ['no UUID', () => profile([wifi()], { PayloadUUID: 'one' }), 'MCProfileErrorDomain 1010'],
    ['a version from the future', () => profile([wifi()], { PayloadVersion: 2 }), 'MCProfileErrorDomain 1001'],
    ['no payloads', () => profile([]), 'MCProfileErrorDomain 1005'],
    ['the same UUID twice', () => twice('PayloadUUID'), 'MCProfileErrorDomain 1007'],
    ['the same identifier twice', () => twice('PayloadIdentifier'), 'MCProfileErrorDomain 1008'],
    ['a network without a name', () => profile([payload('com.apple.wifi.managed')]), 'MCPayloadErrorDomain 2002'],
    ['a name that is a number', () => profile([{ ...wifi(), SSID_STR: 7 }]), 'MCPayloadErrorDomain 2003'],
    [
      'a reference to nothing',
      () => profile([{ ...wifi(), PayloadCertificateUUID: 'x' }]),
      'MCPayloadErrorDomain 2004',
    ],
    ['management without an identity', () => profile([mdm({})]), 'MCPayloadErrorDomain 2002'],
    ['management by http', () => withIdentity({ ServerURL: 'http://example.org' }), 'MCPayloadErrorDomain 2004'],
    ['management with a strange topic', () => withIdentity({ Topic: 'org.example' }), 'MCPayloadErrorDomain 2004'],
    ['a right without the one it needs', () => withIdentity({ AccessRights: 2 }), 'MCPayloadErrorDomain 2004'],
    [
      'a root that is no certificate',
      () => profile([payload('com.apple.security.root', { PayloadContent: Buffer.from('x') })]),
      'MCCertificateErrorDomain 9005',
    ],
  ])('refuses a profile with %s', async (_, bytes, answer) => {
    expect(await refused(bytes())).toBe(answer)
  })

  function twice(key: string): Buffer {
    const first = wifi()
    return profile([first, { ...wifi(), [key]: first[key] }])
  }

  function withIdentity(more: PlistInputDict): Buffer {
    const scep = payload('com.apple.security.scep', { PayloadContent: { URL: 'http://localhost' } })
    return profile([scep, mdm({ IdentityCertificateUUID: scep['PayloadUUID'], ...more })])
  }

  it('takes one with white space before it and without a display name, as tools send them', async () => {
    const bytes = profile([wifi()], { PayloadDisplayName: undefined })
    const rig = boot()
    expect(await rig.software.installProfile(Buffer.concat([Buffer.from('\n  '), bytes]), 'cable')).toEqual({
      ok: true,
    })
    expect(rig.phone.storage.profiles[0]?.displayName).toBe('org.example.profile')
  })

  it('takes a signed one, and refuses it when a byte of it was changed', async () => {
    const signer = await makeAuthority('Signer')
    const signed = signCms(profile([wifi()]), signer)
    expect(await refused(signed)).toBe('installed')
    const at = signed.indexOf('Bench')
    signed[at] = 0x42 ^ 0x20
    expect(await refused(signed)).toBe('MCProfileErrorDomain 1004')
  })
})
