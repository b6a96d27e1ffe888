import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Program } from '../dep/program.ts'
import { findApiAccount } from './accounts.ts'
import { checkAssertion } from './assertion.ts'
import { TokenFailure } from './failure.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const scope = 'business.api'
/** Apple: a token is good for an hour. */
const lifeSeconds = 3600

/** Where API accounts get their tokens: both addresses that clients of account.apple.com know. */
export function addTokenRoute(server: FastifyInstance, program: Program): void {
  for (const url of ['/auth/oauth2/token', '/auth/oauth2/v2/token']) {
    server.post(url, async (request, reply) => {
      const call = 'POST /auth/oauth2/token'
      void reply.header('cache-control', 'no-store')
      try {
        const fault = program.faults.take(call)
        if (fault?.kind === 'answer') return await reply.code(fault.status).type('application/json').send(fault.body)
        const token = await giveToken(program, formOf(request))
        program.observe(call, '200')
        return { access_token: token, token_type: 'Bearer', expires_in: lifeSeconds, scope }
      } catch (error) {
        if (!(error instanceof TokenFailure)) throw error
        program.observe(call, `400 ${error.error}`)
        return reply.code(400).send({ error: error.error })
      }
    })
  }
}

async function giveToken(program: Program, form: URLSearchParams): Promise<string> {
  const value = (name: string): string => form.get(name) ?? ''
  if (value('grant_type') !== 'client_credentials') throw new TokenFailure('unsupported_grant_type')
  if (value('client_assertion_type') !== assertionType || value('client_assertion') === '')
    throw new TokenFailure('invalid_request')
  if (value('scope') !== scope) throw new TokenFailure('invalid_scope')
  const account = await findApiAccount(program, value('client_id'))
  if (account === undefined || account.key_id === null || account.public_key_pem === null)
    throw new TokenFailure('invalid_client')
  const { client_id: clientId, key_id: keyId, public_key_pem: publicKeyPem } = account
  const now = program.clock.now()
  // Assertions follow the wall clock, like OAuth timestamps: their makers know no other.
  const wallSeconds = Math.floor(Date.now() / 1000)
  const assertion = checkAssertion(value('client_assertion'), { clientId, keyId, publicKeyPem }, wallSeconds)
  const wasUsed = program.apiTokens.spend(clientId, assertion.jti, wallSeconds, assertion.expiresAt)
  // Apple's own words let one assertion serve for months; a stricter service remembers its id (RFC 7523).
  if (wasUsed && program.switches.assertionsOnce) throw new TokenFailure('invalid_client')
  return program.apiTokens.open(clientId, now + lifeSeconds * 1000)
}

/** Apple's own example puts the form behind the question mark; libraries send it as a body. */
function formOf(request: FastifyRequest): URLSearchParams {
  const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''
  const query = request.url.includes('?') ? request.url.slice(request.url.indexOf('?') + 1) : ''
  return new URLSearchParams([...new URLSearchParams(query), ...new URLSearchParams(body)])
}
