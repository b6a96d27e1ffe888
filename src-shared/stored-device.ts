import * as z from 'zod'
import { blueprint } from './blueprint.ts'
import { deviceTap, presence, storedFacts } from './device.ts'
import { hold } from './hold.ts'
import { storedPlan } from './plan.ts'
import { errorRecord, stepName, stepOutcome } from './step.ts'

// How a device stands, as one line of the journal keeps it in place of the lines that led there. What a later version
// adds needs a default here.

const storedStep = z.object({
  name: stepName,
  outcome: stepOutcome,
  reason: z.string(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
})

const storedRun = z.object({
  id: z.string(),
  batchId: z.string(),
  blueprint,
  eraseConsent: z.boolean(),
  eraseOrderedAt: z.number().nullable(),
  orderedUnder: z.string().nullable(),
  beforeErase: storedFacts.nullable(),
  operator: z.string().nullable(),
  profilesBefore: z.array(z.string()).nullable(),
  status: z.enum(['active', 'away', 'awaiting', 'enrolled', 'prepared', 'failed', 'cancelled']),
  plan: storedPlan.nullable(),
  steps: z.array(storedStep),
  current: stepName.nullable(),
  startedOn: z.number().nullable(),
  interrupted: z.boolean(),
  cancelRequested: z.boolean(),
  paused: z.boolean(),
  hold: hold.nullable(),
  rule: z.string().nullable(),
  tap: deviceTap.nullable(),
  tapSince: z.number().nullable().default(null),
  error: errorRecord.nullable(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
})

/** What `electron/engine` says of a device, but for the trouble of not being able to write it down. */
export const storedDevice = z.object({
  udid: z.string(),
  presence,
  deviceId: z.number().nullable(),
  locationId: z.number().nullable(),
  slot: z.number().nullable(),
  facts: storedFacts.nullable(),
  identifying: z.boolean(),
  identifyError: errorRecord.nullable(),
  run: storedRun.nullable(),
  intuneState: z.string().nullable(),
})
export type StoredDevice = z.infer<typeof storedDevice>
