import * as z from 'zod'

/** How people sign in on devices of a profile. `setupAssistantOnly` is a historic combination: read, never written. */
export const intuneAffinity = z.enum(['none', 'companyPortal', 'setupAssistantLegacy'])

/** Limits: what the Intune admin center takes. */
export const intuneProfileSettings = z.object({
  displayName: z.string().trim().min(1).max(200),
  description: z.string().max(1500),
  affinity: intuneAffinity,
})
export type IntuneProfileSettings = z.infer<typeof intuneProfileSettings>

/** What an edit changes; what is left out stays. */
export const intuneProfileChanges = intuneProfileSettings.partial()
export type IntuneProfileChanges = z.infer<typeof intuneProfileChanges>

/** An enrollment profile for Apple Configurator. */
export const intuneProfile = z.object({
  /** `{account}_{guid}`. */
  id: z.string(),
  displayName: z.string(),
  description: z.string(),
  affinity: z.union([intuneAffinity, z.literal('setupAssistantOnly')]),
  /** The Profile URL: the same for every profile of the tenant. Null until the service has made it. */
  profileUrl: z.string().nullable(),
})
export type IntuneProfile = z.infer<typeof intuneProfile>

/** A file of the direct route. It enrolls whatever device it is installed on: a secret. */
export const exportedProfile = z.object({
  /** As Intune signed it, base64. */
  file: z.base64(),
  /** What to call it; it names its last day. */
  fileName: z.string(),
  /** Milliseconds since 1970. */
  expiresAt: z.number(),
  /** Whether the file says so itself, or two weeks from now are assumed. */
  expirySource: z.enum(['file', 'exportTime']),
  /** People can sign in with this profile, but a device that enrolls by the file gets no user. */
  affinityLost: z.boolean(),
})
export type ExportedProfile = z.infer<typeof exportedProfile>

/**
 * What a domain's sign-in means for affinity by Setup Assistant. managed: nothing to do. ready: federated, and the
 * WS-Trust 1.3 Username/Mixed endpoint answers. notOffered: the federation service does not name it. disabled: it names
 * it, and refuses. unreachable: nobody knows from here.
 */
export const signInCheck = z.object({
  domain: z.string(),
  state: z.enum(['managed', 'ready', 'notOffered', 'disabled', 'unreachable']),
  /** The endpoint Setup Assistant's sign-in needs; null where there is none or none is needed. */
  endpoint: z.string().nullable(),
  /** What was heard, for whoever mends it. */
  detail: z.string().nullable(),
})
export type SignInCheck = z.infer<typeof signInCheck>
