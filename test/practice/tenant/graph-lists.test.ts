import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestTenant } from '../../harness/tenant.ts'
import type { GraphAnswer, TestTenant } from '../../harness/tenant.ts'
import { container, createProfile, importSerials } from './arrangement.ts'

let tenant: TestTenant
beforeAll(async () => {
  tenant = await startTestTenant()
})
afterAll(async () => tenant.dispose())

function rowsOf(answer: GraphAnswer): readonly Record<string, unknown>[] {
  return answer.json['value'] as Record<string, unknown>[]
}

describe('lists', () => {
  const list = (query: string) => tenant.ask('GET', `${container(tenant)}/importedAppleDeviceIdentities${query}`)
  const serials = Array.from({ length: 120 }, (_, index) => `TESTLIST${String(index).padStart(4, '0')}`)

  beforeAll(async () => {
    await importSerials(tenant, serials, { description: "it's" })
  })

  it('come in pages of fifty with a link that is followed as it stands', async () => {
    const seen: unknown[] = []
    let answer = await list(`?$count=true&$filter=startswith(serialNumber,'TESTLIST')`)
    expect(answer.json['@odata.count']).toBe(120)
    for (let page = 0; page < 3; page += 1) {
      seen.push(...rowsOf(answer).map((row) => row['serialNumber']))
      const next = answer.json['@odata.nextLink'] as string | undefined
      if (page === 2) expect(next).toBeUndefined()
      else answer = await tenant.ask('GET', (next ?? '').replace(tenant.announcement.baseUrl, ''))
    }
    expect(seen).toEqual(serials)
  })

  it('refuse a skip token that was changed or belongs to another question', async () => {
    const { json } = await list(`?$filter=startswith(serialNumber,'TESTLIST')`)
    const token = new URL(String(json['@odata.nextLink'])).searchParams.get('$skiptoken') ?? ''
    expect((await list(`?$skiptoken=${token}`)).status).toBe(400)
    expect(
      (await list(`?$filter=startswith(serialNumber,'TESTLIST')&$skiptoken=${token.slice(0, -3)}AAA`)).status,
    ).toBe(400)
    expect((await list(`?$filter=startswith(serialNumber,'TESTLIST')&$skiptoken=${token}`)).status).toBe(200)
  })

  it('filter by the operators that are known to work, enums without case, quotes doubled', async () => {
    const count = async (filter: string) =>
      Number(
        (
          await tenant.ask(
            'GET',
            `${container(tenant)}/importedAppleDeviceIdentities/$count?$filter=${encodeURIComponent(filter)}`,
          )
        ).text,
      )
    expect(await count("serialNumber eq 'TESTLIST0007'")).toBe(1)
    expect(await count("contains(serialNumber,'LIST001') and discoverySource eq 'AdminImport'")).toBe(10)
    expect(
      await count("serialNumber eq 'TESTLIST0001' or (serialNumber eq 'TESTLIST0002' and isSupervised eq false)"),
    ).toBe(2)
    expect(await count('requestedEnrollmentProfileId eq null and serialNumber ne null')).toBe(120)
    expect(await count("requestedEnrollmentProfileId eq ''")).toBe(120)
    expect(await count("enrollmentState eq 'NOTCONTACTED' and not (serialNumber eq 'TESTLIST0000')")).toBe(119)
    for (const wrong of [
      "color eq 'x'",
      "serialNumber eq 'x",
      'serialNumber',
      'serialNumber like 1',
      "description eq 'it''s'",
      '((((',
    ]) {
      expect((await list(`?$filter=${encodeURIComponent(wrong)}`)).status).toBe(400)
    }
  })

  it('take $top, $select and $orderby, and refuse other options', async () => {
    const answer = await list(`?$top=2&$select=serialNumber&$orderby=serialNumber desc`)
    expect(rowsOf(answer)).toEqual([
      { id: expect.any(String) as string, serialNumber: 'TESTLIST0119' },
      { id: expect.any(String) as string, serialNumber: 'TESTLIST0118' },
    ])
    for (const wrong of [
      '$top=0',
      '$top=1001',
      '$top=x',
      '$apply=1',
      '$select=nothing',
      '$orderby=a,b',
      '$expand=x',
      '$top=1&$top=2',
    ]) {
      expect((await list(`?${wrong}`)).status).toBe(400)
    }
  })
})

describe('$batch', () => {
  const batch = (requests: object) => tenant.ask('POST', '/beta/$batch', { requests })
  type Item = { readonly id: string; readonly status: number; readonly body?: Record<string, unknown> }

  it('answers each request on its own, and not those that depend on a failed one', async () => {
    const account = tenant.tenant.world.accountId
    const [first, second] = [await createProfile(tenant), `${account}_missing`]
    const url = (id: string) => `/deviceManagement/depOnboardingSettings/${account}/enrollmentProfiles/${id}`
    const answer = await batch([
      { id: '1', method: 'DELETE', url: url(first) },
      { id: '2', method: 'GET', url: url(second) },
      { id: '3', method: 'GET', url: '/deviceManagement', dependsOn: ['2'] },
      { id: '4', method: 'GET', url: '/deviceManagement', dependsOn: ['1'] },
      { id: '5', method: 'PATCH', url: url(second), body: { displayName: 'x' } },
    ])
    expect(answer.status).toBe(200)
    const responses = answer.json['responses'] as Item[]
    const statuses = Object.fromEntries(responses.map(({ id, status }) => [id, status]))
    expect(statuses).toEqual({ 1: 204, 2: 404, 3: 424, 4: 200, 5: 400 })
  })

  it('throttles items one by one', async () => {
    await tenant.control('POST', '/fail', { listener: 'graph', status: 429, count: 1 })
    const items = ['1', '2'].map((id) => ({ id, method: 'GET', url: '/deviceManagement' }))
    const responses = (await batch(items)).json['responses'] as Item[]
    expect(responses.map(({ status }) => status)).toEqual([429, 200])
  })

  it('takes at most twenty, with different ids and no circles', async () => {
    const item = (id: string, more: object = {}) => ({ id, method: 'GET', url: '/deviceManagement', ...more })
    expect((await batch(Array.from({ length: 21 }, (_, index) => item(String(index))))).status).toBe(400)
    expect((await batch([item('1'), item('1')])).status).toBe(400)
    expect((await batch([item('1', { dependsOn: ['2'] }), item('2', { dependsOn: ['1'] })])).status).toBe(400)
    expect((await batch([item('1', { dependsOn: ['9'] })])).status).toBe(400)
  })
})
