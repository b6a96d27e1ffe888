import fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { randomUuid } from '../../../lib/crypto.ts'
import { createHttpsServer } from '../https-server.ts'
import type { Tenant } from '../tenant.ts'
import { findCaller } from './bearer.ts'
import type { GraphReply } from './call.ts'
import { Dispatcher } from './dispatch.ts'
import { GraphFailure, failureBody, malformedRequest, notSignedIn } from './failure.ts'
import type { RequestIds } from './failure.ts'

const bodyLimit = 4 * 1024 * 1024
/** Where the real service says which of its machines answered. */
const diagnostic = JSON.stringify({
  ServerInfo: { DataCenter: 'Practice', Slice: 'E', Ring: '0', ScaleUnit: '000', RoleInstance: 'PRACTICE' },
})

/**
 * A Graph listener: HTTP manners only, everything else is the dispatcher's. Microsoft's own libraries send no token to a
 * plain http address, so there is one with https as well. Not yet listening.
 */
export function createGraphServer(tenant: Tenant, scheme: 'http' | 'https'): FastifyInstance {
  const server =
    scheme === 'https'
      ? createHttpsServer(tenant, bodyLimit)
      : fastify({ bodyLimit, logger: false, forceCloseConnections: true, routerOptions: { maxParamLength: 2000 } })
  const dispatcher = new Dispatcher(tenant)
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  server.addHook('onRequest', (request, reply, done) => {
    if (tenant.switches.offline) return void request.raw.socket.destroy()
    const problem = checkOrigin(request)
    if (problem === null) return done()
    void send(tenant, reply, failed(tenant, problem, idsOf(request)), idsOf(request))
  })
  server.all('/*', async (request, reply) => {
    const ids = idsOf(request)
    const answer = await answerRequest(tenant, dispatcher, request, ids, scheme)
    const pattern = new URL(request.url, 'http://graph').pathname
    const what = `${request.method} ${pattern}`
    tenant.observed.record({
      at: tenant.clock.now(),
      channel: 'graph',
      what,
      serial: null,
      outcome: String(answer.status),
    })
    return send(tenant, reply, answer, ids)
  })
  server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500
    const code = status < 500 ? 'BadRequest' : 'InternalServerError'
    if (status >= 500) tenant.logger.error({ err: error }, 'the Graph listener failed')
    const failure = new GraphFailure(
      status,
      code,
      status === 413 ? 'The request body is too large' : 'The request cannot be read',
    )
    return send(tenant, reply, failed(tenant, failure, idsOf(request)), idsOf(request))
  })
  return server
}

async function answerRequest(
  tenant: Tenant,
  dispatcher: Dispatcher,
  request: FastifyRequest,
  ids: RequestIds,
  scheme: 'http' | 'https',
): Promise<GraphReply> {
  const caller = await findCaller(tenant, request.headers.authorization).catch(failureOnly)
  if (caller instanceof GraphFailure) return failed(tenant, caller, ids)
  if (caller === null) return failed(tenant, notSignedIn('The access token is missing, unknown or expired.'), ids)
  const body = readJson(request)
  if (body instanceof GraphFailure) return failed(tenant, body, ids)
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  const origin = scheme === 'https' ? tenant.addresses.secureGraph : tenant.addresses.graph
  // RFC 9110: HEAD is GET without its body, which the listener leaves out.
  const method = request.method === 'HEAD' ? 'GET' : request.method
  return dispatcher.answer({ ...ids, origin, method, url: request.url, headers, body: body.json, caller })
}

function failureOnly(error: unknown): GraphFailure {
  if (error instanceof GraphFailure) return error
  throw error
}

function failed(tenant: Tenant, failure: GraphFailure, ids: RequestIds): GraphReply {
  return { status: failure.status, headers: failure.headers, body: failureBody(failure, ids, tenant.clock.now()) }
}

/** A page in a browser must not reach a server on loopback, not even by a name that resolves to it. */
function checkOrigin(request: FastifyRequest): GraphFailure | null {
  if (request.headers.origin !== undefined)
    return new GraphFailure(403, 'Forbidden', 'Requests from web pages are refused.')
  const host = (request.headers.host ?? '').replace(/:\d+$/, '')
  if (['127.0.0.1', 'localhost', '[::1]'].includes(host)) return null
  return new GraphFailure(403, 'Forbidden', 'Only loopback host names are served.')
}

function readJson({ body, headers }: FastifyRequest): { readonly json: unknown } | GraphFailure {
  if (!Buffer.isBuffer(body) || body.length === 0) return { json: undefined }
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (type !== 'application/json') return malformedRequest('A body needs the header Content-Type: application/json')
  try {
    return { json: JSON.parse(body.toString('utf8')) as unknown }
  } catch {
    return malformedRequest('The request body is not valid JSON')
  }
}

const knownIds = new WeakMap<FastifyRequest, RequestIds>()

function idsOf(request: FastifyRequest): RequestIds {
  const known = knownIds.get(request)
  if (known) return known
  const sent = request.headers['client-request-id']
  const requestId = randomUuid()
  const usable = typeof sent === 'string' && /^[\w{}-]{1,100}$/.test(sent)
  const ids = { requestId, clientRequestId: usable ? sent : requestId }
  knownIds.set(request, ids)
  return ids
}

function send(tenant: Tenant, reply: FastifyReply, answer: GraphReply, ids: RequestIds): FastifyReply {
  const json = typeof answer.body === 'object' && answer.body !== null
  void reply.code(answer.status).headers({
    'request-id': ids.requestId,
    'client-request-id': ids.clientRequestId,
    'x-slipway-practice': tenant.factory.worldId,
    'odata-version': '4.0',
    'x-ms-ags-diagnostic': diagnostic,
    date: new Date(tenant.clock.now()).toUTCString(),
    'cache-control': 'no-store',
    ...(json ? { 'content-type': 'application/json;odata.metadata=minimal;charset=utf-8' } : {}),
    ...answer.headers,
  })
  return reply.send(json ? JSON.stringify(answer.body) : (answer.body ?? undefined))
}
