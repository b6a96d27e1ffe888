import { randomBytes } from '../../lib/crypto.ts'
import { Expiring } from '../authority/expiring.ts'
import type { Tenant } from '../tenant/tenant.ts'

/** One errand of a person: from the app to the website and back. */
export type Ticket = {
  readonly upn: string
  /** The device that was identified, or null while a new one is still to be enrolled. */
  readonly deviceId: string | null
  readonly finished: boolean
}

export type PortalState = {
  readonly tickets: Expiring<Ticket>
  /** Cookie of a browser → who is signed in to the website. */
  readonly visitors: Expiring<string>
  /** Sign-ins of the website under way, by their `state`. */
  readonly signIns: Expiring<{ readonly verifier: string; readonly nonce: string; readonly next: string }>
}

export const ticketMs = 60 * 60_000
const states = new WeakMap<Tenant, PortalState>()

/** What the portal forgets when it stops. */
export function portalState(tenant: Tenant): PortalState {
  const known = states.get(tenant)
  if (known !== undefined) return known
  const now = (): number => tenant.clock.now()
  const made: PortalState = { tickets: new Expiring(now), visitors: new Expiring(now), signIns: new Expiring(now) }
  states.set(tenant, made)
  return made
}

export function openTicket(tenant: Tenant, ticket: Ticket): string {
  const id = randomBytes(24).toString('base64url')
  portalState(tenant).tickets.put(id, ticket, tenant.clock.now() + ticketMs)
  return id
}
