import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { randomUuid } from '../../lib/crypto.ts'
import { createHttpsServer } from '../tenant/https-server.ts'
import { managedDomain } from '../tenant/domains.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { addAuthorizeRoutes } from './authorize-routes.ts'
import { EntraError, errorBody } from './entra-error.ts'
import { addFederationRoutes } from './federation/routes.ts'
import { formOf } from './form.ts'
import { addLoginRoutes } from './login-routes.ts'
import { jwks } from './signing-key.ts'
import { answerDeviceCode, answerToken } from './token-endpoint.ts'
import type { Form } from './token-endpoint.ts'
import { authorityUrl, instanceDiscovery, openIdConfiguration } from './urls.ts'

/** The practice sign-in authority: https on localhost, below the practice root. Not yet listening. */
export function createAuthorityServer(tenant: Tenant): FastifyInstance {
  const server = createHttpsServer(tenant, 128 * 1024)
  server.addHook('onRequest', (request, reply, done) => {
    if (tenant.switches.offline) return void request.raw.socket.destroy()
    const host = (request.headers.host ?? '').replace(/:\d+$/, '')
    // A page elsewhere must reach it by no name that happens to lead here.
    if (!['localhost', '127.0.0.1'].includes(host)) return void reply.code(403).send()
    void reply.headers({
      'x-slipway-practice': tenant.factory.worldId,
      'cache-control': 'no-store, no-cache',
      pragma: 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-ms-request-id': randomUuid(),
    })
    done()
  })
  server.addHook('onRequest', async (request, reply) => checkTenant(tenant, request, reply))
  server.addHook('onResponse', async (request, reply) => {
    const what = `${request.method} ${request.routeOptions.url ?? 'unknown'}`
    const outcome = String(reply.statusCode)
    tenant.observed.record({ at: tenant.clock.now(), channel: 'authority', what, serial: null, outcome })
  })
  server.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500
    if (status >= 500) tenant.logger.error({ err: error }, 'the sign-in authority failed')
    return reply.code(status).send({ error: status >= 500 ? 'server_error' : 'invalid_request' })
  })
  addDiscovery(server, tenant)
  server.post('/:tenant/oauth2/v2.0/token', (request, reply) => endpoint(tenant, request, reply, answerToken))
  server.post('/:tenant/oauth2/v2.0/devicecode', (request, reply) => endpoint(tenant, request, reply, answerDeviceCode))
  addAuthorizeRoutes(server, tenant)
  addLoginRoutes(server, tenant)
  addFederationRoutes(server, tenant)
  return server
}

function addDiscovery(server: FastifyInstance, tenant: Tenant): void {
  server.get('/common/discovery/instance', async () => instanceDiscovery(tenant))
  server.get('/:tenant/v2.0/.well-known/openid-configuration', async () => openIdConfiguration(tenant))
  server.get('/:tenant/discovery/v2.0/keys', async () => jwks(tenant, `${authorityUrl(tenant)}/v2.0`))
}

/** The tenant by its id, by its domain, or `organizations` and `common` for "whichever the person belongs to". */
async function checkTenant(
  tenant: Tenant,
  request: FastifyRequest<{ Params?: unknown }>,
  reply: FastifyReply,
): Promise<void> {
  const { tenant: named } = (request.params ?? {}) as { readonly tenant?: string }
  if (named === undefined) return
  const known = [tenant.world.tenantId, managedDomain, 'organizations', 'common']
  if (known.includes(named.toLowerCase())) return
  const what = `Tenant '${named.slice(0, 100)}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`
  await reply.code(400).send(bodyOf(tenant, request, new EntraError('invalid_request', 90002, what)))
}

async function endpoint(
  tenant: Tenant,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: (tenant: Tenant, form: Form) => Promise<object>,
): Promise<FastifyReply> {
  try {
    return await reply.send(await answer(tenant, formOf(request)))
  } catch (error) {
    if (!(error instanceof EntraError)) throw error
    return reply.code(error.status).send(bodyOf(tenant, request, error))
  }
}

function bodyOf(tenant: Tenant, request: FastifyRequest<{ Params?: unknown }>, error: EntraError): object {
  const header = request.headers['client-request-id']
  const correlationId = formOf(request)['client-request-id'] ?? header
  return errorBody(error, {
    at: tenant.clock.now(),
    correlationId: typeof correlationId === 'string' ? correlationId : undefined,
    baseUrl: tenant.addresses.authority,
  })
}
