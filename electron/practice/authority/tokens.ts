import { randomBytes, randomUuid, sha256 } from '../../lib/crypto.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { readClaims } from './authorize-request.ts'
import { EntraError } from './entra-error.ts'
import { signJwt } from './jwt.ts'
import { directoryRoles, findPerson } from './people.ts'
import type { Person } from './people.ts'
import { consentedScopes } from './registrations.ts'
import type { Registration } from './registrations.ts'
import { graphResource, readScopes } from './scopes.ts'
import { signingKey } from './signing-key.ts'
import { authorityState } from './state.ts'
import { authorityUrl } from './urls.ts'

export type Session = {
  readonly id: string
  readonly upn: string
  readonly contexts: readonly string[]
  readonly createdAt: number
  readonly endedAt: number | null
}

/** A person has shown who they are; all tokens that follow hang on this. */
export async function openSession(tenant: Tenant, upn: string, contexts: readonly string[]): Promise<string> {
  const id = randomUuid()
  await tenant.db
    .insertInto('sign_in_session')
    .values({ id, upn, contexts: JSON.stringify(contexts), created_at: tenant.clock.now(), ended_at: null })
    .execute()
  return id
}

export async function findSession(tenant: Tenant, id: string): Promise<Session | null> {
  const row = await tenant.db.selectFrom('sign_in_session').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) return null
  const contexts = JSON.parse(row.contexts) as string[]
  return { id: row.id, upn: row.upn, contexts, createdAt: row.created_at, endedAt: row.ended_at }
}

export type TokenOrder = {
  readonly registration: Registration
  readonly sessionId: string
  /** As the client asked for them. */
  readonly scopes: readonly string[]
  readonly claims: string | null
  readonly nonce: string | null
  readonly wantsClientInfo: boolean
}

/**
 * The answer of the token endpoint for a person.
 * @throws EntraError 50173 when the session was ended, 65001 when consent is missing, 50076 when more proof is wanted
 */
export async function issueForPerson(tenant: Tenant, order: TokenOrder): Promise<object> {
  const session = await findSession(tenant, order.sessionId)
  const person = session === null ? null : await findPerson(tenant, session.upn)
  if (session === null || person === null) {
    throw new EntraError('invalid_grant', 50034, 'The user account does not exist in the directory.')
  }
  if (session.endedAt !== null) throw revoked(session)
  const wanted = readClaims(order.claims)
  // A policy may ask for more than the client knows of.
  const contexts = [...wanted.contexts, ...(person.requiredContext === null ? [] : [person.requiredContext])]
  const lacking = contexts.find((context) => !session.contexts.includes(context))
  if (lacking !== undefined) throw moreProofNeeded(lacking)
  const granted = await grantedScopes(tenant, order, person)
  const { settings } = authorityState(tenant)
  const asked = readScopes(order.scopes.join(' '), tenant.addresses.graph)
  // Entra names it among the scopes when it was asked for; Microsoft's libraries look for it in their caches.
  const defaults = order.scopes.filter((scope) => scope.endsWith('/.default'))
  return {
    token_type: 'Bearer',
    scope: [...granted.map((name) => `${graphResource}/${name}`), ...asked.openId, ...defaults].join(' '),
    expires_in: settings.accessTokenSeconds,
    ext_expires_in: settings.accessTokenSeconds,
    access_token: await accessToken(tenant, order.registration, wanted.understandsChallenges, {
      ...personClaims(person, session),
      scp: granted.join(' '),
      acrs: session.contexts,
      sid: session.id,
    }),
    ...(asked.openId.includes('offline_access') ? { refresh_token: await refreshToken(tenant, order) } : {}),
    ...(asked.openId.includes('openid') ? { id_token: await idToken(tenant, order, person, session) } : {}),
    ...(order.wantsClientInfo ? { client_info: clientInfo(tenant, person) } : {}),
  }
}

/** What the access token may do: everything that was agreed to, whatever part of it was asked for, as Entra does. */
async function grantedScopes(tenant: Tenant, order: TokenOrder, person: Person): Promise<readonly string[]> {
  const asked = readScopes(order.scopes.join(' '), tenant.addresses.graph)
  const agreed = await consentedScopes(tenant, order.registration.clientId, person.upn)
  const lacking = asked.permissions.filter((name) => !agreed.includes(name))
  if (lacking.length > 0 || (asked.everything && agreed.length === 0)) {
    const { clientId, name } = order.registration
    const what = `The user or administrator has not consented to use the application with ID '${clientId}' named '${name}'.`
    throw new EntraError('invalid_grant', 65001, `${what} Send an interactive authorization request.`, {
      suberror: 'consent_required',
    })
  }
  return agreed
}

/** The answer of the token endpoint for an application on its own: its roles, no person, nothing to renew. */
export async function issueForApplication(tenant: Tenant, registration: Registration, claims: string | null) {
  const { settings } = authorityState(tenant)
  return {
    token_type: 'Bearer',
    expires_in: settings.accessTokenSeconds,
    ext_expires_in: settings.accessTokenSeconds,
    access_token: await accessToken(tenant, registration, readClaims(claims).understandsChallenges, {
      idtyp: 'app',
      oid: registration.clientId,
      sub: registration.clientId,
      roles: registration.roles,
    }),
  }
}

async function accessToken(
  tenant: Tenant,
  registration: Registration,
  understandsChallenges: boolean,
  claims: Readonly<Record<string, unknown>>,
): Promise<string> {
  const now = Math.floor(tenant.clock.now() / 1000)
  const { settings } = authorityState(tenant)
  const { tenantId } = tenant.world
  return signJwt(
    {
      aud: graphResource,
      iss: `https://sts.windows.net/${tenantId}/`,
      iat: now,
      nbf: now,
      exp: now + settings.accessTokenSeconds,
      appid: registration.clientId,
      app_displayname: registration.name,
      // How the client proved itself: not at all (0) or with its certificate or secret (1, 2).
      appidacr: registration.publicClient ? '0' : '2',
      tid: tenantId,
      uti: randomBytes(16).toString('base64url'),
      ver: '1.0',
      ...(understandsChallenges ? { xms_cc: ['CP1'] } : {}),
      ...claims,
    },
    await signingKey(tenant),
  )
}

function personClaims(person: Person, session: Session) {
  return {
    idtyp: 'user',
    oid: person.objectId,
    sub: subjectFor(person, 'graph'),
    upn: person.upn,
    unique_name: person.upn,
    name: person.displayName,
    amr: session.contexts.length > 0 ? ['pwd', 'mfa'] : ['pwd'],
    wids: person.roles.flatMap((role) => directoryRoles[role] ?? []),
  }
}

async function idToken(tenant: Tenant, order: TokenOrder, person: Person, session: Session): Promise<string> {
  const now = Math.floor(tenant.clock.now() / 1000)
  return signJwt(
    {
      aud: order.registration.clientId,
      iss: `${authorityUrl(tenant)}/v2.0`,
      iat: now,
      nbf: now,
      exp: now + 3600,
      name: person.displayName,
      ...(order.nonce === null ? {} : { nonce: order.nonce }),
      oid: person.objectId,
      preferred_username: person.upn,
      sid: session.id,
      sub: subjectFor(person, order.registration.clientId),
      tid: tenant.world.tenantId,
      uti: randomBytes(16).toString('base64url'),
      ver: '2.0',
    },
    await signingKey(tenant),
  )
}

/** Another name of the same person for each application, as Entra gives. */
function subjectFor(person: Person, application: string): string {
  return sha256(`${person.objectId} ${application}`).toString('base64url')
}

function clientInfo(tenant: Tenant, person: Person): string {
  return Buffer.from(JSON.stringify({ uid: person.objectId, utid: tenant.world.tenantId })).toString('base64url')
}

async function refreshToken(tenant: Tenant, order: TokenOrder): Promise<string> {
  const token = `1.${randomBytes(48).toString('base64url')}`
  await tenant.db
    .insertInto('refresh_token')
    .values({
      digest: sha256(token).toString('hex'),
      session_id: order.sessionId,
      client_id: order.registration.clientId,
      scopes: JSON.stringify(order.scopes),
      expires_at: tenant.clock.now() + authorityState(tenant).settings.refreshTokenSeconds * 1000,
    })
    .execute()
  return token
}

function revoked({ createdAt, endedAt }: Session): EntraError {
  const when = `The grant was issued on '${new Date(createdAt).toISOString()}'`
  const until = `the TokensValidFrom date for this user is '${new Date(endedAt ?? 0).toISOString()}'.`
  const what = 'The provided grant has expired due to it being revoked, a fresh auth token is needed.'
  return new EntraError('invalid_grant', 50173, `${what} ${when} and ${until}`, { suberror: 'bad_token' })
}

function moreProofNeeded(context: string): EntraError {
  const what = 'Due to a configuration change made by your administrator you must use multi-factor authentication.'
  return new EntraError('interaction_required', 50076, what, {
    suberror: 'basic_action',
    claims: JSON.stringify({ access_token: { acrs: { essential: true, value: context } } }),
  })
}
