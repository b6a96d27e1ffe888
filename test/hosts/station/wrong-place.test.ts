import { expect, test } from 'vitest'
import { ask, dial, enter, port, station, useStation } from './station-under-test.ts'

useStation()

test.each([
  'evil.example',
  'localhost',
  '127.0.0.1',
  '127.0.0.1:1',
  'localhost.evil.example:PORT',
  '[::1]:PORT',
  '0.0.0.0:PORT',
])('a request for host %s is refused even with a session', async (host) => {
  const cookie = await enter()
  expect((await ask('/', { cookie, host: host.replace('PORT', String(port())) })).status).toBe(403)
})

test('localhost with the right port is this computer too', async () => {
  expect((await ask('/', { cookie: await enter(), host: `localhost:${port()}` })).status).toBe(200)
})

test.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1:PORT', 'http://localhost:PORT'])(
  'origin %s is refused on HTTP and WebSocket even with a session',
  async (origin) => {
    const cookie = await enter()
    const named = origin.replace('PORT', String(port()))
    expect((await ask('/session', { cookie, origin: named })).status).toBe(403)
    expect((await dial({ cookie, origin: named })).outcome).toBe(403)
  },
)

test('a WebSocket that names no origin is refused', async () => {
  expect((await dial({ cookie: await enter() })).outcome).toBe(403)
})

test('a link on another site does not reach the page', async () => {
  expect((await ask('/', { cookie: await enter(), 'sec-fetch-site': 'cross-site' })).status).toBe(403)
})

test('a wrong host cannot even use a good token', async () => {
  const { pathname, search } = new URL(station.url)
  expect((await ask(pathname + search, { host: 'evil.example' })).status).toBe(403)
  expect((await ask(pathname + search)).status).toBe(200)
})
