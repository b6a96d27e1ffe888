import fastifyStatic from '@fastify/static'
import fastifyWebsocket from '@fastify/websocket'
import type { FastifyInstance } from 'fastify'
import { fastify } from 'fastify'
import { contract } from '../../../src-shared/contract.ts'
import { AppError } from '../../../src-shared/errors.ts'
import { socketLink } from '../../../src-shared/rpc-links.ts'
import { serve } from '../../../src-shared/rpc-serve.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import { rpcLimits } from '../../../src-shared/rpc.ts'
import { randomBytes } from '../../lib/crypto.ts'
import type { Logger } from '../../lib/logger.ts'
import { contentSecurityPolicy, plainSecurityHeaders } from '../content-policy.ts'
import { readPage } from './page-files.ts'
import { entryPage, refusalPage, translatorFor } from './plain-page.ts'
import { judgeRequest } from './request-guard.ts'
import type { Sessions } from './sessions.ts'
import { createSessions } from './sessions.ts'

export type StationOptions = {
  readonly app: { readonly handlers: Handlers<typeof contract> }
  /** 0 takes a free one. */
  readonly port: number
  /** Directory of the built page. */
  readonly pageDir: string
  readonly logger: Logger
}

export type Station = {
  /** Address with a one-time token in it: hand it to one browser. */
  readonly url: string
  readonly origin: string
  /** Another address, for another browser. */
  readonly newUrl: () => string
  /** Ends every window's connection; a page connects again by itself. */
  readonly hangUp: () => void
  readonly close: () => Promise<void>
}

/**
 * Serves the page and the contract to browsers of this computer, and to nobody else: bound to 127.0.0.1, every request
 * judged by its Host, Origin and session before anything answers it.
 *
 * @throws AppError `station.portTaken`, `station.pageMissing`
 */
export async function startStation(options: StationOptions): Promise<Station> {
  const sessions = createSessions()
  const server = fastify({
    logger: false,
    bodyLimit: 64 * 1024,
    connectionTimeout: 30_000,
    requestTimeout: 15_000,
    forceCloseConnections: true,
    // A HEAD must not use up a token.
    exposeHeadRoutes: false,
  })
  let port = options.port
  // Browsers keep one jar of cookies for all ports of a host, so the name tells stations apart.
  const cookieName = () => `slipway-${port}`
  judgeEverything(server, sessions, () => port, cookieName)
  await addRoutes(server, options, sessions, cookieName)
  try {
    await server.listen({ host: '127.0.0.1', port: options.port })
  } catch (thrown) {
    await server.close()
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'EADDRINUSE') {
      throw new AppError('station.portTaken', { port: options.port }, { cause: thrown })
    }
    throw thrown
  }
  const address = server.server.address()
  if (address !== null && typeof address === 'object') port = address.port
  const origin = `http://127.0.0.1:${port}`
  const newUrl = () => `${origin}/enter?token=${sessions.newToken()}`
  const hangUp = (): void => {
    for (const window of server.websocketServer.clients) window.close(serviceRestart)
  }
  return { url: newUrl(), origin, newUrl, hangUp, close: () => server.close() }
}

/** RFC 6455's registry of close codes: come back. */
const serviceRestart = 1012

/** For everything but the page itself, whose file could also be asked for by its name. */
const closedPolicy = "default-src 'none'; frame-ancestors 'none'"

/** Runs before any route, the upgrade to WebSocket and the 404 included. */
function judgeEverything(
  server: FastifyInstance,
  sessions: Sessions,
  port: () => number,
  cookieName: () => string,
): void {
  server.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      ...plainSecurityHeaders,
      'content-security-policy': closedPolicy,
      'cache-control': 'no-store',
    })
    const { headers } = request
    const fetchSite = headers['sec-fetch-site']
    const verdict = judgeRequest(
      {
        host: headers.host,
        origin: headers.origin,
        fetchSite: typeof fetchSite === 'string' ? fetchSite : undefined,
        isWebSocket: headers.upgrade !== undefined,
        hasSession: sessions.isKnown(readCookie(headers.cookie, cookieName())),
        isEntry: request.routeOptions.url === '/enter',
      },
      port(),
    )
    // Node hands an upgrade's socket over for good: answered with anything but an upgrade, it would stay open.
    if (headers.upgrade !== undefined) reply.raw.once('finish', () => request.raw.socket.destroySoon())
    if (verdict === 'allowed') return undefined
    return reply
      .code(verdict === 'unknownBrowser' ? 401 : 403)
      .type('text/html; charset=utf-8')
      .send(refusalPage(translatorFor(headers['accept-language']), verdict))
  })
}

async function addRoutes(
  server: FastifyInstance,
  options: StationOptions,
  sessions: Sessions,
  cookieName: () => string,
): Promise<void> {
  const page = await readPage(options.pageDir)
  await server.register(fastifyWebsocket, {
    options: { maxPayload: rpcLimits.messageSize * 4, perMessageDeflate: false },
  })
  await server.register(fastifyStatic, { root: options.pageDir, index: false, wildcard: true, cacheControl: false })

  server.get('/enter', (request, reply) => {
    // A browser that only looks ahead must not use up the token.
    if (request.headers['sec-purpose'] !== undefined) return reply.code(503).send()
    const { token } = request.query as { readonly token?: unknown }
    const session = typeof token === 'string' ? sessions.redeem(token) : null
    const translator = translatorFor(request.headers['accept-language'])
    void reply.type('text/html; charset=utf-8')
    if (session === null) return reply.code(401).send(refusalPage(translator, 'unknownBrowser'))
    return reply
      .header('set-cookie', `${cookieName()}=${session}; HttpOnly; SameSite=Strict; Path=/`)
      .send(entryPage(translator))
  })
  // Tells the page after a lost connection whether it is still signed in.
  server.get('/session', (_request, reply) => reply.code(204).send())
  server.get('/', (request, reply) => {
    const nonce = randomBytes(18).toString('base64')
    return reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        contentSecurityPolicy({ nonce, connect: [`ws://${request.headers.host ?? ''}`] }),
      )
      .send(page(nonce))
  })
  await server.register(async (scope) => {
    scope.get('/link', { websocket: true }, (socket) => {
      serve(contract, options.app.handlers, socketLink(socket), {
        onError: (name, thrown) => options.logger.warn({ call: name, err: thrown }, 'a call failed'),
      })
      // Without a listener a refused frame (too large, broken) would end the process.
      socket.on('error', (error: Error) => options.logger.warn({ err: error }, 'a window’s connection failed'))
    })
  })
}

/** The value of one cookie; undefined when it is missing or there twice. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
  return values.length === 1 ? values[0] : undefined
}
