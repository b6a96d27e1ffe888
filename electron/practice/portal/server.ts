import type { FastifyInstance } from 'fastify'
import { createHttpsServer } from '../tenant/https-server.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { addAppApi } from './app-api.ts'
import { addSite } from './site.ts'
import { addSiteSignIn } from './site-sign-in.ts'

/** Company Portal's side of the internet: https on localhost, below the practice root. Not yet listening. */
export function createPortalServer(tenant: Tenant): FastifyInstance {
  const server = createHttpsServer(tenant, 256 * 1024)
  server.addHook('onRequest', (request, reply, done) => {
    if (tenant.switches.offline) return void request.raw.socket.destroy()
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    const { origin } = request.headers
    // A page elsewhere must not reach it, not even by a name that leads here.
    const foreign = origin !== undefined && origin !== tenant.addresses.portal
    if (foreign || !['localhost', '127.0.0.1'].includes(host)) return void reply.code(403).send()
    void reply.headers({
      'x-slipway-practice': tenant.factory.worldId,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    })
    done()
  })
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) tenant.logger.error({ err: error }, 'Company Portal failed')
    return reply
      .code(status >= 500 ? 503 : status)
      .type('text/plain')
      .send('the request cannot be served')
  })
  addAppApi(server, tenant)
  addSite(server, tenant)
  addSiteSignIn(server, tenant)
  return server
}
