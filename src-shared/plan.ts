import * as z from 'zod'
import { enrollmentRoute } from './blueprint.ts'
import { stepName } from './step.ts'

/** One step of a plan with its reason (i18n area `plan`). A step that is left out stays listed, with the reason why. */
export const plannedStep = z.object({ name: stepName, skip: z.boolean(), reason: z.string() })
export type PlannedStep = z.infer<typeof plannedStep>

/** Something that must be mended before the device may be touched. `code` is in the error catalogue. */
export const planProblem = z.object({
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type PlanProblem = z.infer<typeof planProblem>

/** What will happen to this device and why: the same value serves the dry run and the run. */
export const plan = z.object({
  udid: z.string(),
  route: enrollmentRoute,
  erases: z.boolean(),
  steps: z.array(plannedStep),
  problems: z.array(planProblem),
})
export type Plan = z.infer<typeof plan>
