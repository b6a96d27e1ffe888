import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { anyAnswer } from '../../electron/graph/resources/wire.ts'
import { closeHttpAgents } from '../../electron/lib/http.ts'
import type { HttpRequest } from '../../electron/lib/http.ts'
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

describe('a single request', () => {
  test('carries the token, a fresh client-request-id and the version, and tolerates unknown properties', async () => {
    const server = await serve(() => ({ json: { name: 'x', '@odata.context': 'y', more: 1 } }))
    const graph = clientFor(server.url, fakeClock())
    expect(await graph.get('/deviceManagement', one)).toEqual({ name: 'x' })
    await graph.get('/deviceManagement', { ...one, version: 'beta' })
    const [first, second] = server.asked
    expect(first!.path).toBe('/v1.0/deviceManagement')
    expect(second!.path).toBe('/beta/deviceManagement')
    expect(first!.headers['authorization']).toBe('Bearer secret-token')
    expect(first!.headers['client-request-id']).not.toBe(second!.headers['client-request-id'])
  })

  test('writes spaces of a filter as %20 and quotes as they are in OData', async () => {
    const server = await serve(() => ({ json: { name: 'x' } }))
    const graph = clientFor(server.url, fakeClock())
    await graph.get('/x', { ...one, query: { $filter: "name eq 'O''Neil & co'", $top: undefined } })
    expect(server.asked[0]!.rawUrl).toContain('%20eq%20')
    expect(server.asked[0]!.query.get('$filter')).toBe("name eq 'O''Neil & co'")
    expect(server.asked[0]!.query.has('$top')).toBe(false)
  })

  test.each([
    [200, '{"name":"x"}'],
    [204, ''],
    [201, '{}'],
  ])('takes a write answered with %i and "%s" as done', async (status, text) => {
    const server = await serve(() => ({ status, text }))
    await clientFor(server.url, fakeClock()).patch('/x', { version: 'beta', schema: anyAnswer, body: {} })
    expect(server.asked).toHaveLength(1)
  })

  test('an answer that lacks what we use is refused, naming where', async () => {
    const server = await serve(() => ({ json: { name: 7 } }))
    const error = await errorOf(clientFor(server.url, fakeClock()).get('/x', one))
    expect(error.code).toBe('graph.unexpectedAnswer')
    expect(error.message).toContain('name')
  })

  test('a web page with status 200 is refused as no answer of Graph', async () => {
    const server = await serve(() => ({ text: '<html>Sign in to the hotel</html>' }))
    expect((await errorOf(clientFor(server.url, fakeClock()).get('/x', one))).code).toBe('graph.unexpectedAnswer')
  })
})

describe('throttling and trouble', () => {
  test('429 with Retry-After waits exactly as long as asked', async () => {
    const server = await serve((_, nth) =>
      nth === 1 ? { status: 429, headers: { 'retry-after': '17' }, json: {} } : { json: { name: 'x' } },
    )
    const clock = fakeClock()
    await clientFor(server.url, clock).get('/x', one)
    expect(clock.slept).toEqual([17_000])
  })

  test('429 without Retry-After backs off, doubling with jitter', async () => {
    const server = await serve((_, nth) => (nth <= 3 ? { status: 429 } : { json: { name: 'x' } }))
    const clock = fakeClock()
    await clientFor(server.url, clock).get('/x', one)
    expect(clock.slept).toEqual([3_000, 6_000, 12_000])
  })

  test('endless 429 ends in one clear error that keeps the client-request-id', async () => {
    const server = await serve(() => ({ status: 429, headers: { 'request-id': 'r-1' } }))
    const error = await errorOf(clientFor(server.url, fakeClock()).get('/x', one))
    expect(error.code).toBe('graph.throttled')
    expect(error.details['clientRequestId']).toBe(server.asked.at(-1)!.headers['client-request-id'])
    expect(error.details['requestId']).toBe('r-1')
    expect(server.asked).toHaveLength(6)
  })

  test('a Retry-After of an hour is reported instead of waited for', async () => {
    const server = await serve(() => ({ status: 429, headers: { 'retry-after': '3600' } }))
    const clock = fakeClock()
    expect((await errorOf(clientFor(server.url, clock).get('/x', one))).code).toBe('graph.throttled')
    expect(clock.slept).toEqual([])
  })

  test('one throttled call makes the others wait too', async () => {
    let throttled = false
    const server = await serve((asked) => {
      if (asked.path.endsWith('/a') && !throttled) {
        throttled = true
        return { status: 429, headers: { 'retry-after': '30' } }
      }
      return { json: { name: 'x' } }
    })
    const clock = fakeClock()
    const graph = clientFor(server.url, clock)
    const startedAt = clock.now()
    await graph.get('/a', one)
    await graph.get('/b', one)
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(30_000)
    expect(server.asked.map((asked) => asked.path.slice(-1))).toEqual(['a', 'a', 'b'])
  })

  test.each([503, 504, 502])('%i is tried again on a read', async (status) => {
    const server = await serve((_, nth) => (nth === 1 ? { status } : { json: { name: 'x' } }))
    expect(await clientFor(server.url, fakeClock()).get('/x', one)).toEqual({ name: 'x' })
  })

  test('500 is told at once', async () => {
    const server = await serve(() => ({ status: 500, json: { error: { code: 'InternalServerError', message: 'no' } } }))
    expect((await errorOf(clientFor(server.url, fakeClock()).get('/x', one))).code).toBe('graph.serviceTrouble')
    expect(server.asked).toHaveLength(1)
  })

  test('a lost answer to a write that must not happen twice is not sent again', async () => {
    const server = await serve(() => ({ drop: true }))
    const error = await errorOf(clientFor(server.url, fakeClock()).post('/x', { ...one, body: {} }))
    expect(error.code).toBe('graph.outcomeUnknown')
    expect(server.asked).toHaveLength(1)
  })

  test('the same write is sent again where it was refused before any work', async () => {
    const server = await serve((_, nth) => (nth === 1 ? { status: 429 } : { json: { name: 'x' } }))
    expect(await clientFor(server.url, fakeClock()).post('/x', { ...one, body: {} })).toEqual({ name: 'x' })
  })

  test('503 to such a write is repeated only when it says when to come back', async () => {
    const with503 = (headers: Record<string, string>) =>
      serve((_, nth) => (nth === 1 ? { status: 503, headers } : { json: { name: 'x' } }))
    const polite = await with503({ 'retry-after': '1' })
    await clientFor(polite.url, fakeClock()).post('/x', { ...one, body: {} })
    expect(polite.asked).toHaveLength(2)
    const mute = await with503({})
    const error = await errorOf(clientFor(mute.url, fakeClock()).post('/x', { ...one, body: {} }))
    expect(error.code).toBe('graph.outcomeUnknown')
  })

  test('a write marked harmless is repeated after a lost answer', async () => {
    const server = await serve((_, nth) => (nth === 1 ? { drop: true } : { json: { name: 'x' } }))
    await clientFor(server.url, fakeClock()).post('/x', { ...one, body: {}, idempotent: true })
    expect(server.asked).toHaveLength(2)
  })

  test('an unreachable tenant is named after three tries', async () => {
    const server = await startScriptedGraph(() => ({}))
    await server.close()
    const clock = fakeClock()
    const error = await errorOf(clientFor(server.url, clock).post('/x', { ...one, body: {} }))
    expect(error.code).toBe('graph.unreachable')
    expect(error.details['host']).toBe(new URL(server.url).host)
    expect(clock.slept).toHaveLength(2)
  })

  test('a cancelled call ends as cancelled while it waits', async () => {
    const abort = new AbortController()
    const server = await serve(() => {
      abort.abort()
      return { status: 429 }
    })
    const call = clientFor(server.url, fakeClock()).get('/x', { ...one, signal: abort.signal })
    expect((await errorOf(call)).code).toBe('app.cancelled')
  })

  test('never more than four requests are under way', async () => {
    let now = 0
    let most = 0
    const graph = clientFor('http://127.0.0.1:1', fakeClock(), {
      http: async (request: HttpRequest) => {
        most = Math.max(most, ++now)
        await new Promise((resolve) => setImmediate(resolve))
        now--
        return { status: 200, headers: {}, body: Buffer.from('{"name":"x"}'), finalUrl: request.url }
      },
    })
    await Promise.all(Array.from({ length: 30 }, () => graph.get('/x', one)))
    expect(most).toBe(4)
  })

  test('writes stay below the published budget of 100 in 20 s', async () => {
    const clock = fakeClock()
    const startedAt = clock.now()
    const graph = clientFor('http://127.0.0.1:1', clock, {
      http: async (request) => ({ status: 204, headers: {}, body: Buffer.alloc(0), finalUrl: request.url }),
    })
    const call = { version: 'beta', schema: anyAnswer } as const
    for (let index = 0; index < 250; index++) await graph.post('/x', call)
    expect(clock.now() - startedAt).toBeGreaterThanOrEqual(40_000)
  })
})
