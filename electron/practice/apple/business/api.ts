import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ProgramFailure } from '../dep/failure.ts'
import { findOrganization } from '../dep/program.ts'
import type { Program } from '../dep/program.ts'
import { RateLimit } from '../dep/rate-limit.ts'
import { Activities } from './activities.ts'
import { activityRoutes } from './activity-routes.ts'
import { findApiAccount } from './accounts.ts'
import { deviceRoutes } from './device-routes.ts'
import { BusinessFailure } from './failure.ts'
import type { BusinessRoute } from './routes.ts'
import { addTokenRoute } from './token-route.ts'

/** The API of Apple Business Manager, over the same servers and devices as the program's own. */
export function addBusinessApi(server: FastifyInstance, program: Program): void {
  const activities = new Activities(program)
  const limit = new RateLimit()
  server.addHook('onReady', () => activities.resume())
  server.addHook('onClose', (_server, done) => (activities.stop(), done()))
  addTokenRoute(server, program)
  for (const route of [...deviceRoutes, ...activityRoutes(activities)])
    server.route({
      method: route.method,
      url: route.path,
      handler: (request, reply) => answer(program, limit, route, request, reply),
    })
  server.get<{ Params: { readonly id: string } }>('/activity-logs/:id', async (request, reply) => {
    // Where Apple keeps such files a second permission beside the address is an error.
    if (request.headers.authorization !== undefined) return reply.code(400).type('text/plain').send('Bad Request')
    const log = await activities.log(request.params.id, queryOf(request))
    if (log === null) return reply.code(403).type('text/plain').send('Forbidden')
    return reply.header('content-disposition', 'attachment').type('text/csv; charset=utf-8').send(log)
  })
  for (const url of ['/v1', '/v1/*'])
    server.all(url, (request, reply) =>
      failed(reply, new BusinessFailure(404, 'NOT_FOUND', `There is no ${request.url.split('?')[0] ?? ''} here`)),
    )
}

async function answer(
  program: Program,
  limit: RateLimit,
  route: BusinessRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const call = `${route.method} ${route.path}`
  const fault = program.faults.take(call)
  if (fault?.kind === 'cut') return cut(program, request, reply, call)
  try {
    if (fault?.kind === 'answer') throw new BusinessFailure(fault.status, fault.body, 'As was asked for', after(fault))
    await admit(program, limit, request)
    const body = await route.handle({
      program,
      base: baseOf(request),
      query: queryOf(request),
      id: (request.params as { readonly id?: string }).id ?? '',
      body: readJson(request),
    })
    if (fault?.kind !== 'lostResponse') {
      program.observe(call, '200')
      return await reply.code(route.status ?? 200).send(body)
    }
  } catch (error) {
    const failure = error instanceof ProgramFailure ? tooMany(error) : error
    if (!(failure instanceof BusinessFailure)) throw error
    program.observe(call, `${failure.status} ${failure.code}`)
    return failed(reply, failure)
  }
  return cut(program, request, reply, call)
}

/** Token, terms and rate, in that order. @throws BusinessFailure, ProgramFailure 429 */
async function admit(program: Program, limit: RateLimit, request: FastifyRequest): Promise<void> {
  const now = program.clock.now()
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const clientId = program.apiTokens.find(token, now)
  const account = clientId === null ? undefined : await findApiAccount(program, clientId)
  if (account === undefined || account.key_id === null)
    throw new BusinessFailure(401, 'NOT_AUTHORIZED', 'The token is missing, unknown or over')
  if (!(await findOrganization(program.db)).termsSigned)
    throw new BusinessFailure(
      403,
      'FORBIDDEN.REQUIRED_AGREEMENTS_MISSING_OR_EXPIRED',
      'New terms wait for an administrator of the organization',
    )
  limit.admit(account.client_id, program.switches.requestsPerTenSeconds, now)
}

function tooMany(error: ProgramFailure): BusinessFailure {
  const { headers } = error
  return new BusinessFailure(429, 'RATE_LIMIT_EXCEEDED', 'Come back after the time in Retry-After', { headers })
}

function after({ retryAfter }: { readonly retryAfter?: number | undefined }) {
  return retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } }
}

function failed(reply: FastifyReply, failure: BusinessFailure): FastifyReply {
  return reply.code(failure.status).headers(failure.headers).send(failure.body)
}

/** @throws BusinessFailure 400 */
function readJson(request: FastifyRequest): unknown {
  const { body } = request
  if (!Buffer.isBuffer(body) || body.length === 0) return undefined
  try {
    return JSON.parse(body.toString('utf8')) as unknown
  } catch {
    throw new BusinessFailure(400, 'ENTITY_INVALID', 'The body is no JSON')
  }
}

function cut(program: Program, request: FastifyRequest, reply: FastifyReply, call: string): FastifyReply {
  program.observe(call, 'cut')
  reply.hijack()
  request.raw.socket.destroy()
  return reply
}

function queryOf(request: FastifyRequest): URLSearchParams {
  return new URL(request.url, 'http://localhost').searchParams
}

/** Clients made for Apple name Apple in their Host header: links then lead to where they really are. */
function baseOf(request: FastifyRequest): string {
  const host = request.headers.host ?? ''
  const isOwn = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)
  return `http://${isOwn ? host : `127.0.0.1:${request.socket.localPort ?? 0}`}`
}
