import { join } from 'node:path'
import fastify from 'fastify'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from '../../../lib/logger.ts'
import type { Factory } from '../../factory.ts'
import { addAppStore } from '../app-store.ts'
import { addPushPages } from '../push/pages.ts'
import { addActivationRoutes } from '../activation-service.ts'
import { addBusinessApi } from '../business/api.ts'
import { ApiTokens } from '../business/api-tokens.ts'
import { addProgramApi } from './api.ts'
import { addDeviceRoutes, hasConfiguration } from './device-routes.ts'
import { ProgramFaults } from './faults.ts'
import { Nonces } from './oauth1.ts'
import { addApiAccountPages } from './portal/api-accounts.ts'
import { addPortal } from './portal/portal.ts'
import type { Program } from './program.ts'
import { Sessions } from './sessions.ts'
import { openProgramDatabase } from './store/open.ts'
import { initialProgramSwitches } from './switches.ts'

export type ProgramOptions = {
  readonly dataDirectory: string
  readonly factory: Factory
  readonly logger: Logger
  readonly clock: { readonly now: () => number }
  readonly activationLocked: Set<string>
  readonly observe: (channel: 'program' | 'activation', what: string, serial: string | null, outcome: string) => void
}

/** @throws AppError `practice.dataUnusable` */
export async function openProgram(options: ProgramOptions): Promise<Program> {
  return {
    db: await openProgramDatabase(join(options.dataDirectory, 'apple.sqlite')),
    clock: options.clock,
    factory: options.factory,
    logger: options.logger,
    switches: initialProgramSwitches(),
    faults: new ProgramFaults(),
    sessions: new Sessions(),
    nonces: new Nonces(),
    apiTokens: new ApiTokens(),
    throttled: new Set(),
    activationLocked: options.activationLocked,
    observe: (what, outcome) => options.observe('program', what, null, outcome),
  }
}

const bodyLimit = 4 * 1024 * 1024

/**
 * Apple as far as this world needs it, over http on loopback: the API for MDM servers at the root, that of Apple
 * Business Manager below `/v1` with its tokens at `/auth/oauth2`, the portal below `/portal`, and what devices ask by themselves below `/deviceservices`. Not yet listening.
 */
export function createProgramServer(program: Program, observe: ProgramOptions['observe']): FastifyInstance {
  const server = fastify({ bodyLimit, logger: false, forceCloseConnections: true })
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  server.addHook('onRequest', (request, reply, done) => {
    if (program.switches.offline) return void request.raw.socket.destroy()
    void reply.header('x-slipway-practice', program.factory.worldId)
    if (isOwnHost(request) && isOwnPage(request)) return done()
    void reply.code(403).type('text/plain').send('FORBIDDEN')
  })
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) program.logger.error({ err: error }, 'the practice enrollment program failed')
    return reply
      .code(status)
      .type('text/plain')
      .send(status === 413 ? 'MALFORMED_REQUEST_BODY' : 'INTERNAL_ERROR')
  })
  addProgramApi(server, program)
  addBusinessApi(server, program)
  addPortal(server, program)
  addApiAccountPages(server, program)
  addPushPages(server, program)
  addAppStore(server)
  addDeviceRoutes(server, program)
  addActivationRoutes(server, {
    activationCa: program.factory.activationCa,
    deviceCaPem: program.factory.deviceCa.certificatePem,
    locked: program.activationLocked,
    hasConfiguration: (serial) => hasConfiguration(program, serial),
    observe: (what, serial, outcome) => observe('activation', what, serial, outcome),
  })
  return server
}

/** Clients of Apple's that were led here still name Apple; no page elsewhere can call itself so. */
const appleHosts = ['account.apple.com', 'api-business.apple.com', 'api-school.apple.com']
const ownHosts = new Set(['127.0.0.1', 'localhost', '[::1]', ...appleHosts])

/** A page elsewhere must not reach this server, not even by a name that resolves to loopback. */
function isOwnHost(request: FastifyRequest): boolean {
  return ownHosts.has((request.headers.host ?? '').replace(/:\d+$/, ''))
}

function isOwnPage(request: FastifyRequest): boolean {
  const { origin, host } = request.headers
  return origin === undefined || origin === `http://${host ?? ''}`
}
