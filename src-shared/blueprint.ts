import * as z from 'zod'
import { blueprintRules, brokenRules } from './blueprint-rules.ts'

/** What a blueprint is for: making devices ready, or taking back those that return. */
export const blueprintKind = z.enum(['stage', 'return'])

/**
 * How a device comes under management. `automated` is Apple's automated device enrollment (ADE): Apple's servers give
 * the configuration, the cable none. `none` prepares without enrolling.
 */
export const enrollmentRoute = z.enum(['setupAssistant', 'direct', 'automated', 'none'])
export type EnrollmentRoute = z.infer<typeof enrollmentRoute>

/** The name of a secret that is a Wi-Fi password: nothing else may be read or written over by it. */
export const wifiSecretName = z.string().regex(/^wifi\..{1,75}$/u)

export const wifiSettings = z.object({
  ssid: z.string().min(1).max(32),
  encryption: z.enum(['None', 'WEP', 'WPA', 'WPA2', 'WPA3', 'Any']),
  hidden: z.boolean(),
  /**
   * Name of the secret that holds the password; null on an open network. Only of those kept for this: a blueprint from
   * elsewhere that named another one would write it into a device's profile.
   */
  passwordSecret: wifiSecretName.nullable(),
})
export type WifiSettings = z.infer<typeof wifiSettings>

const vaultName = z.string().min(1).max(80)

/** What is read back by cable before a device counts as prepared. */
export const readBack = z.enum(['configuration', 'name', 'language', 'timeZone', 'profiles', 'apps'])
export type ReadBack = z.infer<typeof readBack>

const fields = z.object({
  version: z.literal(1),
  kind: blueprintKind.default('stage'),
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(120),
  route: enrollmentRoute,
  /** `bench`: the run waits for Intune. `user`: it ends prepared, safe to unplug, and is followed from afar. */
  endsAt: z.enum(['bench', 'user']),
  /** Intune's profile for the routes `setupAssistant` and `direct`; on `automated` Intune assigns one by itself. */
  enrollmentProfile: z
    .object({
      displayName: z.string().min(1).max(200),
      description: z.string().max(1500),
      userAffinity: z.enum(['none', 'companyPortal', 'setupAssistantLegacy']),
    })
    .nullable()
    .default(null),
  /** Name of a stored organization; null is the station's own. */
  organization: z.string().min(1).max(120).nullable().default(null),
  supervise: z.boolean(),
  /** Who may pair once the device is configured: anybody it trusts, nobody, or holders of the supervision identity. */
  pairing: z.enum(['allow', 'forbid', 'certificate']).default('allow'),
  /** Apple's skip keys, case-exact. */
  skipSetup: z.array(z.string()),
  wifi: wifiSettings.nullable(),
  /** A profile of the vault that brings the network, where a name and a password are not enough (802.1X). */
  networkProfile: vaultName.nullable().default(null),
  /** Device name template; null leaves the name alone. */
  nameTemplate: z.string().nullable(),
  language: z.string().nullable(),
  locale: z.string().nullable(),
  /** A name of the time zone database; null leaves it. */
  timeZone: z.string().nullable().default(null),
  /** Pictures of the vault. Since iOS 16 one picture is shown on both screens. */
  wallpaper: z.object({ home: vaultName.nullable(), lock: vaultName.nullable() }).nullable().default(null),
  erase: z.enum(['never', 'ifNeeded', 'always']),
  /** How: by Apple's command, or by a restore, which installs the newest system and only Apple's cfgutil on a Mac can do. */
  eraseWith: z.enum(['command', 'restore']).default('command'),
  /** Whether an erase keeps the eSIM. */
  dataPlan: z.enum(['preserve', 'erase']).default('preserve'),
  /** Extra configuration profiles by their name in the vault. */
  profiles: z.array(z.string()),
  /** Apps by the name of their .ipa file in the vault. */
  apps: z.array(vaultName).default([]),
  /** Null does not ask. `orCharging`: a device below the limit passes while it charges. */
  powerCheck: z
    .object({ minPercent: z.int().min(1).max(100), orCharging: z.boolean() })
    .nullable()
    .default(null),
  verification: z.array(readBack).default(['configuration']),
  end: z
    .object({
      shutDown: z.boolean().default(false),
      /** What is on the label, a template like the device's name; null makes none. */
      label: z.string().max(400).nullable().default(null),
      sound: z.boolean().default(false),
    })
    .default({ shutDown: false, label: null, sound: false }),
  /** Only of the kind `return`: what becomes of the device and of what Intune has of it. */
  returning: z
    .object({
      outcome: z.enum(['ready', 'disposed']),
      /** The old device record in Intune, once it is retired. */
      record: z.enum(['keep', 'delete']),
      /** The imported serial number; deleting it is the only way to take its assignment away. */
      identity: z.enum(['keep', 'delete']),
    })
    .nullable()
    .default(null),
})

/**
 * What should happen to a device. Version 1: fields are added with defaults and none changes its meaning, so that what
 * is stored in a database or a journal can be read for ever. Fields of one kind or route only are held by
 * `blueprintRules`.
 */
export const blueprint = z.preprocess(
  readOldFields,
  fields.superRefine((value, context) => {
    for (const rule of brokenRules(value, blueprintRules)) {
      context.addIssue({ code: 'custom', path: [...rule.path], params: { kind: rule.kind }, message: rule.kind })
    }
  }),
)
export type Blueprint = z.infer<typeof blueprint>

/** Every field by its name, in the order of the schema. */
export const blueprintFields = Object.keys(fields.shape)

/** Fields that earlier versions wrote, and what replaces each. */
export const oldFields: Readonly<Record<string, string>> = { allowPairing: 'pairing' }

/** `allowPairing: false` left the supervisor's own certificate on a supervised device, so that its holder got in. */
function readOldFields(document: unknown): unknown {
  if (typeof document !== 'object' || document === null || !('allowPairing' in document)) return document
  const { allowPairing, ...rest } = document
  if ('pairing' in rest) return rest
  if (typeof allowPairing !== 'boolean') return { ...rest, pairing: allowPairing }
  const isConfigured = !('route' in rest && rest.route === 'direct')
  const forbidden = 'supervise' in rest && rest.supervise === true ? 'certificate' : 'forbid'
  return { ...rest, pairing: allowPairing || !isConfigured ? 'allow' : forbidden }
}
