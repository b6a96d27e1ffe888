import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestTenant } from '../../harness/tenant.ts'
import type { GraphAnswer, TestTenant } from '../../harness/tenant.ts'
import { container, createProfile } from './arrangement.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await startTestTenant()
  await tenant.control('POST', '/switches', { throttling: false })
})
afterAll(async () => tenant.dispose())

type ErrorBody = {
  readonly code: string
  readonly message: string
  readonly innerError: Readonly<Record<string, string>>
}

function errorOf(answer: GraphAnswer): ErrorBody {
  return answer.json['error'] as ErrorBody
}

function rowsOf(answer: GraphAnswer): readonly Record<string, unknown>[] {
  return answer.json['value'] as Record<string, unknown>[]
}

async function mint(request: object): Promise<string> {
  return String((await tenant.control('POST', '/token', request))['token'])
}

const me = '/v1.0/deviceManagement'

describe('the door of the practice Graph', () => {
  it('wants a known token that has not expired', async () => {
    const expiring = await mint({ lifetimeMs: 0 })
    for (const token of [null, 'made-up', expiring]) {
      const answer = await tenant.ask('GET', me, undefined, token)
      expect(answer.status).toBe(401)
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/)
      expect(errorOf(answer).code).toBe('InvalidAuthenticationToken')
    }
    expect((await tenant.ask('GET', me)).status).toBe(200)
  })

  it('names the scopes that would do when one is missing', async () => {
    const reader = await mint({ scopes: ['DeviceManagementServiceConfig.Read.All'] })
    const list = `${container(tenant)}/enrollmentProfiles`
    expect((await tenant.ask('GET', list, undefined, reader)).status).toBe(200)
    const refused = await tenant.ask('POST', list, { displayName: 'x' }, reader)
    expect(refused.status).toBe(403)
    expect(errorOf(refused)).toMatchObject({ code: 'Forbidden' })
    expect(errorOf(refused).message).toContain('DeviceManagementServiceConfig.ReadWrite.All')
  })

  it('refuses web pages and foreign host names, before anything else', async () => {
    const headers = { authorization: `Bearer ${tenant.announcement.token}` }
    const page = await tenant.graph.inject({
      url: me,
      headers: { ...headers, host: '127.0.0.1', origin: 'http://evil.example' },
    })
    const rebound = await tenant.graph.inject({ url: me, headers: { ...headers, host: 'evil.example' } })
    expect([page.statusCode, rebound.statusCode]).toEqual([403, 403])
  })

  it('says on every answer that it is practice, and gives both request ids', async () => {
    const id = '6f9e9c1e-0f3a-4a9f-9a51-2f9d0a3d1b11'
    const headers = { authorization: `Bearer ${tenant.announcement.token}`, host: 'localhost', 'client-request-id': id }
    const answer = await tenant.graph.inject({ url: me, headers })
    expect(answer.headers).toMatchObject({
      'x-slipway-practice': tenant.factory.worldId,
      'client-request-id': id,
      'odata-version': '4.0',
      'content-type': expect.stringContaining('application/json;odata.metadata=minimal') as string,
    })
    expect(answer.headers['request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect((await tenant.ask('GET', '/beta/nothing', undefined, null)).headers['x-slipway-practice']).toBe(
      tenant.factory.worldId,
    )
  })

  it('knows the beta-only routes under beta only', async () => {
    const beta = container(tenant)
    expect((await tenant.ask('GET', beta)).status).toBe(200)
    const answer = await tenant.ask('GET', beta.replace('/beta/', '/v1.0/'))
    expect(answer.status).toBe(400)
    expect(errorOf(answer).code).toBe('BadRequest')
    expect((await tenant.ask('GET', '/v2.0/deviceManagement')).status).toBe(400)
  })

  it('tells the wrong segment, the missing route and broken JSON', async () => {
    expect(errorOf(await tenant.ask('GET', '/beta/deviceManagement/depOnbordingSettings')).message).toContain(
      "'depOnbordingSettings'",
    )
    const create = await tenant.ask('POST', `${container(tenant)}/importedAppleDeviceIdentities`, {
      serialNumber: 'TEST12345',
    })
    expect([create.status, errorOf(create).message]).toEqual([400, expect.stringContaining('No OData route')])
    expect((await tenant.ask('POST', `${container(tenant)}/enrollmentProfiles`, '{"a":')).status).toBe(400)
    expect((await tenant.ask('DELETE', '/beta/deviceManagement')).status).toBe(400)
  })

  it('takes keys in both forms, any case of the path, and functions with and without parentheses', async () => {
    const id = await createProfile(tenant)
    const account = tenant.tenant.world.accountId
    const base = '/beta/deviceManagement/depOnboardingSettings'
    const forms = [
      `${base}/${account}/enrollmentProfiles/${id}`,
      `${base}('${account}')/enrollmentProfiles('${id}')`,
      `/beta/devicemanagement/DEPonboardingsettings('${account}')/enrollmentprofiles/${id}`,
    ]
    for (const form of forms) expect((await tenant.ask('GET', form)).json['id']).toBe(id)
    for (const name of ['exportMobileConfig', 'exportMobileConfig()', 'microsoft.graph.exportMobileConfig']) {
      expect((await tenant.ask('GET', `${forms[0]}/${name}`)).status).toBe(200)
    }
  })

  it('nests the message of the service in JSON, with operation, activity and address behind it', async () => {
    const answer = await tenant.ask(
      'GET',
      `${container(tenant)}/enrollmentProfiles/${tenant.tenant.world.accountId}_nothing`,
    )
    expect(answer.status).toBe(404)
    const error = errorOf(answer)
    expect(error.code).toBe('ResourceNotFound')
    const nested = JSON.parse(error.message) as Record<string, unknown>
    expect(Object.keys(nested)).toEqual([
      '_version',
      'Message',
      'CustomApiErrorPhrase',
      'RetryAfter',
      'ErrorSourceService',
      'HttpHeaders',
    ])
    expect(nested['Message']).toMatch(/ - Operation ID .* - Activity ID: [0-9a-f-]{36} - Url: https:\/\/fef\./)
    expect(error.innerError['request-id']).toBe(answer.headers['request-id'])
  })
})

describe('trouble on demand', () => {
  it('answers 429 with and without Retry-After, then works again', async () => {
    await tenant.control('POST', '/fail', { listener: 'graph', status: 429, count: 2, retryAfter: 'half' })
    const answers = [await tenant.ask('GET', me), await tenant.ask('GET', me), await tenant.ask('GET', me)]
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 200])
    const hints = answers.slice(0, 2).map(({ headers }) => headers['retry-after'])
    expect(hints.filter((hint) => hint === '10')).toHaveLength(1)
    expect(hints.filter((hint) => hint === undefined)).toHaveLength(1)
  })

  it('answers 503 and 500 in the style of whoever fails', async () => {
    await tenant.control('POST', '/fail', { listener: 'graph', status: 503, count: 1 })
    await tenant.control('POST', '/fail', { listener: 'graph', status: 500, count: 1 })
    expect(errorOf(await tenant.ask('GET', me))).toMatchObject({ code: 'ServiceUnavailable' })
    expect(errorOf(await tenant.ask('GET', me)).message).toContain('"_version":3')
  })

  it('cuts the connection when offline', async () => {
    await tenant.control('POST', '/switches', { offline: true })
    const headers = { authorization: `Bearer ${tenant.announcement.token}` }
    await expect(fetch(`${tenant.announcement.baseUrl}${me}`, { headers })).rejects.toThrow()
    await tenant.control('POST', '/switches', { offline: false })
    expect((await fetch(`${tenant.announcement.baseUrl}${me}`, { headers })).status).toBe(200)
  })

  it('throttles an app that writes more than a hundred times in twenty seconds', async () => {
    await tenant.control('POST', '/switches', { throttling: true })
    const url = `${container(tenant)}/importedAppleDeviceIdentities/00000000-0000-0000-0000-000000000000`
    const statuses = []
    for (let index = 0; index < 101; index += 1) statuses.push((await tenant.ask('DELETE', url)).status)
    expect(statuses.filter((status) => status === 404)).toHaveLength(100)
    expect(statuses.at(-1)).toBe(429)
    expect((await tenant.ask('GET', container(tenant))).status).toBe(200)
    await tenant.control('POST', '/advance-clock', { ms: 20_000 })
    expect((await tenant.ask('DELETE', url)).status).toBe(404)
    await tenant.control('POST', '/switches', { throttling: false })
  })
})

describe('the audit trail', () => {
  it('has one event for a write that succeeded and none for a failed one', async () => {
    const events = async () =>
      rowsOf(
        await tenant.ask(
          'GET',
          "/v1.0/deviceManagement/auditEvents?$orderby=activityDateTime desc&$filter=componentName eq 'Enrollment'&$top=1000",
        ),
      )
    const before = (await events()).length
    const id = await createProfile(tenant, { displayName: 'Audited' })
    await tenant.ask('POST', `${container(tenant)}/enrollmentProfiles`, { displayName: '' })
    const after = await events()
    expect(after).toHaveLength(before + 1)
    expect(after[0]).toMatchObject({
      activityOperationType: 'Create',
      activityResult: 'Success',
      actor: { userPrincipalName: 'admin@contoso.example' },
      resources: [{ resourceId: id }],
    })
  })
})

describe('the control plane', () => {
  it('has a token of its own and is no part of Graph', async () => {
    const { controlUrl, token } = tenant.announcement
    const answer = await fetch(`${controlUrl}/observed`, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(403)
    expect((await tenant.ask('GET', '/observed')).status).toBe(400)
  })
})
