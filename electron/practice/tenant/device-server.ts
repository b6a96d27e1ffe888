import type { FastifyInstance } from 'fastify'
import { addActivationRoutes } from '../apple/activation-service.ts'
import { hasConfiguration } from '../apple/dep/device-routes.ts'
import { addEnrollmentRoutes } from './enrolment/service-routes.ts'
import { addMdmRoutes } from './mdm/routes.ts'
import { createHttpsServer } from './https-server.ts'
import type { Tenant } from './tenant.ts'

/** Everything that devices, and hosts on their behalf, talk to: https below the practice root. Not yet listening. */
export function createDeviceServer(tenant: Tenant): FastifyInstance {
  const server = createHttpsServer(tenant, 8 * 1024 * 1024)
  server.addHook('onRequest', (request, reply, done) => {
    if (tenant.switches.offline) return void request.raw.socket.destroy()
    void reply.header('x-slipway-practice', tenant.factory.worldId)
    const forced = tenant.forced.take('device')
    if (forced === null) return done()
    if (forced.retryAfter !== null) void reply.header('retry-after', forced.retryAfter)
    void reply.code(forced.status).type('text/plain').send('not available for a moment')
  })
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) tenant.logger.error({ err: error }, 'a device route failed')
    // A passing trouble of ours must not look like a refusal, which would end a device's management.
    return reply
      .code(status >= 500 ? 503 : status)
      .type('text/plain')
      .send('the request cannot be served')
  })
  addEnrollmentRoutes(server, tenant)
  addMdmRoutes(server, tenant)
  addActivationRoutes(server, {
    activationCa: tenant.factory.activationCa,
    deviceCaPem: tenant.factory.deviceCa.certificatePem,
    locked: tenant.activationLocked,
    hasConfiguration: (serial) => hasConfiguration(tenant.program, serial),
    observe: (what, serial, outcome) =>
      tenant.observed.record({ at: tenant.clock.now(), channel: 'activation', what, serial, outcome }),
  })
  return server
}
