import * as z from 'zod'

const nothing = z.object({})
/** Absent: the whole station. */
const chosen = z.object({ udids: z.array(z.string()).max(256).optional() })

/** What may be asked of runs that were started, besides stopping them. */
export const runsContract = {
  /** Stands still from the next safe point on, over restarts too. */
  'runs.pause': { kind: 'call', input: chosen, output: nothing },
  'runs.resume': { kind: 'call', input: chosen, output: nothing },
  /** Lets devices begin that are held back by their pilot. */
  'runs.release': { kind: 'call', input: chosen, output: nothing },
} as const
