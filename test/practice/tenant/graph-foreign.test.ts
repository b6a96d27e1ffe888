import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeHttpAgents, httpRequest } from '../../../electron/lib/http.ts'
import { startTestTenant } from '../../harness/tenant.ts'
import type { TestTenant } from '../../harness/tenant.ts'
import { container, createProfile, importSerials } from './arrangement.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await startTestTenant()
  await createProfile(tenant)
  await importSerials(tenant, ['TESTFOR0001', 'TESTFOR0002', 'TESTFOR0003'])
})
afterAll(async () => {
  closeHttpAgents()
  await tenant.dispose()
})

const devices = '/v1.0/deviceManagement/managedDevices'
const codeOf = async (url: string) => {
  const { status, json } = await tenant.ask('GET', url)
  return [status, (json['error'] as { code?: string } | undefined)?.code]
}

describe('what a program asks that the service does not know', () => {
  it.each([
    `${devices}?$select=nope`,
    `${devices}?$orderby=nope`,
    `${devices}?$filter=nope eq 1`,
    `${devices}?filter=nope eq 1`,
    `${devices}?$expand=nope`,
    `${devices}?$search="a"`,
    `${devices}?$apply=groupby((model))`,
    `${devices}?$format=atom`,
    `${devices}?$skip=-1`,
    "/v1.0/deviceManagement?$filter=id eq 'x'",
    '/v1.0/deviceManagement?$expand=managedDevices',
    '/v1.0/me?$orderby=displayName',
    '/v1.0/me?$count=true',
  ])('%s is refused, even where nothing is there to be wrong about', async (url) => {
    expect(await codeOf(url)).toEqual([400, 'BadRequest'])
  })

  it('knows every property of a device that scripts select, also without any device', async () => {
    const names = 'id,deviceName,serialNumber,azureADDeviceId,isSupervised,easActivated,userPrincipalName,notes'
    const { json } = await tenant.ask('GET', `${devices}?$select=${names}&$orderby=deviceName desc,serialNumber`)
    expect(json['@odata.context']).toMatch(/#deviceManagement\/managedDevices\(id,deviceName,.*notes\)$/)
  })
})

describe('bodies, batches and addresses', () => {
  it('a body is JSON and says so', async () => {
    const send = async (type: string | null) => {
      const headers = { host: '127.0.0.1', authorization: `Bearer ${tenant.announcement.token}` }
      const typed = type === null ? headers : { ...headers, 'content-type': type }
      const payload = '{"displayName":"x"}'
      const url = '/v1.0/deviceManagement/deviceCategories'
      return (await tenant.graph.inject({ method: 'POST', url, headers: typed, payload })).statusCode
    }
    expect(await send('text/plain')).toBe(400)
    expect(await send('application/x-www-form-urlencoded')).toBe(400)
    expect(await send('application/json; charset=utf-8')).toBe(201)
  })

  it('a batch holds something, and no other batch', async () => {
    const batch = (requests: object[]) => tenant.ask('POST', '/v1.0/$batch', { requests })
    expect((await batch([])).status).toBe(400)
    const inner = { id: '1', method: 'POST', url: '/$batch', body: {}, headers: { 'Content-Type': 'application/json' } }
    expect((await batch([inner])).status).toBe(400)
    const { json } = await batch([{ id: 'a', method: 'GET', url: '/me', headers: { Prefer: 'odata.maxpagesize=1' } }])
    expect(json['responses']).toMatchObject([
      { id: 'a', status: 200, body: { userPrincipalName: 'admin@contoso.example' } },
    ])
  })

  it('a page is as long as the client prefers, and what is expanded stays beside what is selected', async () => {
    const path = `${container(tenant)}/importedAppleDeviceIdentities?$select=serialNumber`
    const headers = {
      host: '127.0.0.1',
      authorization: `Bearer ${tenant.announcement.token}`,
      prefer: 'odata.maxpagesize=2',
    }
    const page = await tenant.graph.inject({ url: path, headers })
    expect(page.headers['preference-applied']).toBe('odata.maxpagesize=2')
    expect(page.json<{ value: object[] }>().value).toHaveLength(2)
    const next = String(page.json<Record<string, unknown>>()['@odata.nextLink'])
    expect((await tenant.ask('GET', next.slice(tenant.announcement.baseUrl.length))).json['value']).toHaveLength(1)
    const one = await tenant.ask('GET', `${container(tenant)}?$select=tokenName&$expand=enrollmentProfiles`)
    expect(one.json).toMatchObject({ tokenName: null, enrollmentProfiles: [{ displayName: 'Kiosk' }] })
    expect(one.json).not.toHaveProperty('tokenType')
  })

  it('HEAD is GET without its body', async () => {
    const headers = { host: '127.0.0.1', authorization: `Bearer ${tenant.announcement.token}` }
    const head = await tenant.graph.inject({ method: 'HEAD', url: '/v1.0/deviceManagement', headers })
    expect([head.statusCode, head.payload]).toEqual([200, ''])
  })

  it('over https it leads on over https, for libraries that send a token nowhere else', async () => {
    const { secureBaseUrl, rootCertificate, token } = tenant.announcement
    const url = `${secureBaseUrl}${container(tenant)}/importedAppleDeviceIdentities?$top=2`
    const ask = (from: string) =>
      httpRequest({
        method: 'GET',
        url: from,
        caPems: [rootCertificate],
        headers: { authorization: `Bearer ${token}` },
      })
    const first = JSON.parse((await ask(url)).body.toString()) as Record<string, string>
    expect(first['@odata.nextLink']?.startsWith(`${secureBaseUrl}/beta/`)).toBe(true)
    const rest = JSON.parse((await ask(String(first['@odata.nextLink']))).body.toString()) as { value: object[] }
    expect(rest.value).toHaveLength(1)
  })
})
