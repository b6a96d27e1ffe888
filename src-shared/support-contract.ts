import * as z from 'zod'

/** What supporters get to read of one device: a file without names, numbers or words that could tell whose it is. */
export const supportContract = {
  /** `text` is JSON in UTF-8, `name` what to call the file. */
  'support.bundle': {
    kind: 'call',
    input: z.object({ udid: z.string().min(1).max(64) }),
    output: z.object({ name: z.string(), text: z.string() }),
  },
} as const
