import * as z from 'zod'
import { enrollmentRoute } from './blueprint.ts'
import { deviceFacts, deviceStage, deviceTap, intuneAway, presence } from './device.ts'
import { hold } from './hold.ts'
import { errorRecord, stepName, stepView } from './step.ts'

/** A run as people see it: the steps of the plan with what became of them. Times are milliseconds since 1970. */
export const runView = z.object({
  id: z.string(),
  batchId: z.string(),
  blueprintId: z.string(),
  blueprintName: z.string(),
  route: enrollmentRoute,
  endsAt: z.enum(['bench', 'user']),
  steps: z.array(stepView),
  currentStep: stepName.nullable(),
  /** When the current step began; missing while none has. */
  stepStartedAt: z.number().optional(),
  /** Since when somebody is asked to tap; missing while nobody is. */
  tapSince: z.number().optional(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  /** Asked to stand still; the stage says `paused` once it does. */
  paused: z.boolean().optional(),
  hold: hold.optional(),
})
export type RunView = z.infer<typeof runView>

/** One device as every window shows it. `revision` rises with each change, across all devices. */
export const deviceView = z.object({
  udid: z.string(),
  revision: z.number(),
  presence,
  /** Number of the cart slot, by physical port; null when the port is not known (unplugged before it was seen). */
  slot: z.number().nullable(),
  facts: deviceFacts.nullable(),
  stage: deviceStage,
  tap: deviceTap.nullable(),
  safeToUnplug: z.boolean(),
  run: runView.nullable(),
  /**
   * Graph's enrollmentState of the serial: notContacted, enrolled, failed, pendingReset, blocked, unknown; or why Intune
   * cannot know it yet: registrationPending, registrationRefused.
   */
  intuneState: z.string().nullable(),
  /** An outage that fell into its wait for Intune; missing when there was none. */
  intuneAway: intuneAway.optional(),
  error: errorRecord.nullable(),
})
export type DeviceView = z.infer<typeof deviceView>
