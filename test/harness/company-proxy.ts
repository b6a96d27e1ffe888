import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { httpRequest } from '../../electron/lib/http.ts'
import { httpsServerOptions } from '../../electron/lib/tls.ts'
import { issuedBy, selfSigned } from '../pki/authority.ts'

/** A company's way out: a proxy that takes CONNECT, looks into TLS with a CA of its own, and knows hosts that DNS does not. */
export type CompanyProxy = {
  readonly url: string
  readonly caPem: string
  /** Each CONNECT, `host:port`, in order. */
  readonly tunnels: readonly string[]
  readonly close: () => Promise<void>
}

/**
 * @param hosts name → base URL of what answers for it; in its own texts and redirects that base is rewritten, so that the
 *   name is all a client ever sees of it
 * @param trust PEM, for what stands behind
 */
export async function startCompanyProxy(
  hosts: Readonly<Record<string, string>>,
  trust: readonly string[],
): Promise<CompanyProxy> {
  const ca = await selfSigned('Company CA')
  const leaf = await issuedBy(ca, 'company', { altNames: { dns: Object.keys(hosts) } })
  const tunnels: string[] = []
  const sockets = new Set<Socket>()
  const inside = createHttps(
    httpsServerOptions({ certPem: leaf.certificatePem, keyPem: leaf.privateKeyPem }),
    (request, response) => {
      forward(hosts, trust, request, response).catch((error: unknown) => response.writeHead(502).end(String(error)))
    },
  )
  const proxy = createServer((_request, response) => response.writeHead(405).end())
  proxy.on('connect', (request, socket) => {
    tunnels.push(request.url ?? '')
    const { port } = inside.address() as AddressInfo
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      onward.pipe(socket).pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  for (const server of [inside, proxy]) {
    server.on('connection', (socket: Socket) => sockets.add(socket.on('close', () => sockets.delete(socket))))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  }
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    caPem: ca.certificatePem,
    tunnels,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await Promise.all([inside, proxy].map((server) => new Promise((resolve) => server.close(resolve))))
    },
  }
}

async function forward(
  hosts: Readonly<Record<string, string>>,
  trust: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const { host = '', connection: _c, 'content-length': _l, ...headers } = request.headers
  const body = Buffer.concat(chunks)
  const base = hosts[host] ?? ''
  const answer = await httpRequest({
    method: request.method ?? 'GET',
    url: `${base}${request.url}`,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    ...(body.length === 0 ? {} : { body }),
    caPems: trust,
  })
  const isText = /json|html/.test(answer.headers['content-type'] ?? '')
  const renamed = (text: string): string => text.replaceAll(base, `https://${host}`)
  const { 'content-length': _length, 'transfer-encoding': _encoding, connection: _connection, ...kept } = answer.headers
  const location = kept['location']
  response.writeHead(answer.status, { ...kept, ...(location === undefined ? {} : { location: renamed(location) }) })
  response.end(isText ? renamed(answer.body.toString('utf8')) : answer.body)
}
