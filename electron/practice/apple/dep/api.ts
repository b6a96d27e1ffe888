import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ProgramCall, ProgramRoute } from './call.ts'
import { ProgramFailure, badRequest, forbidden } from './failure.ts'
import { findOrganization } from './program.ts'
import type { Program } from './program.ts'
import { RateLimit } from './rate-limit.ts'
import { accountRoutes } from './routes/account.ts'
import { deviceRoutes } from './routes/devices.ts'
import { enrollmentRoutes } from './routes/enrollment.ts'
import { profileRoutes } from './routes/profiles.ts'
import { releaseRoutes } from './routes/release.ts'
import { openProgramSession } from './session-route.ts'

const routes: readonly ProgramRoute[] = [
  ...accountRoutes,
  ...deviceRoutes,
  ...profileRoutes,
  ...releaseRoutes,
  ...enrollmentRoutes,
]
const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const
const sessionHeader = 'x-adm-auth-session'
/** Names of libraries; Apple refuses some of them (seen by nanodep's users). */
const refusedAgents = /^(?:Go-http-client|python-requests|Java)\//

/** The API that MDM servers speak, as mdmenrollment.apple.com serves it. */
export function addProgramApi(server: FastifyInstance, program: Program): void {
  const limit = new RateLimit()
  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    work: () => Promise<object>,
  ): Promise<FastifyReply> => {
    const call = `${request.method} ${request.url.split('?')[0]}`
    const fault = program.faults.take(call)
    if (fault?.kind === 'cut') return cut(program, request, reply, call)
    let sent: Sent
    try {
      if (fault?.kind === 'answer') throw forced(fault)
      checkUserAgent(request)
      sent = { status: 200, headers: {}, body: JSON.stringify(await work()), json: true }
    } catch (error) {
      if (!(error instanceof ProgramFailure)) throw error
      const body = program.switches.quotedErrors ? JSON.stringify(error.message) : error.message
      sent = { status: error.status, headers: error.headers, body, json: false }
    }
    if (fault?.kind === 'lostResponse') return cut(program, request, reply, call)
    program.observe(call, sent.status === 200 ? '200' : `${sent.status} ${sent.body}`)
    return reply
      .code(sent.status)
      .headers({ ...sent.headers, 'content-type': sent.json ? 'application/json;charset=UTF-8' : 'text/plain' })
      .send(sent.body)
  }

  server.get('/session', (request, reply) =>
    answer(request, reply, () =>
      openProgramSession(program, { authorization: request.headers.authorization, url: urlOf(request) }),
    ),
  )
  for (const route of routes) {
    server.route({
      method: route.method,
      url: route.path,
      handler: (request, reply) =>
        answer(request, reply, async () => route.handle(await admitted(program, limit, request, reply))),
    })
  }
  const refuse = (code: ProgramFailure) => (request: FastifyRequest, reply: FastifyReply) =>
    answer(request, reply, () => Promise.reject(code))
  for (const url of ['/session', ...new Set(routes.map(({ path }) => path))]) {
    const known = new Set(
      url === '/session' ? ['GET'] : routes.filter(({ path }) => path === url).map((one) => one.method),
    )
    const other = methods.filter((method) => !known.has(method))
    server.route({ method: other, url, handler: refuse(new ProgramFailure(405, 'METHOD_NOT_ALLOWED')) })
  }
  server.setNotFoundHandler(refuse(new ProgramFailure(404, 'NOT_FOUND')))
}

type Sent = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly json: boolean
}

/** Session, terms and rate, in that order; the answer may carry the next session. */
async function admitted(
  program: Program,
  limit: RateLimit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<ProgramCall> {
  const now = program.clock.now()
  const token = headerOf(request, sessionHeader)
  const session = program.sessions.find(token, now)
  const server = await program.db
    .selectFrom('mdm_server')
    .selectAll()
    .where('uuid', '=', session.serverUuid)
    .executeTakeFirst()
  if (server?.access_token !== session.accessToken) throw forbidden('ACCESS_DENIED')
  if ((server.token_expires_at ?? 0) <= now) throw forbidden('EXPIRED_TOKEN')
  const organization = await findOrganization(program.db)
  if (!organization.termsSigned) throw forbidden('T_C_NOT_SIGNED')
  limit.admit(server.uuid, program.switches.requestsPerTenSeconds, now)
  const rotated = program.switches.rotateSessions
    ? program.sessions.rotated(token ?? '', now, program.switches.sessionLifeMs)
    : null
  if (rotated !== null) void reply.header(sessionHeader, rotated)
  return {
    program,
    server,
    organization,
    protocol: Number(/^\d{1,3}$/.exec(headerOf(request, 'x-server-protocol-version') ?? '')?.[0] ?? 1),
    query: urlOf(request).searchParams,
    body: readJson(request.body),
  }
}

function readJson(body: unknown): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0) return undefined
  try {
    return JSON.parse(body.toString('utf8')) as unknown
  } catch {
    throw badRequest('MALFORMED_REQUEST_BODY')
  }
}

function checkUserAgent(request: FastifyRequest): void {
  const agent = headerOf(request, 'user-agent') ?? ''
  if (agent === '') throw badRequest('USER_AGENT_MISSING')
  if (refusedAgents.test(agent) || agent.length > 300) throw badRequest('USER_AGENT_INVALID')
}

function forced(fault: { readonly status: number; readonly body: string; readonly retryAfter?: number | undefined }) {
  const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
  return new ProgramFailure(fault.status, fault.body, headers)
}

function cut(program: Program, request: FastifyRequest, reply: FastifyReply, call: string): FastifyReply {
  program.observe(call, 'cut')
  reply.hijack()
  request.raw.socket.destroy()
  return reply
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** As the client wrote it: the signature is over exactly that. */
function urlOf(request: FastifyRequest): URL {
  return new URL(request.url, `http://${request.headers.host ?? 'localhost'}`)
}
