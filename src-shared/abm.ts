import * as z from 'zod'

/** What may stand for Apple Business Manager and Apple School Manager: the same API under two names. */
export const abmService = z.enum(['business', 'school'])
export type AbmService = z.infer<typeof abmService>

/** The API account Slipway works with; its private key is sealed and never shown. */
export const abmAccount = z.object({
  clientId: z.string(),
  keyId: z.string(),
  service: abmService,
  /** Milliseconds since 1970. */
  connectedAt: z.number(),
})
export type AbmAccount = z.infer<typeof abmAccount>

/** An MDM server ("device management service") of the organization. Times are milliseconds since 1970. */
export const abmServer = z.object({
  id: z.string(),
  name: z.string(),
  /** Apple's word: MDM, APPLE_CONFIGURATOR, APPLE_MDM or one that is new. */
  type: z.string(),
  /** Null where Apple does not say. */
  devices: z.number().int().nullable(),
  updatedAt: z.number().nullable(),
})
export type AbmServer = z.infer<typeof abmServer>

/** A device as the organization owns it. */
export const abmDevice = z.object({
  serial: z.string(),
  model: z.string(),
  family: z.string(),
  capacity: z.string(),
  color: z.string(),
  order: z.string(),
  /** Apple's word for who sold it: APPLE, RESELLER, MANUALLY_ADDED. */
  source: z.string(),
  assigned: z.boolean(),
  addedAt: z.number().nullable(),
})
export type AbmDevice = z.infer<typeof abmDevice>

/** What Apple made of one order. */
export const abmActivity = z.object({
  id: z.string(),
  /** Apple's words: IN_PROGRESS, COMPLETED, FAILED, STOPPED. */
  status: z.string(),
  subStatus: z.string(),
  /** Apple's list of results by device, as it came; null while there is none. */
  log: z.string().nullable(),
})
export type AbmActivity = z.infer<typeof abmActivity>

/**
 * done: read back as wanted. unchanged: it was so already. unknown: not in the organization. pending: Apple has not
 * finished. refused: Apple finished, and it is not so.
 */
export const abmRow = z.object({
  serial: z.string(),
  outcome: z.enum(['done', 'unchanged', 'unknown', 'pending', 'refused']),
  /** Apple's own words for this device, from its list of results. */
  reason: z.string().nullable(),
})
export type AbmRow = z.infer<typeof abmRow>
