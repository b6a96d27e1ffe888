import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { randomBytes } from '../../lib/crypto.ts'
import { queryOf } from '../authority/form.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { beginSignIn, redeemCode } from './code-flow.ts'
import type { WebClient } from './code-flow.ts'
import { findPortalPerson } from './id-token.ts'
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
    const person = begun === undefined ? null : await redeemCode(tenant, siteOf(tenant), code, begun)
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
  const { url, state, ...secrets } = beginSignIn(tenant, siteOf(tenant))
  portalState(tenant).signIns.put(state, { ...secrets, next }, tenant.clock.now() + signInMs)
  await reply.redirect(url, 302)
}

function siteOf(tenant: Tenant): WebClient {
  return { clientId: portalClientId, redirectUri: siteRedirectUri(tenant) }
}
