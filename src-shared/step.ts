import * as z from 'zod'

/** Steps in the order a device meets them; each route uses a subset. */
export const stepNames = [
  'identify',
  'power',
  'register',
  'bypassCode',
  'retire',
  'erase',
  'pair',
  'activate',
  'trust',
  'wifi',
  'name',
  'language',
  'timeZone',
  'profiles',
  'apps',
  'supervise',
  'verify',
  'wallpaper',
  'record',
  'certificate',
  'label',
  'shutDown',
  'enroll',
] as const
export const stepName = z.enum(stepNames)
export type StepName = z.infer<typeof stepName>

export const stepOutcome = z.enum(['pending', 'running', 'done', 'skipped', 'failed'])
export type StepOutcome = z.infer<typeof stepOutcome>

export const errorRecord = z.object({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

export const stepView = z.object({
  name: stepName,
  outcome: stepOutcome,
  /** Why it is done or left out: a key of the i18n area `plan`, e.g. `erase.cloudConfigured`. */
  reason: z.string(),
  /** 0 while pending or skipped. */
  durationMs: z.number(),
})
