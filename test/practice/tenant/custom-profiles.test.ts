import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPlistDict } from '../../../electron/apple/plist/read.ts'
import { dataAt, stringAt } from '../../../electron/apple/plist/take.ts'
import { closeHttpAgents } from '../../../electron/lib/http.ts'
import { startTestTenant } from '../../harness/tenant.ts'
import type { TestTenant } from '../../harness/tenant.ts'
import { managedDevices, prepare, stateOf } from './arrangement.ts'
import { answerAll, assign, create, enroll, path, payload, types } from './custom-profile-bench.ts'
import type { Enrolled } from './custom-profile-bench.ts'
import { ScriptedDevice, openProfile } from './scripted-device.ts'

let tenant: TestTenant
const day = 24 * 3_600_000

beforeAll(async () => {
  tenant = await startTestTenant()
})
afterAll(async () => {
  closeHttpAgents()
  await tenant.dispose()
})

describe('a custom profile', () => {
  it('reaches every enrolled device, those that enroll later, and leaves with its assignment', async () => {
    const early = await enroll(tenant, 'TESTCUSTOM01')
    await answerAll(early)
    const id = await create(tenant, 'practice.restrictions')
    expect(await answerAll(early)).toEqual([])
    await assign(tenant, id, 'allDevicesAssignmentTarget')
    const [install, ...more] = await answerAll(early)
    expect([stringAt(install ?? {}, 'RequestType'), more]).toEqual(['InstallProfile', []])
    const bytes = dataAt(install ?? {}, 'Payload') ?? new Uint8Array()
    expect(stringAt(readPlistDict(bytes), 'PayloadIdentifier')).toBe('practice.restrictions')

    const late = await enroll(tenant, 'TESTCUSTOM02')
    expect(types(await answerAll(late))).toContain('InstallProfile')

    await tenant.ask('PATCH', `${path}/${id}`, { payload: payload('practice.restrictions') })
    expect(types(await answerAll(early))).toEqual(['InstallProfile'])
    await assign(tenant, id)
    expect(await answerAll(early)).toMatchObject([
      { RequestType: 'RemoveProfile', Identifier: 'practice.restrictions' },
    ])
    // Its removal is not the end of the management.
    expect(await managedDevices(tenant, 'TESTCUSTOM01')).toHaveLength(1)
    expect(await answerAll(early)).toEqual([])
  })

  it('meant for people reaches devices with a licensed user only', async () => {
    const id = await create(tenant, 'practice.mail')
    await assign(tenant, id, 'allLicensedUsersAssignmentTarget')
    const kiosk = await enroll(tenant, 'TESTCUSTOM03')
    expect(types(await answerAll(kiosk))).not.toContain('InstallProfile')
    expect((await tenant.ask('GET', `${path}/${id}/assignments`)).json['value']).toHaveLength(1)
    await tenant.ask('DELETE', `${path}/${id}`)
  })

  it('is refused when it is none, and is no setting of another kind', async () => {
    const body = { displayName: 'No profile', payloadName: 'x', payload: Buffer.from('hello').toString('base64') }
    const typed = { '@odata.type': '#microsoft.graph.iosCustomConfiguration', ...body }
    expect((await tenant.ask('POST', path, typed)).status).toBe(400)
    const other = { '@odata.type': '#microsoft.graph.iosGeneralDeviceConfiguration', ...body }
    expect((await tenant.ask('POST', path, other)).status).toBe(400)
  })
})

describe('a device that waits at "Configuring…"', () => {
  async function waiting(serial: string): Promise<Enrolled> {
    const device = await ScriptedDevice.make(tenant, serial)
    await prepare(tenant, serial)
    const profile = openProfile((await device.askForEnrollment()).body)
    const identity = await device.fetchIdentity(profile)
    await device.authenticate(profile, identity)
    await device.tokenUpdate(profile, identity, { AwaitingConfiguration: true })
    return { device, profile, identity }
  }

  it('is let go after everything that was meant for it, once', async () => {
    const id = await create(tenant, 'practice.first')
    await assign(tenant, id, 'allDevicesAssignmentTarget')
    const it_ = await waiting('TESTWAIT01')
    const seen = types(await answerAll(it_))
    expect(seen.at(-1)).toBe('DeviceConfigured')
    expect(seen.indexOf('InstallProfile')).toBeGreaterThan(-1)
    expect(await answerAll(it_)).toEqual([])
    await tenant.ask('DELETE', `${path}/${id}`)
  })

  it('is let go after ten minutes, whatever it has not done', async () => {
    const it_ = await waiting('TESTWAIT02')
    expect(types(await answerAll(it_, 'NotNow'))).not.toContain('DeviceConfigured')
    await tenant.control('POST', '/due-now')
    expect(types(await answerAll(it_, 'NotNow'))).not.toContain('DeviceConfigured')
    await tenant.control('POST', '/advance-clock', { ms: 10 * 60_000 })
    await tenant.control('POST', '/due-now')
    expect(types(await answerAll(it_, 'NotNow'))).toContain('DeviceConfigured')
  })
})

describe('a device with affinity that nobody signed in on', () => {
  it('counts as failed after 24 hours; one with its user does not', async () => {
    const modern = { requiresUserAuthentication: true, enableAuthenticationViaCompanyPortal: true }
    await enroll(tenant, 'TESTALONE01', modern)
    await enroll(tenant, 'TESTUSER01', modern)
    await tenant.control('POST', '/attach-person', { serial: 'TESTUSER01', upn: 'ada@contoso.example' })
    await tenant.control('POST', '/due-now')
    expect(await managedDevices(tenant, 'TESTALONE01')).toMatchObject([
      { deviceRegistrationState: 'notRegisteredPendingEnrollment' },
    ])
    await tenant.control('POST', '/advance-clock', { ms: day + 1 })
    await tenant.control('POST', '/due-now')
    expect(await stateOf(tenant, 'TESTALONE01')).toMatchObject({ enrollmentState: 'failed' })
    expect(await managedDevices(tenant, 'TESTALONE01')).toMatchObject([{ deviceRegistrationState: 'notRegistered' }])
    expect(await stateOf(tenant, 'TESTUSER01')).toMatchObject({ enrollmentState: 'enrolled' })
    const { json } = await tenant.ask('GET', '/v1.0/deviceManagement/troubleshootingEvents')
    expect(json['value']).toMatchObject([{ failureCategory: 'userAbandonment' }])
  })
})
