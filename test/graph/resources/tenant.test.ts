import { afterEach, describe, expect, test } from 'vitest'
import { readApnsCertificate } from '../../../electron/graph/resources/apns-certificate.ts'
import { readIntuneAccount } from '../../../electron/graph/resources/device-management.ts'
import { findManagedDevices } from '../../../electron/graph/resources/managed-devices.ts'
import { readTenant } from '../../../electron/graph/resources/organization.ts'
import { closeHttpAgents } from '../../../electron/lib/http.ts'
import { clientFor, fakeClock, startScriptedGraph } from '../scripted-graph.ts'
import type { Answer, Asked, ScriptedGraph } from '../scripted-graph.ts'

const open: ScriptedGraph[] = []
async function serve(answer: (asked: Asked, nth: number) => Answer) {
  const server = await startScriptedGraph(answer)
  open.push(server)
  const clock = fakeClock()
  return { server, clock, graph: clientFor(server.url, clock) }
}
afterEach(async () => {
  closeHttpAgents()
  await Promise.all(open.splice(0).map((server) => server.close()))
})

const account = '11111111-1111-4111-8111-111111111111'

describe('the tenant', () => {
  test('the account id is read with the first call', async () => {
    const { graph } = await serve(() => ({
      json: { id: 'deviceManagement', settings: null, intuneAccountId: account },
    }))
    expect(await readIntuneAccount(graph)).toEqual({ accountId: account, subscriptionState: null })
  })

  test('a practice tenant is known by its mark; an app without a person has no name', async () => {
    const { graph } = await serve((asked) =>
      asked.path === '/v1.0/me'
        ? { status: 403, json: { error: { code: 'Forbidden', message: 'no' } } }
        : { headers: { 'X-Slipway-Practice': 'world-1' }, json: { value: [{ id: 't', displayName: 'Contoso' }] } },
    )
    expect(await readTenant(graph)).toEqual({
      tenantId: 't',
      displayName: 'Contoso',
      userPrincipalName: null,
      practiceWorld: 'world-1',
    })
  })

  test('Microsoft’s own tenant carries no mark', async () => {
    const { graph } = await serve((asked) => ({
      json: asked.path === '/v1.0/me' ? { userPrincipalName: 'a@b.c' } : { value: [{ id: 't', displayName: null }] },
    }))
    expect(await readTenant(graph)).toMatchObject({ displayName: 't', userPrincipalName: 'a@b.c', practiceWorld: null })
  })

  test('no push certificate is an answer, not an error', async () => {
    const { graph } = await serve(() => ({
      status: 404,
      json: { error: { code: 'ResourceNotFound', message: 'none' } },
    }))
    expect(await readApnsCertificate(graph)).toBeNull()
  })

  test('the newest of several records of one serial comes first', async () => {
    const record = (id: string, enrolledDateTime: string) => ({ id, serialNumber: 'TEST000001', enrolledDateTime })
    const { server, graph } = await serve(() => ({
      json: {
        value: [
          record('old', '2025-01-01T00:00:00Z'),
          record('new', '2026-01-01T00:00:00Z'),
          { ...record('other', '2026-02-01T00:00:00Z'), serialNumber: 'TEST0000011' },
        ],
      },
    }))
    expect((await findManagedDevices(graph, 'TEST000001')).map(({ id }) => id)).toEqual(['new', 'old'])
    expect(server.asked[0]!.path).toBe('/v1.0/deviceManagement/managedDevices')
  })
})
