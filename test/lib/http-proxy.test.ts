import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useSystemProxy } from '../../electron/lib/http-proxy.ts'
import { closeHttpAgents, httpRequest } from '../../electron/lib/http.ts'

let target: Server
let proxy: Server
let tunnels: string[]
const sockets = new Set<Socket>()

const portOf = (server: Server): number => (server.address() as AddressInfo).port
const listen = (server: Server): Promise<void> => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))

beforeEach(async () => {
  tunnels = []
  target = createServer((request, response) => response.end(`direct ${request.headers.host}`))
  proxy = createServer((request, response) => {
    tunnels.push(`${request.method} ${request.url}`)
    response.end('by the proxy')
  })
  proxy.on('connect', (request, socket) => {
    tunnels.push(`CONNECT ${request.url}`)
    // Whatever name was asked for, it ends at the target, which speaks no TLS.
    const onward = connect(portOf(target), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  for (const server of [target, proxy]) {
    server.on('connection', (socket) => sockets.add(socket))
    await listen(server)
  }
  closeHttpAgents()
})

afterEach(async () => {
  vi.unstubAllEnvs()
  closeHttpAgents()
  for (const socket of sockets) socket.destroy()
  sockets.clear()
  await Promise.all([target, proxy].map((server) => new Promise((resolve) => server.close(resolve))))
})

describe('a proxy in the environment', () => {
  it('is asked for a tunnel to an https host, and for a plain page', async () => {
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${portOf(proxy)}`)
    vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${portOf(proxy)}`)
    await expect(httpRequest({ method: 'GET', url: 'https://graph.example.test/v1.0' })).rejects.toMatchObject({
      code: 'http.unreachable',
    })
    const plain = await httpRequest({ method: 'GET', url: 'http://plain.example.test/page' })
    expect(plain.body.toString()).toBe('by the proxy')
    expect(tunnels).toEqual(['CONNECT graph.example.test:443', 'GET http://plain.example.test/page'])
  })

  it('is passed by for this computer and for what NO_PROXY names', async () => {
    vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${portOf(proxy)}`)
    vi.stubEnv('NO_PROXY', 'inside.example.test')
    const answer = await httpRequest({ method: 'GET', url: `http://127.0.0.1:${portOf(target)}/` })
    expect(answer.body.toString()).toContain('direct')
    await expect(httpRequest({ method: 'GET', url: 'http://inside.example.test/' })).rejects.toMatchObject({
      code: 'http.unreachable',
    })
    expect(tunnels).toEqual([])
  })
})

describe('the system’s proxy', () => {
  afterEach(() => useSystemProxy(null))

  it('takes a request that leaves this computer, also after one that did not', async () => {
    const http = `http://127.0.0.1:${portOf(proxy)}`
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']) vi.stubEnv(name, '')
    useSystemProxy(() => Promise.resolve({ http, https: null, without: [], pac: null }))
    const here = await httpRequest({ method: 'GET', url: `http://127.0.0.1:${portOf(target)}/` })
    const away = await httpRequest({ method: 'GET', url: 'http://plain.example.test/page' })
    expect([here, away].map(({ body }) => body.toString())).toEqual([
      `direct 127.0.0.1:${portOf(target)}`,
      'by the proxy',
    ])
  })
})
