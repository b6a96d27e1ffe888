import { describe, expect, it } from 'vitest'
import { generateRsaKey } from '../../../../electron/lib/crypto-keys.ts'
import { issueCertificate } from '../../../../electron/pki/certificate.ts'
import { writePkcs12 } from '../../../../electron/pki/pkcs12.ts'
import { inUse, useBench } from './bench.ts'
import { root } from './mdm-server.ts'
import { validity } from './phone-rig.ts'
import type { PhoneRig, RigOptions } from './phone-rig.ts'
import { payload, profile, rootPayload, rootProfile, wifiProfile } from './profiles.ts'

const bench = useBench()

function boot(options: RigOptions = {}): PhoneRig {
  return bench.boot({ hands: { kind: 'operator' }, ...options })
}

describe('a device in Setup Assistant', () => {
  it('installs at once without asking, and joins the network of the profile', async () => {
    const rig = boot()
    expect(await rig.software.installProfile(wifiProfile('Bench', 'lantern-7'), 'cable')).toEqual({ ok: true })
    expect(rig.phone.storage.network).toEqual({ ssid: 'Bench' })
    expect(rig.phone.factCount('wifiJoined')).toBe(1)
  })

  it('keeps a profile for a network with a wrong password without joining it', async () => {
    const rig = boot()
    expect(await rig.software.installProfile(wifiProfile('Bench', 'wrong'), 'cable')).toEqual({ ok: true })
    expect(rig.phone.storage.network).toBeNull()
    expect(rig.phone.storage.profiles).toHaveLength(1)
  })

  it('replaces the profile of the same identifier', async () => {
    const rig = boot()
    await rig.software.installProfile(wifiProfile('Elsewhere', 'x'), 'cable')
    await rig.software.installProfile(wifiProfile('Bench', 'lantern-7'), 'cable')
    expect(rig.phone.storage.profiles.map((each) => each.payloads[0]?.['SSID_STR'])).toEqual(['Bench'])
  })

  it('opens an identity file with its password only', async () => {
    const key = await generateRsaKey()
    const { pem } = issueCertificate({
      subject: [{ type: 'commonName', value: 'me' }],
      issuer: root,
      publicKeyPem: key.publicKeyPem,
      ...validity([-1, 1]),
    })
    const file = writePkcs12({
      certificatePem: pem,
      privateKeyPem: key.privateKeyPem,
      passphrase: 'pw',
      friendlyName: 'me',
    })
    const bytes = (password: string): Buffer =>
      profile([payload('com.apple.security.pkcs12', { PayloadContent: file, Password: password })])
    const rig = boot()
    expect(await rig.software.installProfile(bytes('pw'), 'cable')).toEqual({ ok: true })
    expect(await rig.software.installProfile(bytes('no'), 'cable')).toMatchObject({
      domain: 'MCCertificateErrorDomain',
      code: 9000,
    })
  })
})

describe('a device in use', () => {
  it('answers the cable at once, and installs when the person confirms in Settings', async () => {
    const rig = boot({ storage: inUse })
    expect(await rig.software.installProfile(rootProfile(root.certificatePem), 'cable')).toEqual({ ok: true })
    expect(rig.phone.storage.profiles).toEqual([])
    expect((await rig.asked('installProfile')).shows).toMatchObject({ profile: 'Example', verified: false })
    await rig.tap('installProfile')
    await rig.fact('profileInstalled')
    expect(rig.phone.storage.profiles).toHaveLength(1)
  })

  it('drops the downloaded profile after 8 minutes', async () => {
    const rig = boot({ storage: inUse })
    await rig.software.installProfile(rootProfile(root.certificatePem), 'cable')
    await rig.asked('installProfile')
    rig.lapse()
    await rig.fact('profileLapsed')
    expect(rig.phone.prompts.pending()).toEqual([])
    expect(rig.phone.storage.profiles).toEqual([])
  })

  it('drops it when the person says no', async () => {
    const rig = boot({ storage: inUse, hands: { kind: 'atOnce' }, answers: { install: false } })
    await rig.software.installProfile(rootProfile(root.certificatePem), 'cable')
    await rig.fact('profileRefused')
    expect(rig.phone.storage.profiles).toEqual([])
  })

  it('installs silently without a question for its supervisor', async () => {
    const rig = boot({ storage: inUse })
    expect(await rig.software.installProfile(rootProfile(root.certificatePem), 'silent')).toEqual({ ok: true })
    expect(rig.phone.storage.profiles).toHaveLength(1)
  })
})

describe('removing a profile', () => {
  it('leaves the network it brought', async () => {
    const rig = boot()
    await rig.software.installProfile(wifiProfile('Bench', 'lantern-7'), 'cable')
    expect(await rig.software.removeProfile('org.example.wifi')).toEqual({ ok: true })
    expect(rig.phone.storage.network).toBeNull()
  })

  it('is refused for what is not there', async () => {
    expect(await boot().software.removeProfile('org.example.nothing')).toMatchObject({ ok: false })
  })

  it.each([
    [true, false],
    [false, true],
  ])('with removal disallowed on a device supervised = %s is allowed = %s', async (supervised, allowed) => {
    const rig = boot({ storage: { cloudConfiguration: { IsSupervised: supervised } } })
    const bytes = profile([rootPayload(root.certificatePem)], { PayloadRemovalDisallowed: true })
    await rig.software.installProfile(bytes, 'cable')
    expect((await rig.software.removeProfile('org.example.profile')).ok).toBe(allowed)
  })
})
