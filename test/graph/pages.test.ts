import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { allPages } from '../../electron/graph/call.ts'
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

const named = z.object({ name: z.string() })

describe('pages', () => {
  test('three pages are followed by the links as given', async () => {
    const tokens = ['', 'A%2fb+c==', 'zz%20z']
    let base = ''
    const server = await serve((asked, nth) => ({
      json: {
        value: [{ name: String(nth) }],
        ...(nth < 3 ? { '@odata.nextLink': `${base}/beta/list?$skiptoken=${tokens[nth]}` } : {}),
        '@odata.count': asked.query.size,
      },
    }))
    base = server.url
    const found = await allPages(clientFor(server.url, fakeClock()).pages('/list', { version: 'beta', schema: named }))
    expect(found.map(({ name }) => name)).toEqual(['1', '2', '3'])
    expect(server.asked.map(({ rawUrl }) => rawUrl).slice(1)).toEqual([
      '/beta/list?$skiptoken=A%2fb+c==',
      '/beta/list?$skiptoken=zz%20z',
    ])
  })

  test('a next link to a foreign origin is refused and the token stays home', async () => {
    const foreign = await serve(() => ({ json: { value: [] } }))
    const server = await serve(() => ({ json: { value: [], '@odata.nextLink': `${foreign.url}/beta/list` } }))
    const pages = clientFor(server.url, fakeClock()).pages('/list', { version: 'beta', schema: named })
    expect((await errorOf(allPages(pages))).code).toBe('graph.foreignOrigin')
    expect(foreign.asked).toEqual([])
  })

  test.each(['//evil.example/x', '/beta/list', 'javascript:alert(1)', 'http://user:pw@127.0.0.1/'])(
    'a next link of the form %s is refused',
    async (link) => {
      const server = await serve(() => ({ json: { value: [], '@odata.nextLink': link } }))
      const pages = clientFor(server.url, fakeClock()).pages('/list', { version: 'beta', schema: named })
      expect((await errorOf(allPages(pages))).code).toBe('graph.foreignOrigin')
    },
  )

  test('pages that lead back to themselves end in an error', async () => {
    let base = ''
    const server = await serve(() => ({ json: { value: [], '@odata.nextLink': `${base}/beta/list?p=1` } }))
    base = server.url
    const pages = clientFor(server.url, fakeClock()).pages('/list', { version: 'beta', schema: named })
    expect((await errorOf(allPages(pages))).code).toBe('graph.unexpectedAnswer')
    expect(server.asked).toHaveLength(2)
  })

  test('a throttled page is asked for again and none is lost', async () => {
    let base = ''
    const server = await serve((asked, nth) => {
      if (nth === 2) return { status: 429 }
      const last = asked.query.has('p')
      return {
        json: { value: [{ name: last ? 'b' : 'a' }], ...(last ? {} : { '@odata.nextLink': `${base}/beta/list?p=2` }) },
      }
    })
    base = server.url
    const found = await allPages(clientFor(server.url, fakeClock()).pages('/list', { version: 'beta', schema: named }))
    expect(found.map(({ name }) => name)).toEqual(['a', 'b'])
  })
})
