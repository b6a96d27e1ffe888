import { once } from 'node:events'
import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startStation } from '../../../electron/hosts/station/station.ts'
import { silentLogger } from '../../../electron/lib/logger.ts'
import { contract } from '../../../src-shared/contract.ts'
import { connect } from '../../../src-shared/rpc-connect.ts'
import { socketLink } from '../../../src-shared/rpc-links.ts'
import { fakeHandlers } from '../fake-app.ts'
import { ask, dial, enter, pageDir, port, station, useStation } from './station-under-test.ts'

useStation()

describe('the token', () => {
  test('the address lets one browser in, once', async () => {
    const { pathname, search } = new URL(station.url)
    const first = await ask(pathname + search)
    expect(first.status).toBe(200)
    expect(String(first.headers['set-cookie'])).toMatch(/^slipway-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    expect((await ask(pathname + search)).status).toBe(401)
  })

  test('a HEAD or a look ahead does not use it up', async () => {
    const { pathname, search } = new URL(station.url)
    await ask(pathname + search, {}, 'HEAD')
    await ask(pathname + search, { 'sec-purpose': 'prefetch;prerender' })
    expect((await ask(pathname + search)).status).toBe(200)
  })

  test('a wrong, empty or missing token opens nothing', async () => {
    for (const path of ['/enter?token=guess', '/enter?token=', '/enter', '/enter?token=a&token=b']) {
      const answer = await ask(path)
      expect(answer.status, path).toBe(401)
      expect(answer.headers['set-cookie'], path).toBeUndefined()
    }
  })

  test('another address can be had for another browser, and the first session stays', async () => {
    const first = await enter()
    const second = await enter(station.newUrl())
    expect(second).not.toBe(first)
    expect((await ask('/', { cookie: first })).status).toBe(200)
    expect((await ask('/', { cookie: second })).status).toBe(200)
  })
})

test('the page’s own file, asked for by its name, runs nothing', async () => {
  const answer = await ask('/index.html', { cookie: await enter() })
  expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none';/)
  expect(answer.headers['content-security-policy']).not.toContain('script-src')
})

describe('without a session', () => {
  test.each(['/', '/session', '/assets/app.js', '/link', '/nothing-here', '/enter/x', '/%2e%2e/package.json'])(
    'GET %s is refused with a page that says what to do',
    async (path) => {
      const answer = await ask(path)
      expect(answer.status).toBe(401)
      expect(answer.body).toContain('Open the address that Slipway showed')
    },
  )

  test('the page speaks French to a French browser', async () => {
    const answer = await ask('/', { 'accept-language': 'fr-CH, fr;q=0.9, en;q=0.8' })
    expect(answer.body).toContain('Ouvrez l’adresse')
    expect(answer.body).toContain('<html lang="fr">')
  })

  test.each([{}, { cookie: 'slipway=1' }, { cookie: `slipway-PORT=${'A'.repeat(43)}` }])(
    'a WebSocket is refused (%j)',
    async (headers) => {
      const named = Object.fromEntries(
        Object.entries(headers).map(([key, value]) => [key, value.replace('PORT', String(port()))]),
      )
      expect((await dial({ origin: station.origin, ...named })).outcome).toBe(401)
    },
  )
})

describe('with a session', () => {
  test('the page, its files and nothing above them', async () => {
    const cookie = await enter()
    expect((await ask('/', { cookie })).status).toBe(200)
    expect((await ask('/assets/app.js', { cookie })).body).toBe('console.log(1)')
    expect((await ask('/../package.json', { cookie })).status).not.toBe(200)
    expect((await ask('/%2e%2e/%2e%2e/etc/passwd', { cookie })).status).not.toBe(200)
  })

  test('every page carries the policy with a nonce of its own', async () => {
    const cookie = await enter()
    const [one, two] = [await ask('/', { cookie }), await ask('/', { cookie })]
    const nonce = /nonce="([^"]+)"/.exec(one.body)?.[1] ?? ''
    expect(nonce.length).toBeGreaterThan(20)
    const policy = String(one.headers['content-security-policy'])
    expect(policy).toContain(`'nonce-${nonce}'`)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(two.body).not.toContain(nonce)
  })

  test.each(['/', '/session', '/assets/app.js', '/nothing-here'])(
    '%s has the headers that hold a page in',
    async (path) => {
      const answer = await ask(path, { cookie: await enter() })
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      })
    },
  )

  test('the contract is served over the WebSocket', async () => {
    const { outcome, socket } = await dial({ origin: station.origin, cookie: await enter() })
    expect(outcome).toBe('open')
    const api = connect(contract, socketLink(socket))
    expect(await api['station.info']({})).toMatchObject({ organizationName: 'Test' })
    for await (const changes of api['devices.feed']({})) {
      expect(changes).toEqual({ revision: 1, reset: true, devices: [] })
      break
    }
  })

  test('garbage on the WebSocket ends that connection and leaves the station up', async () => {
    const cookie = await enter()
    for (const garbage of ['not JSON', Buffer.alloc(64, 0xff), '{"kind":"ask","id":-1}']) {
      const { socket } = await dial({ origin: station.origin, cookie })
      const closed = once(socket, 'close')
      socket.send(garbage)
      await closed
    }
    expect((await ask('/session', { cookie })).status).toBe(204)
  })

  test('a message far above the limit ends the connection with "too big"', async () => {
    const { socket } = await dial({ origin: station.origin, cookie: await enter() })
    const closed = once(socket, 'close')
    socket.send('x'.repeat(20_000_000))
    const [code] = await closed
    expect(code).toBe(1009)
  })
})

test('it listens on the loopback address only', async () => {
  const others = Object.values(networkInterfaces())
    .flat()
    .filter((address) => address !== undefined && !address.internal && address.family === 'IPv4')
  for (const address of others) {
    const socket = createServer()
    // The port is free on every other address of this computer.
    socket.listen({ host: address?.address, port: port() })
    await once(socket, 'listening')
    await new Promise((resolve) => socket.close(resolve))
  }
  expect(station.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
})

test('a taken port is one clear error', async () => {
  const second = startStation({ app: { handlers: fakeHandlers() }, port: port(), pageDir, logger: silentLogger })
  await expect(second).rejects.toMatchObject({ code: 'station.portTaken', details: { port: port() } })
})

test('a page that was not built is one clear error', async () => {
  const start = startStation({
    app: { handlers: fakeHandlers() },
    port: 0,
    pageDir: join(pageDir, 'none'),
    logger: silentLogger,
  })
  await expect(start).rejects.toMatchObject({ code: 'station.pageMissing' })
})

test('closing the station ends its windows', async () => {
  const { socket } = await dial({ origin: station.origin, cookie: await enter() })
  const closed = once(socket, 'close')
  await station.close()
  await closed
})
