import { z } from 'zod'
import type { Tenant } from '../tenant/tenant.ts'
import type { AuthorizeRequest } from './authorize-request.ts'
import { Expiring } from './expiring.ts'

/** What a test or a person may change while it runs; seconds. */
export const authoritySettingsSchema = z.strictObject({
  accessTokenSeconds: z.number().int().min(1).max(86_400),
  refreshTokenSeconds: z.number().int().min(1),
  deviceCodeSeconds: z.number().int().min(1),
  deviceCodeInterval: z.number().int().min(1),
  /** A policy of Conditional Access that many companies set: no sign-in by device code. */
  blockDeviceCode: z.boolean(),
  /**
   * Refuses a client assertion whose `jti` was seen before. Entra takes it again while it is valid, and Microsoft's own
   * library counts on that: it uses one assertion for ten minutes.
   */
  refuseRepeatedAssertions: z.boolean(),
})
export type AuthoritySettings = z.infer<typeof authoritySettingsSchema>

/** An authorization code that waits to be redeemed. */
export type CodeGrant = {
  readonly clientId: string
  readonly redirectUri: string
  readonly challenge: string | null
  readonly scopes: readonly string[]
  readonly nonce: string | null
  readonly sessionId: string
}

export type DeviceGrant = {
  readonly clientId: string
  readonly userCode: string
  readonly scopes: readonly string[]
  readonly claims: string | null
  readonly expiresAt: number
  readonly state: 'pending' | 'declined' | 'approved'
  readonly sessionId: string | null
  readonly polledAt: number
}

/** Somebody before a page: what they want to sign in to, and how far they are. */
export type Visit = {
  readonly goal:
    | { readonly kind: 'redirect'; readonly request: AuthorizeRequest }
    | { readonly kind: 'device'; readonly deviceCode: string; readonly request: AuthorizeRequest }
    /** An administrator's consent for everybody; no code is made. */
    | { readonly kind: 'adminConsent'; readonly answers: boolean; readonly request: AuthorizeRequest }
  readonly upn: string | null
  readonly knowsPassword: boolean
  readonly contexts: readonly string[]
  /** With a device code: whether they said that it is theirs. */
  readonly confirmed: boolean
}

/** What the authority forgets when it stops: everything of a sign-in that is not finished. */
export type AuthorityState = {
  readonly settings: { -readonly [K in keyof AuthoritySettings]: AuthoritySettings[K] }
  readonly codes: Expiring<CodeGrant>
  /** Codes that were redeemed, with the session that came of it. */
  readonly spentCodes: Expiring<string>
  readonly devices: Expiring<DeviceGrant>
  readonly visits: Expiring<Visit>
  /** Cookie of a browser → people signed in there. */
  readonly browsers: Expiring<readonly { readonly upn: string; readonly contexts: readonly string[] }[]>
  readonly assertions: Expiring<true>
}

const states = new WeakMap<Tenant, AuthorityState>()

export function authorityState(tenant: Tenant): AuthorityState {
  const known = states.get(tenant)
  if (known !== undefined) return known
  const now = (): number => tenant.clock.now()
  const made: AuthorityState = {
    settings: {
      accessTokenSeconds: 4500,
      refreshTokenSeconds: 90 * 86_400,
      deviceCodeSeconds: 900,
      deviceCodeInterval: 5,
      blockDeviceCode: false,
      refuseRepeatedAssertions: false,
    },
    codes: new Expiring(now),
    spentCodes: new Expiring(now),
    devices: new Expiring(now),
    visits: new Expiring(now),
    browsers: new Expiring(now),
    assertions: new Expiring(now),
  }
  states.set(tenant, made)
  return made
}
