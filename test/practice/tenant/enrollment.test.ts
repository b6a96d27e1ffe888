import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringAt } from '../../../electron/apple/plist/take.ts'
import { certificateFacts, generateRsaKey } from '../../../electron/lib/crypto-keys.ts'
import { closeHttpAgents } from '../../../electron/lib/http.ts'
import { issueCertificate } from '../../../electron/pki/certificate.ts'
import { signCms } from '../../../electron/pki/cms-sign.ts'
import { startTestTenant } from '../../harness/tenant.ts'
import type { TestTenant } from '../../harness/tenant.ts'
import { assign, createProfile, importSerials, managedDevices, prepare, stateOf } from './arrangement.ts'
import { ScriptedDevice, openProfile, payloadOf, profileUrl } from './scripted-device.ts'

describe('a device that enrolls from Setup Assistant', () => {
  let tenant: TestTenant
  beforeAll(async () => {
    tenant = await startTestTenant()
  })
  afterAll(async () => {
    closeHttpAgents()
    await tenant.dispose()
  })

  it('is enrolled only by a TokenUpdate that its own SCEP certificate signed', async () => {
    const device = await ScriptedDevice.make(tenant, 'TESTENROLL1')
    await prepare(tenant, device.serial)
    const answer = await device.askForEnrollment()
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toContain('application/x-apple-aspen-config')
    expect(answer.headers['x-slipway-practice']).toBe(tenant.factory.worldId)
    const profile = openProfile(answer.body)
    const identity = await device.fetchIdentity(profile)
    expect((await device.authenticate(profile, identity)).status).toBe(200)
    expect(await stateOf(tenant, device.serial)).toMatchObject({ enrollmentState: 'notContacted' })
    // Nothing, the built-in identity and somebody else's certificate are no proof.
    expect((await device.tokenUpdate(profile, null)).status).toBe(400)
    expect((await device.tokenUpdate(profile, device.builtIn)).status).toBe(400)
    const other = await ScriptedDevice.make(tenant, 'TESTENROLL2')
    await prepare(tenant, other.serial)
    const otherIdentity = await other.fetchIdentity(openProfile((await other.askForEnrollment()).body))
    expect((await device.tokenUpdate(profile, otherIdentity)).status).toBe(403)
    expect(await managedDevices(tenant, device.serial)).toEqual([])
    expect((await device.tokenUpdate(profile, identity)).status).toBe(200)
    expect(await stateOf(tenant, device.serial)).toMatchObject({ enrollmentState: 'enrolled' })
    const [managed] = await managedDevices(tenant, device.serial)
    expect(managed).toMatchObject({
      serialNumber: device.serial,
      udid: device.udid,
      deviceEnrollmentType: 'appleBulkWithoutUser',
      deviceRegistrationState: 'notRegistered',
      managementState: 'managed',
      managementAgent: 'mdm',
      managedDeviceOwnerType: 'company',
      enrollmentProfileName: 'Kiosk',
      userPrincipalName: '',
    })
  })

  it('gets a profile with the practice root, one identity and the MDM payload of the push certificate', async () => {
    const device = await ScriptedDevice.make(tenant, 'TESTPROFILE1')
    await prepare(tenant, device.serial)
    const profile = openProfile((await device.askForEnrollment()).body)
    const mdm = payloadOf(profile, 'com.apple.mdm')
    const apns = await tenant.ask('GET', '/v1.0/deviceManagement/applePushNotificationCertificate')
    expect(stringAt(mdm, 'Topic')).toBe(apns.json['topicIdentifier'])
    expect(stringAt(mdm, 'Topic')).toMatch(/^com\.apple\.mgmt\.External\.[0-9a-f-]{36}$/)
    expect(mdm['SignMessage']).toBe(true)
    expect(stringAt(mdm, 'ServerURL')).toMatch(/^https:\/\/localhost:/)
    expect(stringAt(mdm, 'IdentityCertificateUUID')).toBe(payloadOf(profile, 'com.apple.security.scep')['PayloadUUID'])
    const root = payloadOf(profile, 'com.apple.security.root')['PayloadContent'] as Uint8Array
    expect(certificateFacts(root).sha256Hex).toBe(certificateFacts(tenant.announcement.rootCertificate).sha256Hex)
  })

  it('is told why when it may not enroll, and the tenant remembers the failure', async () => {
    const refusals: [string, (serial: string) => Promise<unknown>, string, string][] = [
      ['TESTNOTKNOWN', async () => null, 'practice.notImported', 'unknown'],
      ['TESTNOPROFIL', (serial) => importSerials(tenant, [serial]), 'practice.notAssigned', 'failed'],
    ]
    for (const [serial, arrange, code, state] of refusals) {
      await arrange(serial)
      const device = await ScriptedDevice.make(tenant, serial)
      const answer = await device.askForEnrollment()
      expect(answer.status).toBe(403)
      expect(answer.headers['content-type']).toContain('application/json')
      expect(JSON.parse(answer.body.toString())).toMatchObject({
        code,
        message: expect.stringMatching(/\w+/) as string,
      })
      expect((await stateOf(tenant, serial))['enrollmentState'] ?? 'unknown').toBe(state)
      const events = await tenant.ask('GET', '/v1.0/deviceManagement/troubleshootingEvents?$top=1')
      expect(events.json['value']).toMatchObject([
        { failureCategory: 'badRequest', failureReason: expect.stringContaining(serial) as string },
      ])
    }
  })

  it('is not believed when another authority made it, and then nothing is remembered about its serial number', async () => {
    const serial = 'TESTFORGED01'
    await prepare(tenant, serial)
    const key = await generateRsaKey()
    const forged = issueCertificate({
      subject: [{ type: 'commonName', value: 'forged' }],
      issuer: null,
      privateKeyPem: key.privateKeyPem,
      publicKeyPem: key.publicKeyPem,
      notBefore: new Date(0),
      notAfter: new Date(Date.now() + 1e9),
    })
    const device = new ScriptedDevice(tenant, serial, { certificatePem: forged.pem, privateKeyPem: key.privateKeyPem })
    const answer = await device.askForEnrollment()
    expect(answer.status).toBe(403)
    expect(JSON.parse(answer.body.toString())).toMatchObject({ code: 'practice.untrustedDevice' })
    expect(await stateOf(tenant, serial)).toMatchObject({ enrollmentState: 'notContacted' })
  })

  it('gets no answer worth having for a body that is no signed property list', async () => {
    const device = await ScriptedDevice.make(tenant, 'TESTGARBAGE1')
    const url = `${tenant.announcement.deviceBaseUrl}/EnrollmentServer/DeviceEnrollment`
    for (const body of [Buffer.alloc(0), Buffer.from('hello'), signCms(Buffer.from('no plist'), device.builtIn)]) {
      const answer = await device.post(url, body)
      expect(answer.status).toBe(403)
      expect(JSON.parse(answer.body.toString())).toMatchObject({ code: 'practice.badRequest' })
    }
  })

  it('asks for name and password only with affinity and the legacy authentication', async () => {
    const legacy = { requiresUserAuthentication: true, requireCompanyPortalOnSetupAssistantEnrolledDevices: true }
    const device = await ScriptedDevice.make(tenant, 'TESTLEGACY01')
    await prepare(tenant, device.serial, legacy)
    const basic = (text: string) => ({ Authorization: `Basic ${Buffer.from(text).toString('base64')}` })
    const asked = await device.askForEnrollment()
    expect(asked.status).toBe(401)
    expect(asked.headers['www-authenticate']).toMatch(/^Basic /)
    expect(asked.body.length).toBeGreaterThan(0)
    expect((await device.askForEnrollment(basic('ada@contoso.example:wrong'))).status).toBe(401)
    expect((await device.askForEnrollment(basic(':'))).status).toBe(401)
    expect((await device.askForEnrollment(basic('nolan@contoso.example:practice-2'))).status).toBe(403)
    const answer = await device.askForEnrollment(basic('Ada@contoso.example:practice-1'))
    expect(answer.status).toBe(200)
    const profile = openProfile(answer.body)
    const identity = await device.fetchIdentity(profile)
    await device.authenticate(profile, identity)
    await device.tokenUpdate(profile, identity)
    expect(await managedDevices(tenant, device.serial)).toMatchObject([
      {
        deviceEnrollmentType: 'appleBulkWithUser',
        deviceRegistrationState: 'registered',
        userPrincipalName: 'ada@contoso.example',
      },
    ])
  })

  it('enrolls unasked with Company Portal authentication, and gets its user later', async () => {
    const device = await ScriptedDevice.make(tenant, 'TESTPORTAL01')
    await prepare(tenant, device.serial, {
      requiresUserAuthentication: true,
      enableAuthenticationViaCompanyPortal: true,
    })
    await device.enroll()
    expect(await managedDevices(tenant, device.serial)).toMatchObject([
      { deviceEnrollmentType: 'appleBulkWithUser', userPrincipalName: '' },
    ])
    await tenant.control('POST', '/attach-person', { serial: device.serial, upn: 'ada@contoso.example' })
    expect(await managedDevices(tenant, device.serial)).toMatchObject([{ userPrincipalName: 'ada@contoso.example' }])
  })

  it('finds enrollment address, anchors and trust profile behind the profile URL', async () => {
    const device = await ScriptedDevice.make(tenant, 'TESTSERVICE1')
    const config = await device.get(await profileUrl(tenant))
    expect(config.headers['content-type']).toBe('application/json; charset=UTF8')
    const service = JSON.parse(config.body.toString()) as Record<string, string>
    expect(Object.keys(service).sort()).toEqual(['dep_anchor_certs_url', 'dep_enrollment_url', 'trust_profile_url'])
    const anchors = JSON.parse((await device.get(service['dep_anchor_certs_url'] ?? '')).body.toString()) as string[]
    expect(certificateFacts(Buffer.from(anchors[0] ?? '', 'base64')).pem).toBe(
      certificateFacts(tenant.announcement.rootCertificate).pem,
    )
    const trust = openProfile((await device.get(service['trust_profile_url'] ?? '')).body)
    expect(stringAt(trust, 'PayloadType')).toBe('Configuration')
    expect(payloadOf(trust, 'com.apple.security.root')['PayloadContent']).toBeDefined()
    const wrong = await device.get(`${tenant.announcement.deviceBaseUrl}/EnrollmentServer/MDMServiceConfig?id=other`)
    expect(wrong.status).toBe(404)
  })

  it('sees a service with a public certificate when that is switched on', async () => {
    const device = await ScriptedDevice.make(tenant, 'TESTPUBLIC01')
    await tenant.control('POST', '/switches', { publicCertificate: true })
    const service = JSON.parse((await device.get(await profileUrl(tenant))).body.toString()) as Record<string, string>
    expect(service['trust_profile_url']).toBeUndefined()
    expect((await device.get(service['dep_anchor_certs_url'] ?? '')).body.toString()).toBe('[]')
    await tenant.control('POST', '/switches', { emptyAnchors: 'body' })
    expect((await device.get(service['dep_anchor_certs_url'] ?? '')).body.length).toBe(0)
    await tenant.control('POST', '/switches', { publicCertificate: false, emptyAnchors: 'list' })
  })

  it('waits for a reset when it was given another profile after enrolling, and is enrolled again when given back', async () => {
    const device = await ScriptedDevice.make(tenant, 'TESTRESET001')
    const first = await prepare(tenant, device.serial)
    await device.enroll()
    const second = await createProfile(tenant, { displayName: 'Other' })
    await assign(tenant, second, [device.serial])
    expect(await stateOf(tenant, device.serial)).toMatchObject({ enrollmentState: 'pendingReset' })
    await assign(tenant, first, [device.serial])
    expect(await stateOf(tenant, device.serial)).toMatchObject({ enrollmentState: 'enrolled' })
  })
})

describe('a tenant without a push certificate', () => {
  it('refuses to enroll, from the profile URL on', async () => {
    const tenant = await startTestTenant()
    const device = await ScriptedDevice.make(tenant, 'TESTNOAPNS01')
    await prepare(tenant, device.serial)
    const answer = await device.askForEnrollment()
    const profile = openProfile(answer.body)
    await tenant.control('POST', '/remove-apns')
    const config = await device.get(await profileUrl(tenant))
    expect(config.status).toBe(403)
    expect(JSON.parse(config.body.toString())).toMatchObject({ code: 'practice.noPushCertificate' })
    const url = `${tenant.announcement.deviceBaseUrl}/EnrollmentServer/DeviceEnrollment`
    const refused = await device.post(url, signCms(device.machineInfo(), device.builtIn))
    expect(refused.status).toBe(403)
    expect(await stateOf(tenant, device.serial)).toMatchObject({ enrollmentState: 'failed' })
    // Nor does a profile from before help.
    const identity = await device.fetchIdentity(profile)
    expect((await device.authenticate(profile, identity)).status).toBe(400)
    expect((await tenant.ask('GET', '/v1.0/deviceManagement/applePushNotificationCertificate')).status).toBe(404)
    closeHttpAgents()
    await tenant.dispose()
  })
})
