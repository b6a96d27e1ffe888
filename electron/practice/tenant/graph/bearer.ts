import { callerOfAccessToken } from '../../authority/access-token.ts'
import { randomBytes } from '../../../lib/crypto.ts'
import { demoAdministrator } from '../administrator.ts'
import { dayMs } from '../clock.ts'
import type { Tenant } from '../tenant.ts'
import type { Caller } from './call.ts'
import { allScopes } from './call.ts'

export type BearerRequest = {
  readonly kind?: 'delegated' | 'app'
  readonly scopes?: readonly string[]
  /** How long it is good for; default a day. */
  readonly lifetimeMs?: number
}

/** A new opaque token, with every scope unless told otherwise. */
export async function mintBearer(tenant: Tenant, request: BearerRequest = {}): Promise<string> {
  const { kind = 'delegated', scopes = allScopes, lifetimeMs = dayMs } = request
  const token = randomBytes(32).toString('base64url')
  await tenant.db
    .insertInto('bearer')
    .values({
      token,
      kind,
      scopes: JSON.stringify(scopes),
      upn: kind === 'delegated' ? demoAdministrator : null,
      expires_at: tenant.clock.now() + lifetimeMs,
    })
    .execute()
  return token
}

/**
 * Null for a missing, unknown or expired token. Takes the opaque ones minted here and those of the sign-in authority.
 * @throws GraphFailure 401 with a claims challenge
 */
export async function findCaller(tenant: Tenant, authorization: string | undefined): Promise<Caller | null> {
  const signed = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1]
  if (signed !== undefined) return callerOfAccessToken(tenant, signed)
  const token = /^Bearer ([\w-]{1,200})$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) return null
  const row = await tenant.db.selectFrom('bearer').selectAll().where('token', '=', token).executeTakeFirst()
  if (row === undefined || row.expires_at <= tenant.clock.now()) return null
  return { kind: row.kind, scopes: JSON.parse(row.scopes) as readonly string[], upn: row.upn }
}
