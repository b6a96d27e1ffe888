import type { Caller } from '../tenant/graph/call.ts'
import { GraphFailure } from '../tenant/graph/failure.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { isSignedBy, parseJwt } from './jwt.ts'
import { findPerson, managesIntune, readsIntune } from './people.ts'
import type { Person } from './people.ts'
import { graphAppId, graphResource } from './scopes.ts'
import { signingKey } from './signing-key.ts'
import { findSession } from './tokens.ts'
import { authorityUrl } from './urls.ts'

/**
 * Who calls Graph with a token of this authority; null for one that is not for Graph, not ours, or expired.
 * @throws GraphFailure 401 with a claims challenge when the session was ended, or more proof is wanted now
 */
export async function callerOfAccessToken(tenant: Tenant, token: string): Promise<Caller | null> {
  const jwt = parseJwt(token)
  if (jwt === null || jwt.header.alg !== 'RS256') return null
  if (!isSignedBy(jwt, (await signingKey(tenant)).certificatePem)) return null
  const { aud, tid, exp, nbf, sid, idtyp, roles, scp, acrs, xms_cc: capabilities } = jwt.claims
  const now = tenant.clock.now() / 1000
  if (![graphResource, graphAppId, tenant.addresses.graph].includes(String(aud))) return null
  if (tid !== tenant.world.tenantId || typeof exp !== 'number' || exp <= now) return null
  if (typeof nbf !== 'number' || nbf > now + 300) return null
  if (idtyp === 'app') return { kind: 'app', scopes: Array.isArray(roles) ? roles.map(String) : [], upn: null }
  const session = await findSession(tenant, String(sid))
  const person = session === null ? null : await findPerson(tenant, session.upn)
  if (session === null || person === null) return null
  const understands = Array.isArray(capabilities) && capabilities.includes('CP1')
  if (session.endedAt !== null) {
    const claim = { nbf: { essential: true, value: String(Math.ceil(session.endedAt / 1000)) } }
    throw challenge(tenant, understands, claim, 'Continuous access evaluation: the session was revoked.')
  }
  const held = Array.isArray(acrs) ? acrs : []
  if (person.requiredContext !== null && !held.includes(person.requiredContext)) {
    const claim = { acrs: { essential: true, value: person.requiredContext } }
    throw challenge(tenant, understands, claim, 'Continuous access evaluation: stronger authentication is required.')
  }
  return { kind: 'delegated', scopes: String(scp).split(' '), upn: person.upn, rights: rightsOf(person) }
}

/** What a person may do in Intune, whatever the application may: the lesser of the two counts. */
function rightsOf(person: Person): 'none' | 'read' | 'write' {
  if (managesIntune(person)) return 'write'
  return readsIntune(person) ? 'read' : 'none'
}

/** Microsoft: the header of a claims challenge; only a client that says `CP1` is sent the claims. */
function challenge(tenant: Tenant, understands: boolean, claim: object, message: string): GraphFailure {
  const claims = Buffer.from(JSON.stringify({ access_token: claim })).toString('base64')
  const where = `authorization_uri="${authorityUrl(tenant)}/oauth2/v2.0/authorize"`
  const header = understands
    ? `Bearer realm="", ${where}, error="insufficient_claims", claims="${claims}"`
    : `Bearer realm="", ${where}, error="invalid_token"`
  return new GraphFailure(401, 'InvalidAuthenticationToken', message, { headers: { 'www-authenticate': header } })
}
