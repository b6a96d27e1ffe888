import type { Tenant } from '../tenant/tenant.ts'
import { intuneScopes } from '../tenant/graph/call.ts'
import { EntraError } from './entra-error.ts'

export type Registration = {
  readonly clientId: string
  readonly name: string
  readonly publicClient: boolean
  readonly redirectUris: readonly string[]
  readonly certificates: readonly string[]
  /** SHA-256, hex. */
  readonly secretDigests: readonly string[]
  readonly scopes: readonly string[]
  readonly roles: readonly string[]
}

/** The registration every practice tenant starts with: Slipway itself, as its set-up script would make it. */
export const practiceClientId = '5e1f9a70-0000-4000-8000-51199a7ac71c'

export async function findRegistration(tenant: Tenant, clientId: string): Promise<Registration> {
  const row = await tenant.db
    .selectFrom('app_registration')
    .selectAll()
    .where('client_id', '=', clientId.toLowerCase())
    .executeTakeFirst()
  if (row === undefined) {
    const where = `was not found in the directory '${tenant.world.tenantId}'.`
    throw new EntraError('unauthorized_client', 700016, `Application with identifier '${clientId}' ${where}`)
  }
  const list = (text: string): readonly string[] => JSON.parse(text) as string[]
  return {
    clientId: row.client_id,
    name: row.name,
    publicClient: row.public_client === 1,
    redirectUris: list(row.redirect_uris),
    certificates: list(row.certificates),
    secretDigests: list(row.secrets),
    scopes: list(row.scopes),
    roles: list(row.roles),
  }
}

export async function putRegistration(tenant: Tenant, registration: Registration): Promise<void> {
  const values = {
    client_id: registration.clientId.toLowerCase(),
    name: registration.name,
    public_client: registration.publicClient ? 1 : 0,
    redirect_uris: JSON.stringify(registration.redirectUris),
    certificates: JSON.stringify(registration.certificates),
    secrets: JSON.stringify(registration.secretDigests),
    scopes: JSON.stringify(registration.scopes),
    roles: JSON.stringify(registration.roles),
  }
  await tenant.db
    .insertInto('app_registration')
    .values(values)
    .onConflict((conflict) => conflict.column('client_id').doUpdateSet(values))
    .execute()
}

/** Whether a redirect URI is registered. A loopback one may name any port. RFC 8252, 7.3; Microsoft: for `localhost`, too. */
export function isRegisteredRedirect({ redirectUris }: Registration, uri: string): boolean {
  if (redirectUris.includes(uri)) return true
  const asked = URL.parse(uri)
  if (asked?.protocol !== 'http:' || !['localhost', '127.0.0.1'].includes(asked.hostname)) return false
  asked.port = ''
  return redirectUris.some((known) => URL.parse(known)?.href === asked.href)
}

/** Agrees to delegated permissions, for one person or, with `*`, for everybody. */
export async function addConsent(
  tenant: Tenant,
  clientId: string,
  upn: string,
  scopes: readonly string[],
): Promise<void> {
  if (scopes.length === 0) return
  await tenant.db
    .insertInto('consent')
    .values(scopes.map((scope) => ({ client_id: clientId, upn, scope })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function consentedScopes(tenant: Tenant, clientId: string, upn: string): Promise<readonly string[]> {
  const rows = await tenant.db
    .selectFrom('consent')
    .select('scope')
    .where('client_id', '=', clientId)
    .where('upn', 'in', ['*', upn])
    .execute()
  return [...new Set(rows.map((row) => row.scope))].toSorted()
}

/** Slipway's own registration and its consent, when this tenant has none yet. */
export async function ensurePracticeRegistration(tenant: Tenant): Promise<void> {
  const known = await tenant.db.selectFrom('app_registration').select('client_id').executeTakeFirst()
  if (known !== undefined) return
  const scopes = ['User.Read', ...intuneScopes]
  await putRegistration(tenant, {
    clientId: practiceClientId,
    name: 'Slipway',
    publicClient: true,
    redirectUris: ['http://localhost'],
    certificates: [],
    secretDigests: [],
    scopes,
    roles: [],
  })
  await addConsent(tenant, practiceClientId, '*', scopes)
}
