import { isSignedBy, parseJwt } from '../authority/jwt.ts'
import { signingKey } from '../authority/signing-key.ts'
import { findSession } from '../authority/tokens.ts'
import { authorityUrl } from '../authority/urls.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { portalClientId } from './registration.ts'

/** Who signed in to Company Portal. */
export type PortalPerson = {
  readonly id: string
  readonly upn: string
  readonly displayName: string
  readonly licensed: boolean
}

/**
 * Whose ID token this is: OpenID Connect Core, 3.1.3.7. Null when it is for another application, of another authority,
 * expired, or its sign-in was revoked.
 * @param nonce what the sign-in was started with; absent where the caller did not start it
 * @param clientId for which application it must be: Company Portal unless told otherwise
 */
export async function personOfIdToken(
  tenant: Tenant,
  token: string,
  nonce?: string,
  clientId = portalClientId,
): Promise<PortalPerson | null> {
  const jwt = parseJwt(token)
  if (jwt === null || jwt.header.alg !== 'RS256') return null
  if (!isSignedBy(jwt, (await signingKey(tenant)).certificatePem)) return null
  const { iss, aud, exp, sid } = jwt.claims
  if (iss !== `${authorityUrl(tenant)}/v2.0` || aud !== clientId) return null
  if (typeof exp !== 'number' || exp <= tenant.clock.now() / 1000) return null
  if (nonce !== undefined && jwt.claims['nonce'] !== nonce) return null
  const session = await findSession(tenant, String(sid))
  if (session === null || session.endedAt !== null) return null
  return findPortalPerson(tenant, session.upn)
}

export async function findPortalPerson(tenant: Tenant, upn: string): Promise<PortalPerson | null> {
  const row = await tenant.db.selectFrom('person').selectAll().where('upn', '=', upn).executeTakeFirst()
  if (row === undefined) return null
  return { id: row.id, upn: row.upn, displayName: row.display_name, licensed: row.licensed === 1 }
}
