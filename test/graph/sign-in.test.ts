import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { createGraphClient } from '../../electron/graph/client.ts'
import { closeHttpAgents, httpRequest } from '../../electron/lib/http.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { clientFor, errorOf, fakeClock, startScriptedGraph } from './scripted-graph.ts'
import type { Answer, Asked, ScriptedGraph } from './scripted-graph.ts'

const open: ScriptedGraph[] = []
async function serve(answer: (asked: Asked, nth: number) => Answer): Promise<ScriptedGraph> {
  const server = await startScriptedGraph(answer)
  open.push(server)
  return server
}
afterEach(async () => {
  closeHttpAgents()
  await Promise.all(open.splice(0).map((server) => server.close()))
})

const named = z.object({ name: z.string() })

const one = { version: 'v1.0', schema: named } as const

describe('signing in', () => {
  test('a refused token is renewed once, with the claims the service wants', async () => {
    const server = await serve((asked) =>
      asked.headers['authorization'] === 'Bearer new'
        ? { json: { name: 'x' } }
        : { status: 401, headers: { 'www-authenticate': 'Bearer realm="", claims="eyJhIjoxfQ=="' } },
    )
    const refusals: unknown[] = []
    const graph = clientFor(server.url, fakeClock(), {
      getToken: async (refusal) => {
        if (refusal) refusals.push(refusal)
        return refusal ? 'new' : 'old'
      },
    })
    expect(await graph.get('/x', one)).toEqual({ name: 'x' })
    expect(refusals).toEqual([{ claims: 'eyJhIjoxfQ==' }])
  })

  test('a token that stays refused asks for a sign-in, without hammering', async () => {
    const server = await serve(() => ({ status: 401 }))
    expect((await errorOf(clientFor(server.url, fakeClock()).get('/x', one))).code).toBe('graph.signInNeeded')
    expect(server.asked).toHaveLength(1)
  })

  test('no token goes over plain http to another computer', () => {
    const create = () =>
      createGraphClient({
        baseUrl: 'http://graph.example.com',
        getToken: async () => 'x',
        http: httpRequest,
        additionalCaPems: [],
        clock: fakeClock(),
        logger: silentLogger,
      })
    expect(create).toThrow(expect.objectContaining({ code: 'graph.insecureAddress' }))
  })

  test('a redirect to elsewhere is not followed', async () => {
    const elsewhere = await serve(() => ({ json: { name: 'stolen' } }))
    const server = await serve(() => ({ status: 302, headers: { location: `${elsewhere.url}/x` } }))
    expect((await errorOf(clientFor(server.url, fakeClock()).get('/x', one))).code).toBe('graph.unexpectedAnswer')
    expect(elsewhere.asked).toEqual([])
  })
})
