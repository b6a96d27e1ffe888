import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { afterEach } from 'vitest'
import { closeHttpAgents } from '../../electron/lib/http.ts'
import { httpsServerOptions } from '../../electron/lib/tls.ts'
import { type Identity, issuedBy, selfSigned } from '../pki/authority.ts'

const running: { close(): unknown }[] = []
afterEach(() => {
  closeHttpAgents()
  for (const server of running.splice(0)) server.close()
})

/** Listens on a free port of the loopback until the test ends. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  running.push({ close: () => (server.close(), server.closeAllConnections()) })
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

export async function serve(handler: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createServer(handler))}`
}

export async function serveTls(identity: Identity, handler: RequestListener): Promise<string> {
  const options = httpsServerOptions({ certPem: identity.certificatePem, keyPem: identity.privateKeyPem })
  return `https://localhost:${await listen(createHttps(options, handler))}`
}

export const root = await selfSigned('Root')
/** For localhost and the loopback addresses. */
export const good = await issuedBy(root, 'localhost', { altNames: { dns: ['localhost'], ip: ['127.0.0.1', '::1'] } })
export const caPems = [root.certificatePem]
