import { constantTimeEqual, randomBytes, sha256 } from '../../lib/crypto.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { authenticateClient } from './client-authentication.ts'
import { EntraError, missingParameter } from './entra-error.ts'
import { findRegistration } from './registrations.ts'
import type { Registration } from './registrations.ts'
import { readScopes } from './scopes.ts'
import { authorityState } from './state.ts'
import { issueForApplication, issueForPerson } from './tokens.ts'
import { deviceLoginUrl } from './urls.ts'

export type Form = Readonly<Record<string, string>>
type Grant = (tenant: Tenant, registration: Registration, form: Form) => Promise<object>

const deviceGrantType = 'urn:ietf:params:oauth:grant-type:device_code'

const grants: Readonly<Record<string, Grant>> = {
  authorization_code: redeemCode,
  refresh_token: refresh,
  client_credentials: async (tenant, registration, form) => {
    const { everything, permissions } = readScopes(form['scope'] ?? '', tenant.addresses.graph)
    if (!everything || permissions.length > 0) {
      const why = "Client credential flows must have a scope with '/.default' suffixed to the resource identifier."
      throw new EntraError('invalid_scope', 1002012, `The provided value for scope is not valid. ${why}`)
    }
    return issueForApplication(tenant, registration, form['claims'] ?? null)
  },
  [deviceGrantType]: redeemDeviceCode,
  // The name before RFC 8628, which older clients send.
  device_code: redeemDeviceCode,
}

/** RFC 6749, section 3.2. @throws EntraError */
export async function answerToken(tenant: Tenant, form: Form): Promise<object> {
  const { client_id: clientId, grant_type: grantType } = form
  if (!clientId) throw missingParameter('client_id')
  if (!grantType) throw missingParameter('grant_type')
  const grant = Object.hasOwn(grants, grantType) ? grants[grantType] : undefined
  if (grant === undefined) {
    throw new EntraError('unsupported_grant_type', 70003, `The app requested an unsupported grant type '${grantType}'.`)
  }
  const registration = await findRegistration(tenant, clientId)
  authenticateClient(tenant, registration, form, grantType)
  return grant(tenant, registration, form)
}

async function redeemCode(tenant: Tenant, registration: Registration, form: Form): Promise<object> {
  const { codes, spentCodes } = authorityState(tenant)
  const code = form['code']
  if (!code) throw missingParameter('code')
  if (spentCodes.get(code) !== undefined) {
    throw badGrant(54005, 'OAuth2 Authorization code was already redeemed, please retry with a new valid code.')
  }
  const found = codes.get(code)
  if (found === undefined || found.clientId !== registration.clientId) {
    throw badGrant(70008, 'The provided authorization code has expired or is not known.')
  }
  if (found.redirectUri !== form['redirect_uri']) {
    throw badGrant(500112, 'The reply address does not match the reply address provided when requesting the code.')
  }
  checkVerifier(found.challenge, form['code_verifier'])
  codes.delete(code)
  spentCodes.put(code, found.sessionId, tenant.clock.now() + 600_000)
  const scopes = form['scope']?.split(' ').filter(Boolean) ?? found.scopes
  return issueForPerson(tenant, order(registration, form, { ...found, scopes }))
}

/** RFC 7636, section 4.6. */
function checkVerifier(challenge: string | null, verifier: string | undefined): void {
  if (challenge === null) return
  const made = sha256(verifier ?? '').toString('base64url')
  if (verifier === undefined || !/^[\w.~-]{43,128}$/.test(verifier) || !constantTimeEqual(made, challenge)) {
    const what = 'The Code_Verifier does not match the code_challenge supplied in the authorization request.'
    throw badGrant(501481, what)
  }
}

/** Gives a new refresh token each time; the one before stays good for its time, as Entra has it for native clients. */
async function refresh(tenant: Tenant, registration: Registration, form: Form): Promise<object> {
  const token = form['refresh_token']
  if (!token) throw missingParameter('refresh_token')
  const row = await tenant.db
    .selectFrom('refresh_token')
    .selectAll()
    .where('digest', '=', sha256(token).toString('hex'))
    .executeTakeFirst()
  if (row === undefined || row.client_id !== registration.clientId) {
    throw badGrant(70000, 'The provided value for the input parameter refresh_token is not valid.', 'bad_token')
  }
  if (row.expires_at <= tenant.clock.now()) {
    throw badGrant(700082, 'The refresh token has expired due to inactivity.')
  }
  const asked = form['scope']?.split(' ').filter(Boolean)
  const scopes = asked ?? (JSON.parse(row.scopes) as string[])
  return issueForPerson(tenant, order(registration, form, { sessionId: row.session_id, scopes, nonce: null }))
}

async function redeemDeviceCode(tenant: Tenant, registration: Registration, form: Form): Promise<object> {
  const { devices, settings } = authorityState(tenant)
  const code = form['device_code'] ?? form['code']
  if (!code) throw missingParameter('device_code')
  const found = devices.get(code)
  const now = tenant.clock.now()
  if (found === undefined || found.clientId !== registration.clientId) {
    throw new EntraError('bad_verification_code', 70018, 'The device code is not known.')
  }
  if (found.expiresAt <= now) throw new EntraError('expired_token', 70019, 'Verification code expired.')
  if (found.state === 'declined') {
    throw new EntraError('authorization_declined', 70017, 'The user declined to sign in on the device.')
  }
  if (found.sessionId === null) {
    // RFC 8628, 3.5. Twice as fast as told is too fast; a little early is not.
    const tooFast = now - found.polledAt < settings.deviceCodeInterval * 500
    devices.replace(code, { ...found, polledAt: now })
    if (tooFast) throw new EntraError('slow_down', 70016, 'The client polls more often than it was told to.')
    const what = 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.'
    throw new EntraError('authorization_pending', 70016, what)
  }
  devices.delete(code)
  return issueForPerson(tenant, order(registration, form, { ...found, sessionId: found.sessionId, nonce: null }))
}

type Basis = { readonly sessionId: string; readonly scopes: readonly string[]; readonly nonce: string | null }

function order(registration: Registration, form: Form, { sessionId, scopes, nonce }: Basis) {
  const wantsClientInfo = form['client_info'] === '1'
  return { registration, sessionId, scopes, nonce, claims: form['claims'] ?? null, wantsClientInfo }
}

const userCodeLetters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** RFC 8628, section 3.1. @throws EntraError 7000218 for an app that may not use device codes */
export async function answerDeviceCode(tenant: Tenant, form: Form): Promise<object> {
  const { devices, settings } = authorityState(tenant)
  const clientId = form['client_id']
  if (!clientId) throw missingParameter('client_id')
  if (!form['scope']) throw missingParameter('scope')
  const registration = await findRegistration(tenant, clientId)
  if (!registration.publicClient) authenticateClient(tenant, registration, form, deviceGrantType)
  readScopes(form['scope'], tenant.addresses.graph)
  const code = randomBytes(32).toString('base64url')
  const userCode = Array.from(randomBytes(9), (byte) => userCodeLetters[byte % userCodeLetters.length]).join('')
  const now = tenant.clock.now()
  devices.put(
    code,
    {
      clientId: registration.clientId,
      userCode,
      scopes: form['scope'].split(' ').filter(Boolean),
      claims: form['claims'] ?? null,
      expiresAt: now + settings.deviceCodeSeconds * 1000,
      state: 'pending',
      sessionId: null,
      polledAt: 0,
    },
    // Kept past its end, so that a late question hears "expired" and not "unknown".
    now + (settings.deviceCodeSeconds + 3600) * 1000,
  )
  return {
    user_code: userCode,
    device_code: code,
    verification_uri: deviceLoginUrl(tenant),
    expires_in: settings.deviceCodeSeconds,
    interval: settings.deviceCodeInterval,
    message: `To sign in, open ${deviceLoginUrl(tenant)} in a browser and enter the code ${userCode}.`,
  }
}

function badGrant(number: number, description: string, suberror?: string): EntraError {
  return new EntraError('invalid_grant', number, description, suberror === undefined ? {} : { suberror })
}
