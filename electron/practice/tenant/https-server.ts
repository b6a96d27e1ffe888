import fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { httpsServerOptions } from '../../lib/tls.ts'
import type { Tenant } from './tenant.ts'

/** A listener of the practice tenant, https below the practice root; bodies stay bytes. Not yet listening. */
export function createHttpsServer(tenant: Tenant, bodyLimit: number): FastifyInstance {
  const { https, root } = tenant.world
  const server = fastify({
    https: httpsServerOptions({
      certPem: `${https.certificatePem}${root.certificatePem}`,
      keyPem: https.privateKeyPem,
    }),
    bodyLimit,
    logger: false,
    forceCloseConnections: true,
  })
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  return server
}
