import { z } from 'zod'

/** What Apple does not say, or where a test or a person wants it otherwise. */
export const programSwitchesSchema = z.strictObject({
  /** Error bodies in double quotes, as one known service writes them. */
  quotedErrors: z.boolean(),
  /** How long a session is good for; Apple says nothing, clients assume minutes. */
  sessionLifeMs: z.number().int().min(0),
  /** Every second answer carries a new session in its header, and the old one ends. */
  rotateSessions: z.boolean(),
  /** Requests in ten seconds and for each server, before 429; 0 for no limit. */
  requestsPerTenSeconds: z.number().int().min(0),
  /** Devices in a page when the client does not say, and at most. */
  pageDefault: z.number().int().min(1),
  pageMaximum: z.number().int().min(1),
  /** How long an activity of Apple Business Manager takes. */
  activityMs: z.number().int().min(0),
  /** A client assertion serves once; Apple lets one serve until it ends. */
  assertionsOnce: z.boolean(),
  /** Nothing answers: connections are cut. */
  offline: z.boolean(),
})

export type ProgramSwitches = z.infer<typeof programSwitchesSchema>

export function initialProgramSwitches(): ProgramSwitches {
  return {
    quotedErrors: false,
    sessionLifeMs: 180_000,
    rotateSessions: false,
    requestsPerTenSeconds: 500,
    pageDefault: 100,
    pageMaximum: 1000,
    activityMs: 0,
    assertionsOnce: false,
    offline: false,
  }
}
