import type { FastifyInstance } from 'fastify'
import { federatedDomain, managedDomain } from '../../tenant/domains.ts'
import type { Tenant } from '../../tenant/tenant.ts'
import { metadataExchange, soapFault } from './metadata-exchange.ts'

/**
 * Where a domain's people sign in (Microsoft's user realm discovery), and beside it the federation service of the second
 * domain: what an organization with AD FS has in its own cellar.
 */
export function addFederationRoutes(server: FastifyInstance, tenant: Tenant): void {
  server.get<{ Params: { user: string } }>('/common/userrealm/:user', async ({ params }) => {
    const domain = params.user.slice(params.user.lastIndexOf('@') + 1).toLowerCase()
    return realmOf(tenant, domain)
  })
  const { switches } = tenant
  server.get('/adfs/services/trust/mex', async (_request, reply) => {
    if (switches.federation === 'none') return reply.code(404).send()
    const document =
      switches.federation === 'broken'
        ? '<html><body>Service unavailable'
        : metadataExchange(serviceUrl(tenant), offers(tenant))
    return reply.type('application/soap+xml; charset=utf-8').send(document)
  })
  server.route({
    method: ['GET', 'POST'],
    url: '/adfs/services/trust/13/usernamemixed',
    handler: async (request, reply) => {
      if (!offers(tenant)) return reply.code(404).send()
      if (switches.federation === 'disabled') return reply.code(503).send()
      // It takes messages only; nobody signs in here by this practice service.
      if (request.method === 'GET') return reply.code(400).send()
      return reply.code(500).type('application/soap+xml; charset=utf-8').send(soapFault)
    },
  })
}

function offers({ switches }: Tenant): boolean {
  return switches.federation === 'ready' || switches.federation === 'disabled'
}

function serviceUrl({ addresses }: Tenant): string {
  return `${addresses.authority}/adfs/services/trust`
}

/** The members that Microsoft's answer has for api-version 1.0. */
function realmOf(tenant: Tenant, domain: string): object {
  const cloud = {
    cloud_instance_name: new URL(tenant.addresses.authority).host,
    cloud_audience_urn: 'urn:federation:MicrosoftOnline',
  }
  const isFederated = domain === federatedDomain && tenant.switches.federation !== 'none'
  if (!isFederated) {
    const known = domain === managedDomain
    return {
      ver: '1.0',
      account_type: known ? 'Managed' : 'Unknown',
      ...(known ? { domain_name: domain } : {}),
      ...cloud,
    }
  }
  return {
    ver: '1.0',
    account_type: 'Federated',
    domain_name: domain,
    federation_protocol: 'WSTrust',
    federation_metadata_url: `${serviceUrl(tenant)}/mex`,
    federation_active_auth_url: `${serviceUrl(tenant)}/2005/usernamemixed`,
    ...cloud,
  }
}
