import * as z from 'zod'
import { deadlineKinds } from './deadlines.ts'
import { provisionalDevice } from './provisional.ts'

/** One thing that lapses, of this tenant or of one device. Instants and lengths in milliseconds. */
export const dueItem = z.object({
  kind: z.enum(deadlineKinds),
  /** Which one: the name of a token or profile, the serial number of a device; null where there is only one. */
  of: z.string().nullable(),
  dueAt: z.number(),
  state: z.enum(['ok', 'soon', 'past']),
  /** Negative once it is past. */
  remaining: z.number(),
  /** How many devices stand behind it, where `of` is only the soonest of them. */
  count: z.int().optional(),
})
export type DueItem = z.infer<typeof dueItem>

export const deadlinesContract = {
  /** The most urgent first. `unknown` are kinds that the tenant did not tell this time. */
  'deadlines.list': {
    kind: 'call',
    input: z.object({}),
    output: z.object({ items: z.array(dueItem), unknown: z.array(z.enum(deadlineKinds)) }),
  },
  /**
   * Devices that were added to Apple Business Manager by hand, the soonest first: all of them, or the one with this
   * serial number. None when it was bought, or when no account there is connected.
   */
  'deadlines.provisional': {
    kind: 'call',
    input: z.object({ serial: z.string().trim().min(1).max(40).nullable() }),
    output: z.object({ devices: z.array(provisionalDevice) }),
  },
} as const
