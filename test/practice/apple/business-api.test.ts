import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientAssertion } from '../../../electron/abm/client-assertion.ts'
import { startTestTenant } from '../../harness/tenant.ts'
import type { TestTenant } from '../../harness/tenant.ts'
import { buyDevices } from '../tenant/program-arrangement.ts'

type Answer = {
  readonly status: number
  readonly type: string
  readonly text: string
  readonly json: {
    readonly data?: readonly { readonly id: string; readonly attributes?: object }[]
    readonly links?: { readonly self?: string; readonly next?: string }
    readonly meta?: {
      readonly paging: { readonly limit: number; readonly total: number; readonly nextCursor?: string }
    }
    readonly errors?: readonly Record<string, unknown>[]
  }
}

let tenant: TestTenant
let base: string
let bearer: string
let server: string
let serials: readonly string[]

type Ask = Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> }

async function ask(path: string, init: Ask = {}): Promise<Answer> {
  const url = path.startsWith('http') ? path : base + path
  const answer = await fetch(url, { ...init, headers: { authorization: `Bearer ${bearer}`, ...init.headers } })
  const text = await answer.text()
  const json = (text.startsWith('{') ? JSON.parse(text) : {}) as Answer['json']
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text, json }
}

const order = (change: object = {}) =>
  JSON.stringify({
    data: {
      type: 'orgDeviceActivities',
      attributes: { activityType: 'ASSIGN_DEVICES' },
      relationships: {
        mdmServer: { data: { type: 'mdmServers', id: server } },
        devices: { data: [{ type: 'orgDevices', id: serials[0] }] },
        ...change,
      },
    },
  })
const post = (body: string) => ask('/v1/orgDeviceActivities', { method: 'POST', body })

beforeAll(async () => {
  tenant = await startTestTenant()
  base = tenant.announcement.appleUrl
  const made = await tenant.control('POST', '/apple/add-api-account', { name: 'Raw' })
  const [clientId, keyId, privateKeyPem] = ['clientId', 'keyId', 'privateKeyPem'].map((name) => String(made[name]))
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId ?? '',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: clientAssertion(
      { clientId: clientId ?? '', keyId: keyId ?? '', privateKeyPem: privateKeyPem ?? '' },
      Date.now(),
    ),
    scope: 'business.api',
  })
  const given = await fetch(`${base}/auth/oauth2/token`, { method: 'POST', body: form })
  bearer = ((await given.json()) as { readonly access_token: string }).access_token
  const { certificatePem } = tenant.tenant.world.root
  server = String(
    (await tenant.control('POST', '/apple/add-server', { name: 'MDM', certificate: certificatePem }))['uuid'],
  )
  serials = await buyDevices(tenant, 250)
})
afterAll(async () => tenant?.dispose())

describe('the API of the practice Apple Business Manager', () => {
  it('pages by cursor: the next link leads on by itself, with the limit of the first', async () => {
    const first = await ask('/v1/orgDevices?limit=120')
    expect(first.type).toMatch(/^application\/json/)
    expect(first.json.meta?.paging).toMatchObject({ limit: 120, total: 250 })
    const second = await ask(first.json.links?.next ?? '')
    const third = await ask(second.json.links?.next ?? '')
    expect([first, second, third].map(({ json }) => json.data?.length)).toEqual([120, 120, 10])
    expect(third.json.links?.next).toBeUndefined()
    expect(third.json.meta?.paging.nextCursor).toBeUndefined()
    expect((await ask('/v1/orgDevices')).json.data).toHaveLength(100)
  })

  it('gives the fields that were asked for', async () => {
    const { json } = await ask(`/v1/orgDevices?limit=1&fields[orgDevices]=serialNumber,status`)
    expect(json.data?.[0]?.attributes).toEqual({ serialNumber: serials[0], status: 'UNASSIGNED' })
  })

  it.each([
    ['/v1/orgDevices?limit=1001', 400, 'PARAMETER_ERROR.INVALID', { parameter: 'limit' }],
    ['/v1/orgDevices?limit=none', 400, 'PARAMETER_ERROR.INVALID', { parameter: 'limit' }],
    ['/v1/orgDevices?cursor=made-up', 400, 'PARAMETER_ERROR.INVALID', { parameter: 'cursor' }],
    ['/v1/mdmServers?fields[mdmServers]=secret', 400, 'PARAMETER_ERROR.INVALID', { parameter: 'fields[mdmServers]' }],
    ['/v1/orgDevices/NOBODYHAS1', 404, 'NOT_FOUND', undefined],
    ['/v1/mdmServers/0123456789ABCDEF/relationships/devices', 404, 'NOT_FOUND', undefined],
    ['/v1/orgDeviceActivities/none', 404, 'NOT_FOUND', undefined],
    ['/v1/blueprints', 404, 'NOT_FOUND', undefined],
  ])('answers %s in Apple’s form for errors', async (path, status, code, source) => {
    const answer = await ask(path)
    expect(answer.status).toBe(status)
    expect(answer.json.errors).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        status: String(status),
        code,
        title: expect.any(String) as string,
        detail: expect.any(String) as string,
        ...(source === undefined ? {} : { source }),
      },
    ])
  })

  it('knows nobody without a good token', async () => {
    for (const authorization of ['', 'Bearer made-up', `Basic ${bearer}`])
      expect((await ask('/v1/mdmServers', { headers: { authorization } })).status).toBe(401)
  })

  it('refuses an order whole when its server or one of its devices is not there', async () => {
    const strange = { data: [...serials.slice(0, 2), 'NOBODYHAS1'].map((id) => ({ type: 'orgDevices', id })) }
    const conflict = await post(order({ devices: strange }))
    expect([conflict.status, conflict.json.errors?.[0]?.['source']]).toEqual([
      409,
      { pointer: '/data/relationships/devices/data/2' },
    ])
    expect((await post(order({ mdmServer: { data: { type: 'mdmServers', id: 'F'.repeat(32) } } }))).status).toBe(409)
    expect((await post('{"data":{}}')).status).toBe(400)
    expect((await post('no json')).status).toBe(400)
    expect((await ask(`/v1/orgDevices/${serials[0]}`)).text).toContain('"UNASSIGNED"')
  })

  it('takes an order at once and keeps its results behind an address that is its own permission', async () => {
    const taken = await post(order())
    expect(taken.status).toBe(201)
    expect(taken.text).toContain('"subStatus":"SUBMITTED"')
    const { self } = (JSON.parse(taken.text) as { readonly data: { readonly links: { readonly self: string } } }).data
      .links
    await expect.poll(async () => (await ask(self)).text).toContain('COMPLETED_WITH_SUCCESS')
    const text = (await ask(self)).text
    const { downloadUrl } = (JSON.parse(text) as { data: { attributes: { downloadUrl: string } } }).data.attributes
    const log = await fetch(downloadUrl)
    expect([log.headers.get('content-type'), await log.text()]).toEqual([
      'text/csv; charset=utf-8',
      `Serial Number,Result,Reason\r\n${serials[0]},SUCCESS,\r\n`,
    ])
    expect((await ask(downloadUrl)).status).toBe(400)
    expect((await fetch(downloadUrl.replace(/signature=./, 'signature=_'))).status).toBe(403)
    const linkage = await ask(`/v1/orgDevices/${serials[0]}/relationships/assignedServer`)
    expect(linkage.json.data).toEqual({ type: 'mdmServers', id: server })
    expect((await ask(`/v1/orgDevices/${serials[0]}/assignedServer`)).text).toContain('"serverName":"MDM"')
    expect((await ask(`/v1/orgDevices/${serials[1]}/assignedServer`)).status).toBe(404)
  })

  it('limits an account with 429 and Retry-After', async () => {
    await tenant.control('POST', '/apple/switches', { requestsPerTenSeconds: 1 })
    const answers = await Promise.all(
      [1, 2, 3].map(() => fetch(`${base}/v1/mdmServers`, { headers: { authorization: `Bearer ${bearer}` } })),
    )
    await tenant.control('POST', '/apple/switches', { requestsPerTenSeconds: 500 })
    const late = answers.find(({ status }) => status === 429)
    expect(late?.headers.get('retry-after')).toMatch(/^\d+$/)
  })

  it('is left in by the portal’s own pages: an account, its key once, revoked', async () => {
    const made = await fetch(`${base}/portal/api`, {
      method: 'POST',
      body: new URLSearchParams({ name: 'By hand <b>' }),
      redirect: 'manual',
    })
    const page = `${base}${made.headers.get('location') ?? ''}`
    expect(await (await fetch(page)).text()).toContain('By hand &lt;b&gt;')
    const key = await fetch(`${page}/key`, { method: 'POST' })
    expect(key.headers.get('content-disposition')).toBe('attachment; filename="By_hand_b_.pem"')
    expect(await key.text()).toMatch(/^-----BEGIN PRIVATE KEY-----/)
    expect(await (await fetch(page)).text()).toMatch(/Key ID: <code id="key-id">[0-9a-f-]{36}/)
    await fetch(`${page}/revoke`, { method: 'POST' })
    expect(await (await fetch(page)).text()).toContain('no key yet')
  })
})
