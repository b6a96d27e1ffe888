import * as z from 'zod'
import { enrollmentRoute } from './blueprint.ts'
import { stepName } from './step.ts'

/** One step of a plan with its reason (i18n area `plan`). A step that is left out stays listed, with the reason why. */
export const plannedStep = z.object({
  name: stepName,
  skip: z.boolean(),
  reason: z.string(),
  /** How long it usually takes, in milliseconds; 0 when it is left out. */
  expectedMs: z.number(),
})
export type PlannedStep = z.infer<typeof plannedStep>

/**
 * Something that must be mended before the device may be touched, or (a warning) that somebody should know. `code` is in
 * the error catalogue.
 */
export const planProblem = z.object({
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type PlanProblem = z.infer<typeof planProblem>

/** `maybe`: before it is paired a device does not say whether it must be erased; only a dry run leaves it at that. */
export const planErases = z.enum(['no', 'maybe', 'yes'])
export type PlanErases = z.infer<typeof planErases>

/** What will happen to this device and why: the same value serves the dry run and the run. */
export const plan = z.object({
  udid: z.string(),
  route: enrollmentRoute,
  erases: planErases,
  steps: z.array(plannedStep),
  problems: z.array(planProblem),
  warnings: z.array(planProblem),
  /** The sum of its steps, in milliseconds. */
  expectedMs: z.number(),
})
export type Plan = z.infer<typeof plan>

/** As journals keep it: earlier versions said with a boolean whether it erases, and knew neither warnings nor durations. */
export const storedPlan = z.preprocess((value) => {
  if (typeof value !== 'object' || value === null || !('erases' in value) || typeof value.erases !== 'boolean')
    return value
  const steps = 'steps' in value && Array.isArray(value.steps) ? value.steps : []
  return {
    warnings: [],
    expectedMs: 0,
    ...value,
    erases: value.erases ? 'yes' : 'no',
    steps: steps.map((step: unknown) => (typeof step === 'object' ? { expectedMs: 0, ...step } : step)),
  }
}, plan)

/** A file of the vault, or a secret, that a blueprint names and that is not there. */
export type MissingItem = {
  readonly kind: 'profile' | 'app' | 'picture' | 'secret'
  readonly name: string
}

/** What the tenant says of one serial number. A null is not known: it was not asked, or did not answer. */
export type SerialFacts = {
  /** Apple has given it to this tenant for automated enrollment (ADE). */
  readonly automated: boolean | null
  /** An ADE profile is assigned to it. */
  readonly automatedProfile: boolean | null
  /** It was imported for Apple Configurator enrollment. */
  readonly imported: boolean | null
  /** The blueprint's own profile is assigned to it. */
  readonly assigned: boolean | null
}
