import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestTenant } from '../../harness/tenant.ts'
import type { TestTenant } from '../../harness/tenant.ts'
import { appleTruth, buyDevices, joinToken, serverAtApple, syncNow } from './program-arrangement.ts'
import type { JoinedToken } from './program-arrangement.ts'

let tenant: TestTenant
let token: JoinedToken
let serials: readonly string[]
beforeAll(async () => {
  tenant = await startTestTenant()
  token = await joinToken(tenant)
  serials = await buyDevices(tenant, 250)
})
afterAll(async () => tenant.dispose())
beforeEach(async () => {
  await tenant.control('POST', '/apple/clear-faults')
})

type Row = Record<string, unknown>

async function identities(): Promise<readonly Row[]> {
  const answer = await tenant.ask('GET', `${token.path}/importedAppleDeviceIdentities?$top=1000`)
  return answer.json['value'] as readonly Row[]
}

async function counts(): Promise<Record<string, number>> {
  return (await tenant.control('GET', '/observed'))['counts'] as Record<string, number>
}

async function assignAtPortal(chosen: readonly string[], server: string | null): Promise<void> {
  await tenant.control('POST', '/apple/assign', { serials: chosen, server })
}

async function makeProfile(wish: Row = {}): Promise<string> {
  const body = {
    '@odata.type': '#microsoft.graph.depIOSEnrollmentProfile',
    displayName: 'Staff',
    isMandatory: true,
    supervisedModeEnabled: true,
    ...wish,
  }
  const made = await tenant.ask('POST', `${token.path}/enrollmentProfiles`, body)
  expect([made.status, made.text]).toEqual([201, expect.anything()])
  return String(made.json['id'])
}

async function assignProfile(profile: string, chosen: readonly string[]): Promise<void> {
  const path = `${token.path}/enrollmentProfiles/${profile}/updateDeviceProfileAssignment`
  expect((await tenant.ask('POST', path, { deviceIds: chosen })).status).toBe(204)
  await tenant.control('POST', '/settle-program')
}

describe('a sync with the enrollment program', () => {
  it('lists every device that the portal assigned, page by page', async () => {
    await tenant.control('POST', '/apple/switches', { pageMaximum: 100 })
    await assignAtPortal(serials.slice(0, 230), token.server)
    const shown = await syncNow(tenant, token.path)
    expect(shown).toMatchObject({ lastSyncErrorCode: 0, syncedDeviceCount: 230 })
    const rows = await identities()
    expect(rows.map((row) => row['serialNumber'])).toEqual(serials.slice(0, 230))
    expect(rows[0]).toMatchObject({
      discoverySource: 'deviceEnrollmentProgram',
      enrollmentState: 'notContacted',
      requestedEnrollmentProfileId: null,
      isDeleted: false,
      platform: 'ios',
    })
    expect((await counts())['program POST /server/devices 200']).toBe(3)
  })

  it('is told only what changed afterwards, and a released device shows as deleted', async () => {
    await assignAtPortal(serials.slice(230, 235), token.server)
    await assignAtPortal(serials.slice(0, 1), null)
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0, syncedDeviceCount: 6 })
    const rows = await identities()
    expect(rows).toHaveLength(235)
    expect(rows.filter((row) => row['isDeleted'] === true).map((row) => row['serialNumber'])).toEqual([serials[0]])
    expect((await counts())['program POST /server/devices 200']).toBe(3)
  })

  it('gives devices that are new the default profile, and those that were listed before none', async () => {
    const id = await makeProfile({ displayName: 'Default' })
    expect((await tenant.ask('POST', `${token.path}/enrollmentProfiles/${id}/setDefaultProfile`)).status).toBe(204)
    await assignAtPortal(serials.slice(235, 237), token.server)
    await syncNow(tenant, token.path)
    const assigned = (await identities()).filter((row) => row['requestedEnrollmentProfileId'] !== null)
    expect(assigned.map((row) => row['serialNumber'])).toEqual(serials.slice(235, 237))
    const { devices } = await appleTruth(tenant)
    expect(devices.filter((device) => device['profile_status'] === 'assigned').map(({ serial }) => serial)).toEqual(
      serials.slice(235, 237),
    )
  })

  it.each([
    ['401 in the middle', { status: 401, body: 'UNAUTHORIZED' }],
    ['403 FORBIDDEN in the middle', { status: 403, body: '"FORBIDDEN"' }],
    ['too many requests', { status: 429, body: 'TOO_MANY_REQUESTS', retryAfter: 1 }],
    ['a server error', { status: 503, body: '' }],
  ])('goes on after %s with nothing lost and nothing twice', async (_name, answer) => {
    const next = serials[(await identities()).length] ?? ''
    await assignAtPortal([next], token.server)
    await tenant.control('POST', '/apple/fault', {
      call: 'POST /devices/sync',
      fault: { kind: 'answer', ...answer },
    })
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0 })
    const rows = await identities()
    expect(rows.filter((row) => row['serialNumber'] === next)).toHaveLength(1)
  })

  it('asks again when an answer was lost', async () => {
    await assignAtPortal(serials.slice(245, 247), token.server)
    await tenant.control('POST', '/apple/fault', { call: 'POST /devices/sync', fault: { kind: 'lostResponse' } })
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0 })
    const shown = (await identities()).map((row) => row['serialNumber'])
    expect(serials.slice(245, 247).every((serial) => shown.filter((one) => one === serial).length === 1)).toBe(true)
  })

  it('says that new terms wait for an administrator, and asks for everything once they are signed', async () => {
    await tenant.control('POST', '/apple/organization', { termsSigned: false })
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 3 })
    const before = (await counts())['program POST /server/devices 200'] ?? 0
    await tenant.control('POST', '/apple/organization', { termsSigned: true })
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0 })
    expect((await counts())['program POST /server/devices 200']).toBeGreaterThan(before)
  })

  it('starts again from the beginning when Apple does not know the cursor any more, or it has expired', async () => {
    const before = await identities()
    await tenant.control('POST', '/apple/forget-cursors')
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0 })
    expect(await identities()).toHaveLength(before.length)
    await tenant.control('POST', '/advance-clock', { ms: 8 * 24 * 3_600_000 })
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0 })
    expect(await identities()).toHaveLength(before.length)
  })

  it('notices in a full sync what no change told', async () => {
    await tenant.control('POST', '/apple/fault', { call: 'POST /devices/sync', fault: { kind: 'cut' }, count: 3 })
    const gone = serials[10] ?? ''
    await assignAtPortal([gone], null)
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 2 })
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0 })
    expect((await identities()).find((row) => row['serialNumber'] === gone)).toMatchObject({ isDeleted: true })
  })
})

describe('an assignment', () => {
  const chosen = () => serials.slice(20, 23)
  const atApple = async (serial: string) => {
    const { devices, profiles } = await appleTruth(tenant)
    const device = devices.find((row) => row['serial'] === serial)
    return { device, profile: profiles.find((row) => row['uuid'] === device?.['profile_uuid']) }
  }

  it('tells Apple every setting of the profile', async () => {
    const id = await makeProfile({
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
    await assignProfile(id, chosen())
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
    const id = await makeProfile({ displayName: 'Second' })
    await assignProfile(id, chosen().slice(1, 2))
    expect((await atApple(chosen()[1] ?? '')).profile).toMatchObject({ profile_name: 'Second' })
    expect((await atApple(chosen()[0] ?? '')).profile).toEqual(first)
    const path = `${token.path}/enrollmentProfiles/${id}`
    expect((await tenant.ask('PATCH', path, { supportDepartment: 'New desk' })).status).toBe(200)
    await tenant.control('POST', '/settle-program')
    expect((await atApple(chosen()[1] ?? '')).profile).toMatchObject({ department: 'New desk' })
    expect((await tenant.ask('DELETE', path)).status).toBe(400)
  })

  it('has happened when its answer was lost, and is not defined twice by the next sync', async () => {
    const id = await makeProfile({ displayName: 'Third' })
    await tenant.control('POST', '/apple/fault', { call: 'PUT /profile/devices', fault: { kind: 'lostResponse' } })
    await assignProfile(id, chosen().slice(2))
    await syncNow(tenant, token.path)
    const { profiles } = await appleTruth(tenant)
    expect(profiles.filter((profile) => profile['profile_name'] === 'Third')).toHaveLength(1)
    expect((await atApple(chosen()[2] ?? '')).profile).toMatchObject({ profile_name: 'Third' })
  })

  it('comes back at the next sync when Apple lost it', async () => {
    const [serial = ''] = chosen()
    await assignAtPortal([serial], null)
    await assignAtPortal([serial], token.server)
    expect((await atApple(serial)).device).toMatchObject({ profile_status: 'empty' })
    await syncNow(tenant, token.path)
    expect((await atApple(serial)).profile).toMatchObject({ profile_name: 'Locked' })
  })

  it('that Apple throttles is tried again after a day, not before', async () => {
    const [serial = ''] = serials.slice(30, 31)
    await tenant.control('POST', '/apple/throttle', { serials: [serial] })
    await assignProfile(await makeProfile({ displayName: 'Throttled' }), [serial])
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
    await assignProfile(mirror, serials.slice(40, 41))
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

describe('a token', () => {
  it('is renewed with a new file; the file before is void, the devices stay', async () => {
    const before = await identities()
    const pem = String((await tenant.ask('POST', `${token.path}/generateEncryptionPublicKey`)).json['value'])
    expect((await syncNow(tenant, token.path))['lastSyncErrorCode']).toBe(0)
    const other = await serverAtApple(tenant, 'Another server', pem)
    const upload = (p7m: string, appleId: string) =>
      tenant.ask('POST', `${token.path}/uploadDepToken`, { appleId, depToken: p7m })
    await tenant.control('POST', '/switches', { refuseOtherAppleId: true })
    expect((await upload(other.p7m, 'somebody@contoso.example')).status).toBe(400)
    await tenant.control('POST', '/switches', { refuseOtherAppleId: false })
    // The server at Apple still has the key of its first day: what it encrypts cannot be opened with the new one.
    const old = await tenant.control('POST', '/apple/download-token', { server: token.server })
    expect((await upload(String(old['p7m']), 'abm@contoso.example')).status).toBe(400)
    expect((await syncNow(tenant, token.path))['lastSyncErrorCode']).toBe(1)
    expect((await identities()).map((row) => row['serialNumber'])).toEqual(before.map((row) => row['serialNumber']))
  })

  it('that Apple calls expired says so, and one whose year is over starts no sync', async () => {
    await tenant.control('POST', '/apple/expire-tokens')
    expect((await syncNow(tenant, token.path))['lastSyncErrorCode']).not.toBe(0)
    await tenant.control('POST', '/advance-clock', { ms: 366 * 24 * 3_600_000 })
    const bearer = String((await tenant.control('POST', '/token'))['token'])
    const sync = `${token.path}/syncWithAppleDeviceEnrollmentProgram`
    expect((await tenant.ask('POST', sync, undefined, bearer)).status).toBe(400)
  })
})
