import * as z from 'zod'

/** What is done to a device or its record in the tenant and does not come back. Graph's names where Graph has one. */
export const tenantVerbs = ['retire', 'wipe', 'deleteRecord', 'removeSerial'] as const
export const tenantVerb = z.enum(tenantVerbs)
export type TenantVerb = z.infer<typeof tenantVerb>

/** One thing done to one device. `recordId` is the managedDevice's Graph id; null for the imported serial number. */
export type TenantTarget = { readonly serial: string; readonly recordId: string | null; readonly verb: TenantVerb }

/**
 * That a person agreed, as it is kept beside what they agreed to. `serialEnd`: they typed the last four characters of the
 * one serial number. `count`: they typed how many devices they named. `run`: they agreed to a run whose plan says it.
 */
export const tenantConsent = z.object({
  operator: z.string().nullable(),
  /** Milliseconds since 1970. */
  at: z.number(),
  way: z.enum(['serialEnd', 'count', 'run']),
  /** As they typed it; null for a run, whose consent is in the journal. */
  typed: z.string().max(40).nullable(),
  runId: z.string().nullable(),
})
export type TenantConsent = z.infer<typeof tenantConsent>
