import * as z from 'zod'

/** Checks of `slipway prove --backend configurator`, in order; words are in the i18n area `configurator`. */
export const configuratorChecks = [
  'version',
  'listed',
  'stranger',
  'pair',
  'read',
  'rename',
  'erase',
  'pairAgain',
  'prepare',
  'supervised',
  'alreadyPrepared',
  'silentProfile',
  'supervisorPairing',
] as const
export type ConfiguratorCheck = (typeof configuratorChecks)[number]

const checkResult = z.strictObject({
  check: z.enum(configuratorChecks),
  verdict: z.enum(['confirmed', 'refuted', 'untested']),
  /** Why it is untested; null otherwise. */
  why: z.enum(['declined', 'notReached', 'stopped']).nullable(),
  /** In cfgutil's own words and numbers; null unless refuted. */
  seen: z.string().nullable(),
})
export type ConfiguratorCheckResult = z.infer<typeof checkResult>

/** Which cfgutil: the version it tells and a fingerprint of the executable, so that a stand-in proves nothing for it. */
export const cfgutilIdentity = z.strictObject({
  version: z.string().nullable(),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
})
export type CfgutilIdentity = z.infer<typeof cfgutilIdentity>

/** What `slipway prove --backend configurator --json` prints. `passed`: every check is confirmed. */
export const configuratorReport = z.strictObject({
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  cfgutil: cfgutilIdentity,
  passed: z.boolean(),
  checks: z.array(checkResult),
})
export type ConfiguratorReport = z.infer<typeof configuratorReport>

/** Kept when all checks passed. */
export const configuratorVerification = z.strictObject({ cfgutil: cfgutilIdentity, provedAt: z.iso.datetime() })
export type ConfiguratorVerification = z.infer<typeof configuratorVerification>

/** How it stands with cfgutil. `changed`: another version or file than the one that passed. */
export type ConfiguratorStatus = {
  readonly path: string
  readonly cfgutil: CfgutilIdentity
  readonly verified: boolean
  readonly state: 'verified' | 'unverified' | 'changed'
  readonly provedAt: string | null
}

/** Holds a verdict against the cfgutil that is there now. */
export function judgeVerification(
  path: string,
  cfgutil: CfgutilIdentity,
  kept: ConfiguratorVerification | null,
): ConfiguratorStatus {
  const same = kept?.cfgutil.version === cfgutil.version && kept.cfgutil.fingerprint === cfgutil.fingerprint
  const state = kept === null ? 'unverified' : same ? 'verified' : 'changed'
  return { path, cfgutil, verified: state === 'verified', state, provedAt: kept?.provedAt ?? null }
}
