import * as z from 'zod'
import { deadlineKinds } from './deadlines.ts'

/** One thing that lapses, of this tenant or of one device. Instants and lengths in milliseconds. */
export const dueItem = z.object({
  kind: z.enum(deadlineKinds),
  /** Which one: the name of a token or profile, the serial number of a device; null where there is only one. */
  of: z.string().nullable(),
  dueAt: z.number(),
  state: z.enum(['ok', 'soon', 'past']),
  /** Negative once it is past. */
  remaining: z.number(),
})
export type DueItem = z.infer<typeof dueItem>

export const deadlinesContract = {
  /** The most urgent first. `unknown` are kinds that the tenant did not tell this time. */
  'deadlines.list': {
    kind: 'call',
    input: z.object({}),
    output: z.object({ items: z.array(dueItem), unknown: z.array(z.enum(deadlineKinds)) }),
  },
} as const
