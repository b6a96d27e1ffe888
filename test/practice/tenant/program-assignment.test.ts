import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestTenant } from '../../harness/tenant.ts'
import type { TestTenant } from '../../harness/tenant.ts'
import { appleTruth, buyDevices, joinToken, programHand, syncNow } from './program-arrangement.ts'
import type { JoinedToken, ProgramHand } from './program-arrangement.ts'

let tenant: TestTenant
let token: JoinedToken
let hand: ProgramHand
let serials: readonly string[]
beforeAll(async () => {
  tenant = await startTestTenant()
  token = await joinToken(tenant)
  hand = programHand(tenant, token)
  serials = await buyDevices(tenant, 50)
  await hand.assignAtPortal(serials, token.server)
  await syncNow(tenant, token.path)
})
afterAll(async () => tenant.dispose())

describe('an assignment', () => {
  const chosen = () => serials.slice(20, 23)
  const atApple = async (serial: string) => {
    const { devices, profiles } = await appleTruth(tenant)
    const device = devices.find((row) => row['serial'] === serial)
    return { device, profile: profiles.find((row) => row['uuid'] === device?.['profile_uuid']) }
  }

  it('tells Apple every setting of the profile', async () => {
    const id = await hand.makeProfile({
      displayName: 'Locked',
      profileRemovalDisabled: true,
      supportDepartment: 'Service desk',
      supportPhoneNumber: '+33 1 23 45 67 89',
      iTunesPairingMode: 'requiresCertificate',
      managementCertificates: [{ thumbprint: 'AB', certificate: 'AAEC' }],
      awaitDeviceConfiguredConfirmation: true,
      siriDisabled: true,
      passCodeDisabled: true,
      enabledSkipKeys: ['Safety'],
    })
    await hand.assignProfile(id, chosen())
    expect((await atApple(chosen()[0] ?? '')).profile).toMatchObject({
      profile_name: 'Locked',
      is_supervised: true,
      is_mandatory: true,
      is_mdm_removable: false,
      allow_pairing: false,
      await_device_configured: true,
      supervising_host_certs: ['AAEC'],
      department: 'Service desk',
      support_phone_number: '+33 1 23 45 67 89',
      skip_setup_items: ['Passcode', 'Safety', 'Siri'],
      url: expect.stringMatching(/^https:\/\/localhost:.*DeviceEnrollment/) as string,
    })
  })

  it('is replaced by another one, and an edited profile is defined and assigned anew', async () => {
    const first = (await atApple(chosen()[1] ?? '')).profile
    const id = await hand.makeProfile({ displayName: 'Second' })
    await hand.assignProfile(id, chosen().slice(1, 2))
    expect((await atApple(chosen()[1] ?? '')).profile).toMatchObject({ profile_name: 'Second' })
    expect((await atApple(chosen()[0] ?? '')).profile).toEqual(first)
    const path = `${token.path}/enrollmentProfiles/${id}`
    expect((await tenant.ask('PATCH', path, { supportDepartment: 'New desk' })).status).toBe(200)
    await tenant.control('POST', '/settle-program')
    expect((await atApple(chosen()[1] ?? '')).profile).toMatchObject({ department: 'New desk' })
    expect((await tenant.ask('DELETE', path)).status).toBe(400)
  })

  it('has happened when its answer was lost, and is not defined twice by the next sync', async () => {
    const id = await hand.makeProfile({ displayName: 'Third' })
    await tenant.control('POST', '/apple/fault', { call: 'PUT /profile/devices', fault: { kind: 'lostResponse' } })
    await hand.assignProfile(id, chosen().slice(2))
    await syncNow(tenant, token.path)
    const { profiles } = await appleTruth(tenant)
    expect(profiles.filter((profile) => profile['profile_name'] === 'Third')).toHaveLength(1)
    expect((await atApple(chosen()[2] ?? '')).profile).toMatchObject({ profile_name: 'Third' })
  })

  it('comes back at the next sync when Apple lost it', async () => {
    const [serial = ''] = chosen()
    await hand.assignAtPortal([serial], null)
    await hand.assignAtPortal([serial], token.server)
    expect((await atApple(serial)).device).toMatchObject({ profile_status: 'empty' })
    await syncNow(tenant, token.path)
    expect((await atApple(serial)).profile).toMatchObject({ profile_name: 'Locked' })
  })

  it('that Apple throttles is tried again after a day, not before', async () => {
    const [serial = ''] = serials.slice(30, 31)
    await tenant.control('POST', '/apple/throttle', { serials: [serial] })
    await hand.assignProfile(await hand.makeProfile({ displayName: 'Throttled' }), [serial])
    expect((await atApple(serial)).profile).toBeUndefined()
    await tenant.control('POST', '/apple/throttle', { serials: [] })
    await syncNow(tenant, token.path)
    expect((await atApple(serial)).profile).toBeUndefined()
    await tenant.control('POST', '/advance-clock', { ms: 24 * 3_600_000 })
    await syncNow(tenant, token.path)
    expect((await atApple(serial)).profile).toMatchObject({ profile_name: 'Throttled' })
  })
})

describe('a policy of the new kind', () => {
  it('is read, shows as a profile that takes devices, and is changed by nobody here', async () => {
    const { id } = await tenant.control('POST', '/add-policy', { token: token.id, name: 'Shop', hidden: ['siri'] })
    const policies = '/beta/deviceManagement/configurationPolicies'
    const list = await tenant.ask('GET', `${policies}?$filter=technologies has 'enrollment'`)
    expect(list.json['value']).toMatchObject([
      { id, name: 'Shop', technologies: 'enrollment', creationSource: `DepTokenId_${token.id}`, isAssigned: false },
    ])
    expect((await tenant.ask('GET', `${policies}('${String(id)}')/settings`)).json['value']).toHaveLength(13)
    expect((await tenant.ask('GET', `${policies}/nobody`)).status).toBe(400)
    expect((await tenant.ask('POST', policies, { name: 'x' })).status).toBe(400)
    const mirror = `${token.id}_${String(id)}`
    expect((await tenant.ask('PATCH', `${token.path}/enrollmentProfiles/${mirror}`, { displayName: 'x' })).status).toBe(
      400,
    )
    await hand.assignProfile(mirror, serials.slice(40, 41))
    const { devices, profiles } = await appleTruth(tenant)
    const device = devices.find((row) => row['serial'] === serials[40])
    expect(profiles.find((row) => row['uuid'] === device?.['profile_uuid'])).toMatchObject({
      profile_name: 'Shop',
      skip_setup_items: ['Siri'],
    })
    await tenant.ask('POST', `${token.path}/enrollmentProfiles/${mirror}/setDefaultProfile`)
    const shown = await tenant.ask('GET', `${token.path}?$expand=defaultIosEnrollmentProfile`)
    expect(shown.json['defaultIosEnrollmentProfile']).toMatchObject({ id: `ECV2_${mirror}`, isDefault: false })
  })
})
