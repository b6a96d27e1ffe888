import { afterEach, expect, test } from 'vitest'
import { closeHttpAgents } from '../../electron/lib/http.ts'
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

type Sent = {
  readonly id: string
  readonly url: string
  readonly dependsOn?: readonly string[]
  readonly headers?: object
}
function sent(asked: Asked): readonly Sent[] {
  return (asked.body as { requests: Sent[] }).requests
}
const get = (id: string) => ({ id, method: 'GET', path: `/deviceManagement/${id}` }) as const

test('a mixture of 204, 404 and 429 comes back by item, and only the throttled one is sent again', async () => {
  const server = await serve((_, nth) => ({
    json: {
      responses:
        nth === 1
          ? [
              { id: 'c', status: 429, headers: { 'Retry-After': '5' } },
              { id: 'b', status: 404, body: { error: { code: 'ResourceNotFound', message: 'gone' } } },
              { id: 'a', status: 204 },
            ]
          : [{ id: 'c', status: 200, body: { ok: true } }],
    },
  }))
  const clock = fakeClock()
  const results = await clientFor(server.url, clock).batch('beta', [get('a'), get('b'), get('c')])
  expect(results.map(({ id, status }) => [id, status])).toEqual([
    ['a', 204],
    ['b', 404],
    ['c', 200],
  ])
  expect(results.map(({ error }) => error?.code ?? null)).toEqual([null, 'graph.notFound', null])
  expect(sent(server.asked[1]!).map(({ id }) => id)).toEqual(['c'])
  expect(clock.slept).toEqual([5_000])
  expect(server.asked[0]!.path).toBe('/beta/$batch')
})

test('what depended on a throttled item goes along the second time, without the dependency already met', async () => {
  const server = await serve((_, nth) => ({
    json: {
      responses:
        nth === 1
          ? [
              { id: 'a', status: 200 },
              { id: 'b', status: 429 },
              { id: 'c', status: 424 },
            ]
          : [
              { id: 'b', status: 200 },
              { id: 'c', status: 200 },
            ],
    },
  }))
  const items = [get('a'), { ...get('b'), dependsOn: ['a'] }, { ...get('c'), dependsOn: ['b'] }]
  const results = await clientFor(server.url, fakeClock()).batch('beta', items)
  expect(results.every(({ error }) => error === null)).toBe(true)
  expect(sent(server.asked[1]!).map(({ id, dependsOn }) => [id, dependsOn])).toEqual([
    ['b', undefined],
    ['c', ['b']],
  ])
})

test('more than twenty requests go in several calls and return in order', async () => {
  const server = await serve((asked) => ({
    json: { responses: [...sent(asked)].reverse().map(({ id }) => ({ id, status: 200, body: id })) },
  }))
  const items = Array.from({ length: 45 }, (_, index) => get(String(index)))
  const results = await clientFor(server.url, fakeClock()).batch('v1.0', items)
  expect(results.map(({ body }) => body)).toEqual(items.map(({ id }) => id))
  expect(server.asked.map((asked) => sent(asked).length)).toEqual([20, 20, 5])
})

test('an item the answer leaves out is an error, not a success', async () => {
  const server = await serve(() => ({ json: { responses: [] } }))
  const [result] = await clientFor(server.url, fakeClock()).batch('beta', [get('a')])
  expect(result!.error?.code).toBe('graph.unexpectedAnswer')
})

test('a batch with writes whose answer is lost is not sent again', async () => {
  const server = await serve(() => ({ drop: true }))
  const item = { id: 'a', method: 'POST', path: '/x', body: {} } as const
  const error = await errorOf(clientFor(server.url, fakeClock()).batch('beta', [item]))
  expect(error.code).toBe('graph.outcomeUnknown')
  expect(sent(server.asked[0]!)[0]!.headers).toEqual({ 'Content-Type': 'application/json' })
})

test('endless throttling of an item ends in its own error', async () => {
  const server = await serve(() => ({ json: { responses: [{ id: 'a', status: 429 }] } }))
  const [result] = await clientFor(server.url, fakeClock()).batch('beta', [get('a')])
  expect(result!.error?.code).toBe('graph.throttled')
  expect(server.asked).toHaveLength(6)
})
