import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { constantTimeEqual, randomBytes } from '../../lib/crypto.ts'
import type { Logger } from '../../lib/logger.ts'
import type { Cart } from './cart.ts'
import { route } from './control-routes.ts'

export type ControlPlane = { readonly url: string; readonly token: string; readonly close: () => Promise<void> }

const maxBodyBytes = 64 * 1024

/** The hand that reaches into the practice cart from outside: HTTP and JSON on loopback, for whoever has the token. */
export async function startControlPlane(cart: Cart, logger: Logger): Promise<ControlPlane> {
  const token = randomBytes(32).toString('base64url')
  const server = createServer((request, response) => {
    serve(cart, server, token, request).then(
      ({ status, body }) => write(response, status, body),
      (error: unknown) => {
        logger.error({ error: error instanceof Error ? error.stack : String(error) }, 'control plane failed')
        write(response, 500, { error: 'internal' })
      },
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${portOf(server)}`, token, close }
}

type Answer = { readonly status: number; readonly body: unknown }

async function serve(cart: Cart, server: Server, token: string, request: IncomingMessage): Promise<Answer> {
  // Another name for this address would mean that a web page is behind the request.
  if (request.headers.host !== `127.0.0.1:${portOf(server)}`) return { status: 421, body: { error: 'wrong host' } }
  if (!constantTimeEqual(request.headers.authorization ?? '', `Bearer ${token}`))
    return { status: 401, body: { error: 'wrong token' } }
  const text = await bodyOf(request)
  if (text === null) return { status: 413, body: { error: 'too large' } }
  let body: unknown = {}
  try {
    if (text !== '') body = JSON.parse(text)
  } catch {
    return { status: 400, body: { error: 'not JSON' } }
  }
  const path = new URL(request.url ?? '/', 'http://cart').pathname.split('/').filter((part) => part !== '')
  return route(cart, request.method ?? 'GET', path, body)
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBodyBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function write(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(`${JSON.stringify(body)}\n`)
}

function portOf(server: Server): number {
  const address = server.address()
  return address !== null && typeof address === 'object' ? address.port : 0
}
