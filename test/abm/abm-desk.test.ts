import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { AbmDesk } from '../../electron/abm/abm-desk.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import { generateEs256Key } from '../../electron/lib/es256.ts'
import { httpRequest } from '../../electron/lib/http.ts'
import type { TestTenant } from '../harness/tenant.ts'
import { syncNow } from '../practice/tenant/program-arrangement.ts'
import type { JoinedToken } from '../practice/tenant/program-arrangement.ts'
import { openAbmBench } from './abm-bench.ts'
import type { AbmBench, ApiAccount } from './abm-bench.ts'

let tenant: TestTenant
let token: JoinedToken
let serials: readonly string[]
let account: ApiAccount
let desk: AbmDesk
let bench: AbmBench
const apple = (act: string, body: object = {}) => bench.apple(act, body)
const fault = (call: string, answer: object, more: object = {}) => apple('fault', { call, fault: answer, ...more })
const outcomes = (rows: readonly { readonly outcome: string }[]) => rows.map(({ outcome }) => outcome)

async function observed(what: string): Promise<number> {
  const counts = (await tenant.control('GET', '/observed'))['counts'] as Record<string, number>
  return counts[`program ${what}`] ?? 0
}

beforeAll(async () => {
  bench = await openAbmBench(2300)
  ;({ tenant, token, serials } = bench)
  account = await bench.newAccount()
  desk = bench.desk()
  await apple('switches', { assertionsOnce: true })
})
afterAll(() => bench?.tenant.dispose())
beforeEach(async () => {
  bench.slept.length = 0
  await apple('clear-faults')
  await apple('switches', { activityMs: 0 })
})

describe('an API account', () => {
  it('is kept only when Apple takes its key, and the key is a secret', async () => {
    const { privateKeyPem } = await generateEs256Key()
    await expect(desk.servers()).rejects.toMatchObject({ code: 'abm.notConnected' })
    await expect(desk.connect({ ...account, key: Buffer.from('no key') })).rejects.toMatchObject({
      code: 'abm.keyUnusable',
    })
    await expect(desk.connect({ ...account, key: Buffer.from(privateKeyPem) })).rejects.toMatchObject({
      code: 'abm.keyRefused',
      details: { reason: 'invalid_client' },
    })
    expect([...bench.kept.keys()]).toEqual([])
    const { servers } = await desk.connect(account)
    expect(servers).toMatchObject([{ id: token.server, name: 'Intune', type: 'MDM', devices: 0 }])
    expect(await desk.account()).toMatchObject({ clientId: account.clientId, service: 'business' })
    expect(bench.kept.get('abmAccount')).not.toContain('PRIVATE')
    expect(bench.kept.get('abmKey')).toContain('PRIVATE KEY')
  })

  it('works without a word again after a restart, with a new assertion for each token', async () => {
    const before = await observed('POST /auth/oauth2/token 200')
    for (const again of [bench.desk(), bench.desk()]) expect(await again.servers()).toHaveLength(1)
    expect((await observed('POST /auth/oauth2/token 200')) - before).toBe(2)
  })

  it('gets a new token when the old one ends early, and says so when the key was revoked', async () => {
    await apple('end-api-tokens')
    expect(await desk.servers()).toHaveLength(1)
    const other = bench.desk()
    const revoked = await bench.newAccount()
    await other.connect(revoked)
    await apple('revoke-api-key', { clientId: revoked.clientId })
    await expect(other.servers()).rejects.toMatchObject({ code: 'abm.keyRefused' })
    await other.connect(account)
  })

  it('asks nothing of Apple itself in practice', async () => {
    await expect(bench.desk({ baseUrl: null }).servers()).rejects.toMatchObject({ code: 'abm.noService' })
  })
})

describe('devices and servers', () => {
  it('come page by page, each once, with what Apple knows of them', async () => {
    const devices = await desk.devices(null)
    expect(devices.map(({ serial }) => serial)).toEqual(serials)
    expect(devices[0]).toMatchObject({ model: 'iPhone 13', family: 'iPhone', capacity: '128GB', assigned: false })
    expect(await observed('GET /v1/orgDevices 200')).toBe(3)
    expect((await desk.device(` ${serials[0]?.toLowerCase() ?? ''} `)).server).toBeNull()
    await expect(desk.device('NOBODYHAS1')).rejects.toMatchObject({ code: 'abm.deviceUnknown' })
    await expect(desk.devices('No such server')).rejects.toMatchObject({ code: 'abm.serverUnknown' })
  })

  it('a link that leads elsewhere is not followed with the token', async () => {
    const lured = bench.desk({
      http: async (request) => {
        const answer = await httpRequest(request)
        const body = answer.body.toString().replaceAll(tenant.announcement.appleUrl, 'http://127.0.0.2:9')
        return { ...answer, body: Buffer.from(body) }
      },
    })
    await expect(lured.devices(null)).rejects.toMatchObject({ code: 'abm.foreignOrigin' })
  })
})

describe('an order', () => {
  it('puts devices on a server, where Intune finds them at its next sync; rows say what is so', async () => {
    const first = await desk.assign('intune', [serials[0] ?? '', serials[1] ?? '', 'NOBODYHAS1'])
    expect(outcomes(first.rows)).toEqual(['done', 'done', 'unknown'])
    expect(first.activities).toMatchObject([{ status: 'COMPLETED', subStatus: 'COMPLETED_WITH_SUCCESS' }])
    expect(first.activities[0]?.log).toContain(`${serials[0]},SUCCESS`)
    const again = await desk.assign(token.server, serials.slice(0, 3))
    expect(outcomes(again.rows)).toEqual(['unchanged', 'unchanged', 'done'])
    expect((await desk.device(serials[2] ?? '')).server).toMatchObject({ id: token.server, devices: 3 })
    expect(await syncNow(tenant, token.path)).toMatchObject({ lastSyncErrorCode: 0, syncedDeviceCount: 3 })
    expect((await desk.devices('Intune')).map(({ serial }) => serial)).toEqual(serials.slice(0, 3))
  })

  it('takes them off again, of whatever server', async () => {
    const { rows } = await desk.unassign([...serials.slice(2, 4), 'NOBODYHAS1'])
    expect(outcomes(rows)).toEqual(['done', 'unchanged', 'unknown'])
    expect((await desk.device(serials[2] ?? '')).device.assigned).toBe(false)
    await syncNow(tenant, token.path)
    const listed = await tenant.ask('GET', `${token.path}/importedAppleDeviceIdentities?$top=1000`)
    const gone = (listed.json['value'] as readonly Record<string, unknown>[]).filter((row) => row['isDeleted'] === true)
    expect(gone.map((row) => row['serialNumber'])).toEqual([serials[2]])
  })

  it('of many devices goes in parts of a thousand', async () => {
    const { rows, activities } = await desk.assign('Intune', serials.slice(0, 1100))
    expect(new Set(outcomes(rows))).toEqual(new Set(['done', 'unchanged']))
    expect(activities).toHaveLength(2)
    expect((await desk.servers())[0]?.devices).toBe(1100)
  }, 60_000)

  it('that Apple does for some only names the others, in Apple’s words', async () => {
    await apple('throttle', { serials: [serials[2001]] })
    const { rows, activities } = await desk.assign('Intune', serials.slice(2000, 2002))
    await apple('throttle', { serials: [] })
    expect(rows).toMatchObject([
      { outcome: 'done', reason: 'SUCCESS' },
      { outcome: 'refused', reason: 'FAILED · THROTTLED' },
    ])
    expect(activities[0]?.subStatus).toBe('COMPLETED_WITH_FAILURE')
  })

  it('that takes too long is called pending, and can be looked up for thirty days', async () => {
    await apple('switches', { activityMs: 3_600_000 })
    let now = Date.now()
    const hurried = bench.desk({ clock: { ...systemClock, now: () => now, sleep: async (ms) => void (now += ms) } })
    const { rows, activities } = await hurried.assign('Intune', serials.slice(2010, 2011))
    expect(outcomes(rows)).toEqual(['pending'])
    const id = activities[0]?.id ?? ''
    expect(await desk.activity(id)).toMatchObject({ status: 'IN_PROGRESS', log: null })
    await tenant.control('POST', '/advance-clock', { ms: 31 * 24 * 3_600_000 })
    await expect(desk.activity(id)).rejects.toMatchObject({ code: 'abm.activityUnknown' })
  })
})

describe('trouble at Apple', () => {
  it('that passes is waited for, as long as Apple says', async () => {
    await fault('GET /v1/mdmServers', { kind: 'answer', status: 429, body: 'RATE_LIMIT_EXCEEDED', retryAfter: 7 })
    expect(await desk.servers()).toHaveLength(1)
    expect(bench.slept).toEqual([7000])
    await fault('GET /v1/mdmServers', { kind: 'answer', status: 503, body: 'UNEXPECTED_ERROR' }, { count: 2 })
    expect(await desk.servers()).toHaveLength(1)
    await fault('GET /v1/mdmServers', { kind: 'answer', status: 429, body: 'RATE_LIMIT_EXCEEDED' }, { count: 6 })
    await expect(desk.servers()).rejects.toMatchObject({ code: 'abm.throttled' })
  })

  it('that does not is said: terms, missing rights, refusals with Apple’s reason', async () => {
    await apple('organization', { termsSigned: false })
    await expect(desk.servers()).rejects.toMatchObject({ code: 'abm.termsNotSigned' })
    await apple('organization', { termsSigned: true })
    await fault('GET /v1/mdmServers', { kind: 'answer', status: 403, body: 'FORBIDDEN_ERROR' })
    await expect(desk.servers()).rejects.toMatchObject({ code: 'abm.forbidden' })
    await fault('GET /v1/mdmServers', { kind: 'answer', status: 422, body: 'ENTITY_UNPROCESSABLE' })
    await expect(desk.servers()).rejects.toMatchObject({
      code: 'abm.refused',
      details: { status: 422, code: 'ENTITY_UNPROCESSABLE', id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
    })
  })

  it('an answer that was lost is not ordered twice: the read-back says what is so', async () => {
    const posts = await observed('POST /v1/orgDeviceActivities 200')
    await fault('POST /v1/orgDeviceActivities', { kind: 'lostResponse' })
    const { rows, activities } = await desk.assign('Intune', serials.slice(2020, 2021))
    expect(activities).toEqual([])
    expect(['done', 'pending']).toContain(rows[0]?.outcome)
    expect(await observed('POST /v1/orgDeviceActivities 200')).toBe(posts)
    await fault('POST /v1/orgDeviceActivities', { kind: 'cut' })
    expect(outcomes((await desk.assign('Intune', serials.slice(2030, 2031))).rows)).toEqual(['pending'])
  })

  it('forgets the account when it is told to', async () => {
    await desk.disconnect()
    expect(await desk.account()).toBeNull()
    expect(bench.kept.has('abmKey')).toBe(false)
    await expect(desk.servers()).rejects.toMatchObject({ code: 'abm.notConnected' })
  })
})
