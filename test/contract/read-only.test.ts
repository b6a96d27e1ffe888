import { expect, test } from 'vitest'
import { benches, onlyReads } from './benches.ts'

const graph = 'https://graph.microsoft.com'
const batch = (...methods: readonly string[]) => JSON.stringify({ requests: methods.map((method) => ({ method })) })

test('a real tenant is sent nothing but reads, in batches as well', () => {
  const sent = (method: string, path: string, body?: string) =>
    onlyReads({ method, url: `${graph}${path}`, ...(body === undefined ? {} : { body }) })
  expect(sent('GET', '/v1.0/deviceManagement')).toBe(true)
  expect(sent('POST', '/beta/$batch', batch('GET', 'GET'))).toBe(true)
  for (const method of ['POST', 'PATCH', 'PUT', 'DELETE']) {
    expect(sent(method, '/beta/deviceManagement/deviceCategories', '{}')).toBe(false)
    expect(sent('POST', '/beta/$batch', batch('GET', method))).toBe(false)
  }
  expect(sent('PUT', '/beta/$batch', batch('GET'))).toBe(false)
  expect(sent('POST', '/beta/$batch', '{"requests":[]}')).toBe(false)
  expect(sent('POST', '/beta/deviceManagement/x?y=/$batch', batch('GET'))).toBe(false)
  expect(benches.filter(({ mayWrite }) => mayWrite).map(({ name }) => name)).toEqual(['the practice tenant'])
})
