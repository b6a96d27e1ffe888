import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { randomBytes, sha256 } from '../../lib/crypto.ts'
import { httpRequest } from '../../lib/http.ts'
import { queryOf } from '../authority/form.ts'
import { authorityUrl } from '../authority/urls.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { findPortalPerson, personOfIdToken } from './id-token.ts'
import type { PortalPerson } from './id-token.ts'
import { portalClientId, siteRedirectUri } from './registration.ts'
import { portalState } from './state.ts'

const cookieName = 'PORTAL-SESSION'
const visitorMs = 60 * 60_000
const signInMs = 15 * 60_000

/** `GET /auth`: a person comes back from the sign-in, with the code that stands for it. */
export function addSiteSignIn(server: FastifyInstance, tenant: Tenant): void {
  server.get('/auth', async (request, reply) => {
    const { state = '', code = '' } = queryOf(request)
    const { signIns, visitors } = portalState(tenant)
    const begun = signIns.get(state)
    signIns.delete(state)
    const person = begun === undefined ? null : await redeem(tenant, code, begun)
    if (begun === undefined || person === null) return reply.redirect('/', 302)
    const id = randomBytes(24).toString('base64url')
    visitors.put(id, person.upn, tenant.clock.now() + visitorMs)
    void reply.header('set-cookie', `${cookieName}=${id}; Path=/; Secure; HttpOnly; SameSite=Lax`)
    return reply.redirect(begun.next, 302)
  })
}

/** Who visits the website; when nobody has signed in, the reply leads there and back, and null is returned. */
export async function visitorOf(
  tenant: Tenant,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<PortalPerson | null> {
  const cookie = new RegExp(`(?:^|; )${cookieName}=([\\w-]{1,100})(?:;|$)`).exec(request.headers.cookie ?? '')?.[1]
  const upn = portalState(tenant).visitors.get(cookie ?? '')
  const person = upn === undefined ? null : await findPortalPerson(tenant, upn)
  if (person === null) await leadToSignIn(tenant, reply, request.method === 'GET' ? request.url : '/')
  return person
}

async function leadToSignIn(tenant: Tenant, reply: FastifyReply, next: string): Promise<void> {
  const [state, nonce, verifier] = [16, 16, 32].map((length) => randomBytes(length).toString('base64url')) as [
    string,
    string,
    string,
  ]
  portalState(tenant).signIns.put(state, { verifier, nonce, next }, tenant.clock.now() + signInMs)
  const query = new URLSearchParams({
    client_id: portalClientId,
    redirect_uri: siteRedirectUri(tenant),
    response_type: 'code',
    response_mode: 'query',
    scope: 'openid profile',
    code_challenge: sha256(verifier).toString('base64url'),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  await reply.redirect(`${authorityUrl(tenant)}/oauth2/v2.0/authorize?${query.toString()}`, 302)
}

const tokens = z.object({ id_token: z.string() })

async function redeem(
  tenant: Tenant,
  code: string,
  { verifier, nonce }: { readonly verifier: string; readonly nonce: string },
): Promise<PortalPerson | null> {
  const answer = await httpRequest({
    method: 'POST',
    url: `${authorityUrl(tenant)}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      client_id: portalClientId,
      grant_type: 'authorization_code',
      redirect_uri: siteRedirectUri(tenant),
      code,
      code_verifier: verifier,
    }).toString(),
    caPems: [tenant.world.root.certificatePem],
  })
  if (answer.status !== 200) return null
  return personOfIdToken(tenant, tokens.parse(JSON.parse(answer.body.toString('utf8'))).id_token, nonce)
}
