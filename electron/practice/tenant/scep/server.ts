import fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../../../src-shared/errors.ts'
import { pemToDer } from '../../../pki/pem.ts'
import type { Tenant } from '../tenant.ts'
import { answerPkiOperation, scepCapabilities } from './authority.ts'

/** Some clients put the whole binary message into the address, percent-encoded, besides the body. */
const maxHeaderSize = 64 * 1024

/** The SCEP listener (RFC 8894, 4): plain http, as its messages are signed and encrypted themselves. */
export function createScepServer(tenant: Tenant): FastifyInstance {
  const server = fastify({ bodyLimit: 256 * 1024, logger: false, forceCloseConnections: true, http: { maxHeaderSize } })
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-slipway-practice', tenant.factory.worldId)
    if (tenant.switches.offline) request.raw.socket.destroy()
    else done()
  })
  server.get('/scep', (request, reply) => answer(tenant, request, reply))
  server.post('/scep', (request, reply) => answer(tenant, request, reply))
  return server
}

async function answer(tenant: Tenant, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { operation, message } = readAddress(request.raw.url ?? '')
  const observe = (outcome: string) =>
    tenant.observed.record({
      at: tenant.clock.now(),
      channel: 'scep',
      what: operation.slice(0, 40),
      serial: null,
      outcome,
    })
  if (operation === 'GetCACaps') {
    observe('ok')
    return reply.type('text/plain').send(`${scepCapabilities.join('\n')}\n`)
  }
  if (operation === 'GetCACert') {
    observe('ok')
    return reply.type('application/x-x509-ca-cert').send(pemToDer(tenant.world.deviceCa.certificatePem))
  }
  if (operation !== 'PKIOperation') return reply.code(400).type('text/plain').send('unknown operation')
  const fromBody = Buffer.isBuffer(request.body) && request.body.length > 0 ? request.body : null
  try {
    const { der, outcome } = await answerPkiOperation(tenant, fromBody ?? Buffer.from(message, 'base64'))
    observe(outcome)
    void reply.type('application/x-pki-message')
    return await reply.send(der)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    observe(error.code)
    return reply.code(400).type('text/plain').send('the message cannot be read')
  }
}

/** The operation is read with the message taken out: its bytes may be anything. */
function readAddress(url: string): { readonly operation: string; readonly message: string } {
  const query = url.slice(url.indexOf('?') + 1)
  const message = /(?:^|&)message=([^&]*)/.exec(query)?.[1] ?? ''
  const rest = new URLSearchParams(query.replace(/(^|&)message=[^&]*/, '$1'))
  // A plus sign in base64 may come bare or encoded; a blank is what some make of it.
  return { operation: rest.get('operation') ?? '', message: decoded(message).replaceAll(' ', '+') }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
