import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestTenant } from '../../harness/tenant.ts'
import type { GraphAnswer, TestTenant } from '../../harness/tenant.ts'
import { assign, container, createProfile, importSerials, stateOf } from './arrangement.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await startTestTenant({ seed: 'demo' })
  await tenant.control('POST', '/switches', { throttling: false })
})
afterAll(async () => tenant.dispose())

const never = '0001-01-01T00:00:00Z'

function profiles(path = ''): string {
  return `${container(tenant)}/enrollmentProfiles${path}`
}

function results(answer: GraphAnswer): readonly Record<string, unknown>[] {
  return answer.json['value'] as Record<string, unknown>[]
}

/** What Intune's nested message says. */
function reason(answer: GraphAnswer): string {
  const { message } = answer.json['error'] as { message: string }
  return (JSON.parse(message) as { Message: string }).Message
}

describe('profiles of Apple Configurator', () => {
  it('live under the account id, which the list of tokens does not show', async () => {
    const root = await tenant.ask('GET', '/beta/deviceManagement')
    const account = String(root.json['intuneAccountId'])
    expect(root.json).toMatchObject({ id: 'deviceManagement', maximumDepTokens: 100 })
    const tokens = results(await tenant.ask('GET', '/beta/deviceManagement/depOnboardingSettings'))
    expect(tokens).toHaveLength(1)
    expect(tokens.map((token) => token['id'])).not.toContain(account)
    expect((await tenant.ask('GET', `/beta/deviceManagement/depOnboardingSettings/${account}`)).json).toMatchObject({
      id: account,
      tokenType: 'none',
    })
  })

  it('are created, read without a type, listed with one, changed and deleted', async () => {
    const created = await tenant.ask('POST', profiles(), {
      '@odata.type': '#microsoft.graph.enrollmentProfile',
      displayName: 'Depot',
      description: 'd',
    })
    expect(created.status).toBe(201)
    const id = String(created.json['id'])
    expect(id).toMatch(new RegExp(`^${tenant.tenant.world.accountId}_[0-9a-f-]{36}$`))
    const { '@odata.context': _context, ...shown } = (await tenant.ask('GET', profiles(`/${id}`))).json
    expect(shown).toEqual({
      id,
      displayName: 'Depot',
      description: 'd',
      requiresUserAuthentication: false,
      configurationEndpointUrl: `${tenant.announcement.deviceBaseUrl}/EnrollmentServer/MDMServiceConfig?id=${tenant.tenant.world.accountId}&AADTenantId=${tenant.announcement.tenantId}`,
      enableAuthenticationViaCompanyPortal: false,
      requireCompanyPortalOnSetupAssistantEnrolledDevices: false,
    })
    const listed = results(await tenant.ask('GET', profiles("?$filter=displayName eq 'Depot'")))
    expect(listed).toMatchObject([{ '@odata.type': '#microsoft.graph.enrollmentProfile', id }])
    const changed = await tenant.ask('PATCH', profiles(`/${id}`), { ...shown, displayName: 'Depot 2' })
    expect([changed.status, changed.json['displayName']]).toEqual([200, 'Depot 2'])
    await tenant.control('POST', '/switches', { patchProfileStatus: 204 })
    expect((await tenant.ask('PATCH', profiles(`/${id}`), { description: null })).status).toBe(204)
    await tenant.control('POST', '/switches', { patchProfileStatus: 200 })
    expect((await tenant.ask('DELETE', profiles(`/${id}`))).status).toBe(204)
    expect((await tenant.ask('GET', profiles(`/${id}`))).status).toBe(404)
    expect((await tenant.ask('DELETE', profiles(`/${id}`))).status).toBe(404)
  })

  it('all have the same address', async () => {
    const urls = results(await tenant.ask('GET', profiles())).map((profile) => profile['configurationEndpointUrl'])
    expect(urls.length).toBeGreaterThan(1)
    expect(new Set(urls).size).toBe(1)
  })

  it('obey the rules about Company Portal, names and types', async () => {
    const refused: [object, number][] = [
      [
        {
          displayName: 'x',
          requiresUserAuthentication: true,
          enableAuthenticationViaCompanyPortal: true,
          requireCompanyPortalOnSetupAssistantEnrolledDevices: true,
        },
        400,
      ],
      [{ displayName: 'x', enableAuthenticationViaCompanyPortal: true }, 400],
      [{ displayName: 'x', requireCompanyPortalOnSetupAssistantEnrolledDevices: true }, 400],
      [{ displayName: '  ' }, 400],
      [{ displayName: 'x'.repeat(201) }, 400],
      [{ displayName: 'x', description: 'x'.repeat(1501) }, 400],
      [{ displayName: 'x', '@odata.type': '#microsoft.graph.depIOSEnrollmentProfile' }, 400],
      [{ displayName: 'x', color: 'red' }, 400],
      [{ displayName: 'x', requiresUserAuthentication: 'yes' }, 400],
      [{ displayName: 'x', requiresUserAuthentication: true }, 201],
    ]
    for (const [body, status] of refused) expect((await tenant.ask('POST', profiles(), body)).status).toBe(status)
    const id = await createProfile(tenant)
    expect((await tenant.ask('PATCH', profiles(`/${id}`), { id: `${id}x`, displayName: 'y' })).status).toBe(400)
    expect((await tenant.ask('POST', profiles(`/${id}/setDefaultProfile`))).status).toBe(400)
  })

  it('may take a moment to appear, as in the real service', async () => {
    await tenant.control('POST', '/switches', { createVisibilityMs: 3000 })
    const id = await createProfile(tenant)
    expect((await tenant.ask('GET', profiles(`/${id}`))).status).toBe(404)
    await tenant.control('POST', '/advance-clock', { ms: 3000 })
    expect((await tenant.ask('GET', profiles(`/${id}`))).status).toBe(200)
    await tenant.control('POST', '/switches', { createVisibilityMs: 0 })
  })
})

describe('importing serial numbers', () => {
  it('answers row by row in the order given', async () => {
    const id = await createProfile(tenant)
    const guid = id.split('_')[1]
    const first = await importSerials(tenant, ['testimport01', ' TESTIMPORT02 '], {
      description: 'one',
      requestedEnrollmentProfileId: guid,
    })
    expect(results(first)).toMatchObject([
      {
        serialNumber: 'TESTIMPORT01',
        status: true,
        enrollmentState: 'notContacted',
        discoverySource: 'adminImport',
        platform: 'ios',
        lastContactedDateTime: never,
        isDeleted: false,
      },
      { serialNumber: 'TESTIMPORT02', status: true, requestedEnrollmentProfileId: guid },
    ])
    const again = await importSerials(tenant, ['TESTIMPORT01', 'TESTIMPORT03', 'TESTIMPORT03'], { description: 'two' })
    expect(results(again).map((row) => [row['serialNumber'], row['status'], row['description']])).toEqual([
      ['TESTIMPORT01', false, 'one'],
      ['TESTIMPORT03', true, 'two'],
      ['TESTIMPORT03', false, 'two'],
    ])
    const over = await importSerials(tenant, ['TESTIMPORT01'], { description: 'three' }, true)
    expect(results(over)).toMatchObject([{ status: true, description: 'three', requestedEnrollmentProfileId: guid }])
  })

  it('leaves devices alone that belong to a token', async () => {
    const answer = await importSerials(tenant, ['TESTADE0001'], { description: 'mine' }, true)
    expect(results(answer)).toMatchObject([{ status: false, discoverySource: 'deviceEnrollmentProgram' }])
  })

  it('refuses the whole request for malformed rows, and counts them', async () => {
    const answer = await importSerials(tenant, ['TESTGOOD0001', 'SHORT', 'WITH BLANK1', 'X'.repeat(15)])
    expect(answer.status).toBe(400)
    expect(reason(answer)).toContain('3 of 4')
    expect(await stateOf(tenant, 'TESTGOOD0001')).toEqual({})
    expect((await importSerials(tenant, [])).status).toBe(400)
    expect(
      (
        await importSerials(
          tenant,
          Array.from({ length: 5001 }, (_, index) => `TESTMANY${index}`),
        )
      ).status,
    ).toBe(400)
    expect((await importSerials(tenant, ['TESTLONG0001'], { description: 'x'.repeat(129) })).status).toBe(400)
    expect(
      (await importSerials(tenant, ['TESTWRONG001'], { requestedEnrollmentProfileId: 'no-such-profile' })).status,
    ).toBe(400)
  })

  it('refuses the 75,001st device', async () => {
    const before = Number((await tenant.ask('GET', `${container(tenant)}/importedAppleDeviceIdentities/$count`)).text)
    await tenant.control('POST', '/fill-serials', { count: 75_000 - before, prefix: 'TESTFULL' })
    const answer = await importSerials(tenant, ['TESTTOOMANY1'])
    expect(answer.status).toBe(400)
    expect(reason(answer)).toContain('75000')
    expect((await importSerials(tenant, ['TESTIMPORT01'], {}, true)).status).toBe(200)
  })
})

describe('assigning a profile', () => {
  it('takes serial numbers, all known or none', async () => {
    const id = await createProfile(tenant)
    const ac = (
      await tenant.ask(
        'GET',
        `${container(tenant)}/importedAppleDeviceIdentities?$top=2&$filter=requestedEnrollmentProfileId eq null`,
      )
    ).json['value'] as Record<string, string>[]
    const [one = '', two = ''] = ac.map((row) => row['serialNumber'])
    const refused = await assign(tenant, id, [one, 'TESTNOTHERE1'])
    expect(refused.status).toBe(400)
    expect(reason(refused)).toContain('TESTNOTHERE1')
    expect((await stateOf(tenant, one))['requestedEnrollmentProfileId']).toBeNull()
    expect((await assign(tenant, id, [one.toLowerCase(), two])).status).toBe(204)
    const shown = await stateOf(tenant, one)
    expect(shown['requestedEnrollmentProfileId']).toBe(id.split('_')[1])
    expect(Date.parse(String(shown['requestedEnrollmentProfileAssignmentDateTime']))).toBeGreaterThan(0)
    await tenant.control('POST', '/switches', { compositeProfileIds: true })
    expect((await stateOf(tenant, one))['requestedEnrollmentProfileId']).toBe(id)
    await tenant.control('POST', '/switches', { compositeProfileIds: false })
    for (const form of [id, id.split('_')[1]]) {
      const filter = encodeURIComponent(`requestedEnrollmentProfileId eq '${form}'`)
      const count = await tenant.ask(
        'GET',
        `${container(tenant)}/importedAppleDeviceIdentities/$count?$filter=${filter}`,
      )
      expect(count.text).toBe('2')
    }
    expect((await assign(tenant, id, [])).status).toBe(400)
    expect((await assign(tenant, id, ['TESTADE0001'])).status).toBe(400)
  })

  it('ends when the profile or the identity is deleted', async () => {
    const id = await createProfile(tenant)
    await importSerials(tenant, ['TESTIMPORT01'], { requestedEnrollmentProfileId: id }, true)
    expect((await tenant.ask('DELETE', profiles(`/${id}`))).status).toBe(204)
    const identity = await stateOf(tenant, 'TESTIMPORT01')
    expect(identity['requestedEnrollmentProfileId']).toBeNull()
    const path = `${container(tenant)}/importedAppleDeviceIdentities/${String(identity['id'])}`
    expect((await tenant.ask('GET', path)).json['serialNumber']).toBe('TESTIMPORT01')
    expect((await tenant.ask('DELETE', path)).status).toBe(204)
    expect((await tenant.ask('GET', path)).status).toBe(404)
  })
})

describe('what survives', () => {
  it('keeps world, profiles and root over a restart', async () => {
    const own = await startTestTenant()
    const id = await createProfile(own)
    const again = await own.restart()
    expect(again.announcement.rootCertificate).toBe(own.announcement.rootCertificate)
    expect(again.announcement.tenantId).toBe(own.announcement.tenantId)
    expect((await again.ask('GET', `${container(again)}/enrollmentProfiles/${id}`)).status).toBe(200)
    await again.dispose()
  })
})
