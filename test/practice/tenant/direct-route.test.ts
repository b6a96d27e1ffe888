import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arrayAt, dictAt, stringAt, stringsAt } from '../../../electron/apple/plist/take.ts'
import { closeHttpAgents } from '../../../electron/lib/http.ts'
import { signCms } from '../../../electron/pki/cms-sign.ts'
import { readSignedCms } from '../../../electron/pki/cms-verify.ts'
import { startTestTenant } from '../../harness/tenant.ts'
import type { TestTenant } from '../../harness/tenant.ts'
import { assign, container, createProfile, importSerials, managedDevices, prepare, stateOf } from './arrangement.ts'
import { ScriptedDevice, openProfile, payloadOf } from './scripted-device.ts'

const dayMs = 24 * 3600 * 1000

let tenant: TestTenant
beforeAll(async () => {
  tenant = await startTestTenant()
})
afterAll(async () => {
  closeHttpAgents()
  await tenant.dispose()
})

async function exported(profileId: string): Promise<Buffer> {
  const answer = await tenant.ask('GET', `${container(tenant)}/enrollmentProfiles/${profileId}/exportMobileConfig`)
  return Buffer.from(String(answer.json['value']), 'base64')
}

/** Phase 2, as a device sends it after a person agreed. */
function phase2(device: ScriptedDevice, file: Buffer) {
  const service = dictAt(openProfile(file), 'PayloadContent') ?? {}
  const url = stringAt(service, 'URL') ?? ''
  const body = device.machineInfo({ CHALLENGE: stringAt(service, 'Challenge') ?? '' })
  return { url, answer: device.post(url, signCms(body, { ...device.builtIn, withoutSignedAttributes: true })) }
}

describe('an exported .mobileconfig', () => {
  it('is a signed Profile Service payload that openssl and GnuTLS verify', async () => {
    const file = await exported(await createProfile(tenant))
    const directory = mkdtempSync(join(tmpdir(), 'slipway-export-'))
    const [der, root] = [join(directory, 'file.mobileconfig'), join(directory, 'root.pem')]
    writeFileSync(der, file)
    writeFileSync(root, tenant.announcement.rootCertificate)
    const silent = { stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'] }
    const content = execFileSync('openssl', ['cms', '-verify', '-inform', 'DER', '-in', der, '-CAfile', root], silent)
    expect(content.toString()).toContain('Profile Service')
    execFileSync('certtool', ['--p7-verify', '--inder', '--infile', der, '--load-ca-certificate', root], silent)
    rmSync(directory, { recursive: true })
    const plist = openProfile(file)
    expect(plist['PayloadType']).toBe('Profile Service')
    const service = dictAt(plist, 'PayloadContent') ?? {}
    expect(stringsAt(service, 'DeviceAttributes')).toEqual(['UDID', 'IMEI', 'ICCID', 'SERIAL', 'PRODUCT', 'VERSION'])
    expect(stringAt(service, 'URL')).toMatch(
      /^https:\/\/localhost:\d+\/StatelessIOSEnrollmentService\/DeviceEnrollment\/ReportDeviceInfo2\?/,
    )
  })

  it('carries a challenge for this profile that expires after fourteen days, anew with each export', async () => {
    const id = await createProfile(tenant)
    const file = await exported(id)
    const service = dictAt(openProfile(file), 'PayloadContent') ?? {}
    const xml = readSignedCms(Buffer.from(stringAt(service, 'Challenge') ?? '', 'base64')).content.toString()
    const field = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(xml)?.[1] ?? ''
    expect(`${field('DepTokenId')}_${field('EnrollmentProfileId')}`).toBe(id)
    expect(field('AccountId')).toBe(tenant.tenant.world.accountId)
    expect(Date.parse(field('Expiry')) - Date.parse(field('IssueTime'))).toBe(14 * dayMs)
    expect((await exported(id)).equals(file)).toBe(false)
  })
})

describe('the direct route', () => {
  it('enrolls in two phases at one address, told apart by who signs', async () => {
    const device = await ScriptedDevice.make(tenant, 'TESTDIRECT01')
    const id = await prepare(tenant, device.serial)
    const { url, answer } = phase2(device, await exported(id))
    const identityProfile = openProfile((await answer).body)
    // Exactly one payload, an identity: anything else would end the installation.
    expect(arrayAt(identityProfile, 'PayloadContent')).toHaveLength(1)
    const otaIdentity = await device.fetchIdentity(identityProfile)
    const final = await device.post(url, signCms(device.machineInfo(), otaIdentity))
    expect(final.status).toBe(200)
    const profile = openProfile(final.body)
    expect(payloadOf(profile, 'com.apple.mdm')['ServerURL']).toBeDefined()
    // The identity of phase 2 is no management identity.
    expect((await device.authenticate(profile, otaIdentity)).status).toBe(403)
    const identity = await device.fetchIdentity(profile)
    await device.authenticate(profile, identity)
    await device.tokenUpdate(profile, identity)
    expect(await stateOf(tenant, device.serial)).toMatchObject({ enrollmentState: 'enrolled' })
    expect(await managedDevices(tenant, device.serial)).toMatchObject([
      { deviceEnrollmentType: 'appleBulkWithoutUser', userPrincipalName: '' },
    ])
  })

  it('never has a user, even with a profile that has affinity', async () => {
    const device = await ScriptedDevice.make(tenant, 'TESTDIRECT02')
    const id = await prepare(tenant, device.serial, {
      requiresUserAuthentication: true,
      enableAuthenticationViaCompanyPortal: true,
    })
    const { url, answer } = phase2(device, await exported(id))
    const otaIdentity = await device.fetchIdentity(openProfile((await answer).body))
    const profile = openProfile((await device.post(url, signCms(device.machineInfo(), otaIdentity))).body)
    const identity = await device.fetchIdentity(profile)
    await device.authenticate(profile, identity)
    await device.tokenUpdate(profile, identity)
    expect(await managedDevices(tenant, device.serial)).toMatchObject([
      { deviceEnrollmentType: 'appleBulkWithoutUser' },
    ])
  })

  it('is refused when the device was assigned after the export, to another profile, or not at all', async () => {
    const serials = ['TESTDIRECT03', 'TESTDIRECT04', 'TESTDIRECT05'] as const
    const id = await createProfile(tenant)
    const file = await exported(id)
    await importSerials(tenant, serials.slice(0, 2))
    await tenant.control('POST', '/advance-clock', { ms: 1000 })
    await assign(tenant, id, [serials[0]])
    await assign(tenant, await createProfile(tenant, { displayName: 'Other' }), [serials[1]])
    const codes = []
    for (const serial of serials) {
      const answer = await phase2(await ScriptedDevice.make(tenant, serial), file).answer
      codes.push((JSON.parse(answer.body.toString()) as { code: string }).code)
    }
    expect(codes).toEqual(['practice.notAssigned', 'practice.notAssigned', 'practice.notImported'])
  })

  it('is refused with a missing or forged challenge, and after a fortnight', async () => {
    const device = await ScriptedDevice.make(tenant, 'TESTDIRECT06')
    const id = await prepare(tenant, device.serial)
    const file = await exported(id)
    const { url } = phase2(device, file)
    const codeOf = async (extra: { CHALLENGE?: string }) => {
      const answer = await device.post(url, signCms(device.machineInfo(extra), device.builtIn))
      return [answer.status, (JSON.parse(answer.body.toString()) as { code: string }).code]
    }
    const forged = signCms(Buffer.from('<AccountId/>'), device.builtIn).toString('base64')
    expect(await codeOf({})).toEqual([403, 'practice.badChallenge'])
    expect(await codeOf({ CHALLENGE: forged })).toEqual([403, 'practice.badChallenge'])
    expect(await codeOf({ CHALLENGE: 'AAAA' })).toEqual([403, 'practice.badChallenge'])
    await tenant.control('POST', '/advance-clock', { ms: 14 * dayMs + 1000 })
    const late = await phase2(device, file).answer
    expect(JSON.parse(late.body.toString())).toMatchObject({ code: 'practice.expiredChallenge' })
    expect(await stateOf(tenant, device.serial)).toMatchObject({ enrollmentState: 'failed' })
  })
})
