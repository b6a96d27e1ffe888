import { once } from 'node:events'
import { createServer as createHttps } from 'node:https'
import { createServer as createTcp } from 'node:net'
import { describe, expect, it } from 'vitest'
import { closeHttpAgents, httpRequest } from '../../electron/lib/http.ts'
import { httpsServerOptions } from '../../electron/lib/tls.ts'
import { type Identity, issuedBy, selfSigned } from '../pki/authority.ts'
import { caPems, good, listen, root, serve, serveTls } from './http-servers.ts'

describe('an exchange', () => {
  it('sends method, headers and body and brings back status, headers and body', async () => {
    const url = await serve((request, response) => {
      response.writeHead(201, { 'X-Seen': `${request.method} ${request.url} ${String(request.headers['x-a'])}` })
      request.pipe(response)
    })
    const answer = await httpRequest({ method: 'POST', url: `${url}/a?b=c`, headers: { 'X-A': '1' }, body: 'hé' })
    expect(answer).toMatchObject({ status: 201, finalUrl: `${url}/a?b=c` })
    expect(answer.headers['x-seen']).toBe('POST /a?b=c 1')
    expect(answer.body.toString()).toBe('hé')
  })

  it('uses a connection again, until the agents are closed', async () => {
    const ports = new Set<number | undefined>()
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort)
      response.end('x')
    })
    await httpRequest({ method: 'GET', url })
    await httpRequest({ method: 'GET', url })
    expect(ports.size).toBe(1)
    closeHttpAgents()
    await httpRequest({ method: 'GET', url })
    expect(ports.size).toBe(2)
  })

  it('does not keep more connections than it has use for, however many identities there are', async () => {
    const options = httpsServerOptions({ certPem: good.certificatePem, keyPem: good.privateKeyPem })
    const server = createHttps(options, (_request, response) => response.end())
    const url = `https://localhost:${await listen(server)}`
    for (let count = 1; count <= 140; count += 1) {
      const others = Array.from({ length: count }, () => root.certificatePem)
      expect((await httpRequest({ method: 'GET', url, caPems: others })).status).toBe(200)
    }
    const connections = await new Promise((resolve) => server.getConnections((_error, open) => resolve(open)))
    expect(connections).toBeLessThanOrEqual(129)
  })

  it('stops reading an answer that is too large', async () => {
    const url = await serve((_request, response) => response.end(Buffer.alloc(1000)))
    await expect(httpRequest({ method: 'GET', url, maxBytes: 999 })).rejects.toMatchObject({ code: 'http.tooLarge' })
    expect((await httpRequest({ method: 'GET', url, maxBytes: 1000 })).body).toHaveLength(1000)
  })

  it('gives up on a server that does not answer, or not to the end', async () => {
    const silent = await serve(() => {})
    await expect(httpRequest({ method: 'GET', url: silent, timeoutMs: 30 })).rejects.toMatchObject({
      code: 'http.timeout',
    })
    const slow = await serve((_request, response) => void response.write('half'))
    await expect(httpRequest({ method: 'GET', url: slow, timeoutMs: 30 })).rejects.toMatchObject({
      code: 'http.timeout',
    })
  })

  it('says that the answer broke off', async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('half', () => request.socket.destroy())
    })
    await expect(httpRequest({ method: 'GET', url })).rejects.toMatchObject({ code: 'http.unreachable' })
  })

  it('is cancelled with the reason of the signal, before and during', async () => {
    const url = await serve(() => {})
    const reason = new Error('changed my mind')
    await expect(httpRequest({ method: 'GET', url, signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    const controller = new AbortController()
    const pending = httpRequest({ method: 'GET', url, signal: controller.signal })
    controller.abort(reason)
    await expect(pending).rejects.toBe(reason)
  })

  it('says which host cannot be reached and why', async () => {
    const server = createTcp()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    server.close()
    await once(server, 'close')
    await expect(httpRequest({ method: 'GET', url: `http://${host}/` })).rejects.toMatchObject({
      code: 'http.unreachable',
      details: { host, cause: 'ECONNREFUSED' },
    })
  })

  it.each(['nonsense', 'ftp://example.com/', 'file:///etc/passwd', 'https://user:secret@example.com/'])(
    'refuses %s as an address',
    async (url) => {
      await expect(httpRequest({ method: 'GET', url })).rejects.toMatchObject({ code: 'http.badUrl' })
    },
  )
})

describe('trust', () => {
  it('is exactly the given roots, or the usual ones and the additional', async () => {
    const url = await serveTls(good, (_request, response) => response.end('ok'))
    expect((await httpRequest({ method: 'GET', url, caPems })).status).toBe(200)
    expect((await httpRequest({ method: 'GET', url, additionalCaPems: caPems })).status).toBe(200)
    const other = await selfSigned('Other')
    for (const trust of [{}, { caPems: [] }, { caPems: [other.certificatePem] }, { additionalCaPems: [] }]) {
      await expect(httpRequest({ method: 'GET', url, ...trust })).rejects.toMatchObject({ code: 'http.untrusted' })
    }
  })

  it('refuses a wrong name, an expired certificate and one that is not valid yet, each with its reason', async () => {
    const day = 86_400_000
    const cases: readonly (readonly [string, Identity])[] = [
      ['ERR_TLS_CERT_ALTNAME_INVALID', await issuedBy(root, 'x', { altNames: { dns: ['elsewhere.example'] } })],
      [
        'CERT_HAS_EXPIRED',
        await issuedBy(root, 'localhost', {
          altNames: { dns: ['localhost'] },
          notBefore: new Date(Date.now() - 3 * day),
          notAfter: new Date(Date.now() - day),
        }),
      ],
      [
        'CERT_NOT_YET_VALID',
        await issuedBy(root, 'localhost', {
          altNames: { dns: ['localhost'] },
          notBefore: new Date(Date.now() + day),
          notAfter: new Date(Date.now() + 3 * day),
        }),
      ],
    ]
    for (const [reason, identity] of cases) {
      const url = await serveTls(identity, (_request, response) => response.end())
      await expect(httpRequest({ method: 'GET', url, caPems })).rejects.toMatchObject({
        code: 'http.untrusted',
        details: { reason },
      })
    }
  })

  it('covers addresses as well as names', async () => {
    const url = await serveTls(good, (_request, response) => response.end('ok'))
    expect((await httpRequest({ method: 'GET', url: url.replace('localhost', '127.0.0.1'), caPems })).status).toBe(200)
  })

  it('does not call a server that speaks no TLS untrusted', async () => {
    const url = (await serve((_request, response) => response.end())).replace('http:', 'https:')
    await expect(httpRequest({ method: 'GET', url, caPems })).rejects.toMatchObject({ code: 'http.unreachable' })
  })

  it('refuses plain http where https is demanded', async () => {
    const url = await serve((_request, response) => response.end())
    await expect(httpRequest({ method: 'GET', url, httpsOnly: true })).rejects.toMatchObject({ code: 'http.notHttps' })
  })
})
