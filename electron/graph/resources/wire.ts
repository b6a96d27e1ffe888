import * as z from 'zod'

/** Text that may be null or left out, as null. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? null)

/**
 * A moment as milliseconds since 1970. Null for null, absent, unreadable, and for 0001-01-01, which is how Graph says
 * "never" where a date may not be null.
 */
export const optionalTime = z
  .unknown()
  .optional()
  .transform((value) => {
    const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
    return Number.isNaN(at) || new Date(at).getUTCFullYear() <= 1 ? null : at
  })

/** A GUID-shaped or composite id; never empty, since it goes into paths. */
export const wireId = z.string().min(1).max(200)

/**
 * For calls whose answer nobody reads. Documentation and service disagree about bodies and 200 or 204, so whatever
 * comes is fine, nothing too.
 */
export const anyAnswer: z.ZodType<void> = z.unknown().transform(() => undefined)
