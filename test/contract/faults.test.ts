import { Guard } from '../../electron/engine/guard.ts'
import { redeemSerialRemovals } from '../../electron/engine/guard-tenant.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { ConfiguratorProfiles } from '../../electron/graph/intune/configurator-profiles.ts'
import { ImportedSerials } from '../../electron/graph/intune/imported-serials.ts'
import type { ImportItem } from '../../src-shared/intune/serial.ts'
import { clientFor, fakeClock, startScriptedGraph } from '../graph/scripted-graph.ts'
import type { Answer, Asked, ScriptedGraph } from '../graph/scripted-graph.ts'

/** As whoever saw the list and typed how many they are. */
const agreed = (serials: readonly string[], typedCount = serials.length) =>
  redeemSerialRemovals(new Guard(), serials, { operator: null, typedCount }, Date.now())

let server: ScriptedGraph
afterEach(() => server.close())

async function serialsOf(answer: (asked: Asked, nth: number) => Answer): Promise<ImportedSerials> {
  server = await startScriptedGraph(answer)
  const graph = clientFor(server.url, fakeClock())
  const accountId = async (): Promise<string> => 'account'
  const profiles = new ConfiguratorProfiles({ graph, accountId, onChange: () => {} })
  return new ImportedSerials({ graph, accountId, profiles, redeem: agreed })
}

const identity = (serialNumber: string) => ({ id: serialNumber, serialNumber, discoverySource: 'adminImport' })
const wanted = { state: null, profile: null, search: null }

describe('a list', () => {
  test('refused on its second page is no list at all', async () => {
    const serials = await serialsOf(({ path, query }) => {
      if (path.endsWith('/enrollmentProfiles')) return { json: { value: [] } }
      if (query.has('$skiptoken')) return { status: 403, json: { error: { code: 'Forbidden', message: 'no' } } }
      const next = `${server.url}${path}?$skiptoken=2`
      return { json: { value: [identity('TESTPAGE0001')], '@odata.nextLink': next } }
    })
    await expect(serials.list(wanted)).rejects.toMatchObject({ code: 'graph.forbidden' })
  })
})

describe('an import whose answer is lost', () => {
  test('is sent again, and a row it made is called imported, not known', async () => {
    let imports = 0
    const serials = await serialsOf(({ path, body }) => {
      if (path.endsWith('/importAppleDeviceIdentityList')) {
        imports += 1
        return imports === 1 ? { drop: true } : { json: { value: [{ ...identity('TESTLOST0001'), status: false }] } }
      }
      if (path.endsWith('/$count')) return { text: '0' }
      if (path.endsWith('/$batch')) {
        const { requests } = body as { requests: readonly { id: string }[] }
        const value = imports === 0 ? [] : [{ ...identity('TESTLOST0001'), description: 'desk' }]
        return { json: { responses: requests.map(({ id }) => ({ id, status: 200, body: { value } })) } }
      }
      return { json: { value: [] } }
    })
    const source = { kind: 'rows', rows: [{ serial: 'TESTLOST0001', details: 'desk' }] } as const
    const items: ImportItem[] = []
    const order = { source: { ...source, rows: [...source.rows] }, profile: null, overwrite: false }
    for await (const item of serials.import(order, new AbortController().signal)) items.push(item)
    expect(items.at(-1)).toMatchObject({ kind: 'done', rows: [{ outcome: 'imported', serial: 'TESTLOST0001' }] })
    expect(imports).toBe(2)
  })
})
