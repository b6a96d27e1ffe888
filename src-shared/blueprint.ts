import * as z from 'zod'

/** How a device comes under management. Automated enrollment (ADE) and "none" join later. */
export const enrollmentRoute = z.enum(['setupAssistant', 'direct'])

export const wifiSettings = z.object({
  ssid: z.string().min(1).max(32),
  encryption: z.enum(['None', 'WEP', 'WPA', 'WPA2', 'WPA3', 'Any']),
  hidden: z.boolean(),
  /** Name of the secret that holds the password; null on an open network. */
  passwordSecret: z.string().nullable(),
})
export type WifiSettings = z.infer<typeof wifiSettings>

/**
 * What should happen to a device. Version 1.
 * Direct enrollment never has user affinity and never erases (Microsoft: direct enrollment).
 */
export const blueprint = z
  .object({
    version: z.literal(1),
    id: z.string().min(1).max(64),
    name: z.string().min(1).max(120),
    route: enrollmentRoute,
    /** `bench`: the run waits for Intune. `user`: it ends prepared, safe to unplug, and is followed from afar. */
    endsAt: z.enum(['bench', 'user']),
    enrollmentProfile: z.object({
      displayName: z.string().min(1).max(200),
      description: z.string().max(1500),
      userAffinity: z.enum(['none', 'companyPortal', 'setupAssistantLegacy']),
    }),
    supervise: z.boolean(),
    allowPairing: z.boolean(),
    /** Apple's skip keys, case-exact. */
    skipSetup: z.array(z.string()),
    wifi: wifiSettings.nullable(),
    /** Device name template; null leaves the name alone. */
    nameTemplate: z.string().nullable(),
    language: z.string().nullable(),
    locale: z.string().nullable(),
    erase: z.enum(['never', 'ifNeeded', 'always']),
    /** Extra configuration profiles by their name in the vault. */
    profiles: z.array(z.string()),
  })
  .refine((value) => value.route !== 'direct' || value.erase === 'never', {
    error: 'The direct route never erases.',
    path: ['erase'],
  })
  .refine((value) => value.route !== 'direct' || value.enrollmentProfile.userAffinity === 'none', {
    error: 'The direct route has no user affinity.',
    path: ['enrollmentProfile', 'userAffinity'],
  })
export type Blueprint = z.infer<typeof blueprint>
