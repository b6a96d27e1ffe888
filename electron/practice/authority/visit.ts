import { randomBytes } from '../../lib/crypto.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { readClaims } from './authorize-request.ts'
import { EntraError } from './entra-error.ts'
import { findPerson } from './people.ts'
import type { Person } from './people.ts'
import { consentedScopes, findRegistration } from './registrations.ts'
import type { Registration } from './registrations.ts'
import { readScopes } from './scopes.ts'
import { authorityState } from './state.ts'
import type { Visit } from './state.ts'
import { openSession } from './tokens.ts'

const visitMs = 30 * 60_000
const codeMs = 10 * 60_000
export const browserMs = 24 * 60 * 60_000

/** What has to happen next for this visit to end well. */
export type NextStep =
  | { readonly kind: 'account' }
  | { readonly kind: 'password'; readonly upn: string }
  | { readonly kind: 'confirm'; readonly registration: Registration }
  | { readonly kind: 'secondFactor'; readonly upn: string }
  | {
      readonly kind: 'consent'
      readonly person: Person
      readonly registration: Registration
      readonly scopes: readonly string[]
    }
  | { readonly kind: 'adminNeeded'; readonly registration: Registration; readonly scopes: readonly string[] }
  | { readonly kind: 'done'; readonly person: Person }

export function startVisit(tenant: Tenant, visit: Visit): string {
  const id = randomBytes(24).toString('base64url')
  authorityState(tenant).visits.put(id, visit, tenant.clock.now() + visitMs)
  return id
}

/** @throws EntraError when the application is not known, or asks for what does not exist */
export async function nextStep(tenant: Tenant, visit: Visit): Promise<NextStep> {
  const { request } = visit.goal
  const registration = await findRegistration(tenant, request.clientId)
  const person = visit.upn === null ? null : await findPerson(tenant, visit.upn)
  if (person === null) return { kind: 'account' }
  if (!visit.knowsPassword) return { kind: 'password', upn: person.upn }
  if (visit.goal.kind === 'device' && !visit.confirmed) return { kind: 'confirm', registration }
  if (lackingContexts(visit, person).length > 0) return { kind: 'secondFactor', upn: person.upn }
  const scopes = await lackingScopes(tenant, visit, registration, person)
  if (scopes.length === 0) return { kind: 'done', person }
  // Every permission of Intune's wants an administrator, and of the roles here only one may agree for others.
  const isAdministrator = person.roles.includes('Global Administrator')
  return isAdministrator
    ? { kind: 'consent', person, registration, scopes }
    : { kind: 'adminNeeded', registration, scopes }
}

/** Authentication contexts that this sign-in still owes: those the client names, and the person's own policy. */
export function lackingContexts(visit: Visit, person: Person): readonly string[] {
  const wanted = readClaims(visit.goal.request.claims).contexts
  const all = person.requiredContext === null ? wanted : [...wanted, person.requiredContext]
  return [...new Set(all)].filter((context) => !visit.contexts.includes(context))
}

async function lackingScopes(
  tenant: Tenant,
  visit: Visit,
  registration: Registration,
  person: Person,
): Promise<readonly string[]> {
  const { permissions, everything } = readScopes(visit.goal.request.scopes.join(' '), tenant.addresses.graph)
  const asked = everything ? registration.scopes : permissions
  const agreed = await consentedScopes(tenant, registration.clientId, person.upn)
  // Microsoft: `.default` asks only while nothing at all was agreed to; after that it brings what there is.
  if (everything && agreed.length > 0 && visit.goal.request.prompt !== 'consent') return []
  return visit.goal.request.prompt === 'consent' ? asked : asked.filter((name) => !agreed.includes(name))
}

/** What the redirect URI is told when all is well. Makes the session, and the code that stands for it. */
export async function grantCode(tenant: Tenant, visit: Visit, person: Person): Promise<Record<string, string>> {
  const { request } = visit.goal
  const { codes } = authorityState(tenant)
  const code = `0.${randomBytes(48).toString('base64url')}`
  const sessionId = await openSession(tenant, person.upn, visit.contexts)
  codes.put(
    code,
    {
      clientId: request.clientId.toLowerCase(),
      redirectUri: request.redirectUri,
      challenge: request.challenge,
      scopes: request.scopes,
      nonce: request.nonce,
      sessionId,
    },
    tenant.clock.now() + codeMs,
  )
  const identity = { uid: person.objectId, utid: tenant.world.tenantId }
  return {
    code,
    ...(request.wantsClientInfo ? { client_info: Buffer.from(JSON.stringify(identity)).toString('base64url') } : {}),
    ...(request.state === null ? {} : { state: request.state }),
    session_state: sessionId,
  }
}

/** The device that shows the code gets its tokens at its next question. */
export async function approveDevice(tenant: Tenant, visit: Visit, person: Person): Promise<void> {
  if (visit.goal.kind !== 'device') throw new Error('no device waits for this visit')
  const { devices } = authorityState(tenant)
  const waiting = devices.get(visit.goal.deviceCode)
  if (waiting === undefined || waiting.expiresAt <= tenant.clock.now()) {
    throw new EntraError('expired_token', 70019, 'Verification code expired.')
  }
  const sessionId = await openSession(tenant, person.upn, visit.contexts)
  devices.replace(visit.goal.deviceCode, { ...waiting, state: 'approved', sessionId })
}

export function declineDevice(tenant: Tenant, visit: Visit): void {
  if (visit.goal.kind !== 'device') return
  const { devices } = authorityState(tenant)
  const waiting = devices.get(visit.goal.deviceCode)
  if (waiting !== undefined) devices.replace(visit.goal.deviceCode, { ...waiting, state: 'declined' })
}
