import * as z from 'zod'
import { beliefAreas, beliefs, confidences } from './beliefs.ts'
import type { BeliefId } from './beliefs.ts'

/** The checks of `slipway prove`, in their order. Each has a file in electron/prove/checks and words in the i18n area `prove`. */
export const checkIds = [
  'listed',
  'stranger',
  'pair',
  'session',
  'values',
  'setupState',
  'battery',
  'waitingProfile',
  'erase',
  'silentPairing',
  'blank',
  'earlyConfiguration',
  'activation',
  'settings',
  'silentProfile',
  'wrongType',
  'supervise',
  'secondWrite',
  'escalation',
  'silentInstall',
  'supervisedPairing',
  'restart',
  'eraseAgain',
  'prepareAgain',
  'enrollConfiguration',
  'leaveBlank',
] as const
export type CheckId = (typeof checkIds)[number]

/** Why a belief could not be tried, or a check was left out; words in the i18n area `prove`. */
export const whyUntestedWords = [
  'notByCable',
  'tooDangerous',
  'notReached',
  'notPaired',
  'notSetUp',
  'notErased',
  'notActivated',
  'notUnconfigured',
  'notSupervised',
  'notEscalated',
  'findMyOn',
  'declined',
  'nobodyTapped',
  'noInternet',
  'noEsim',
  'noChallenge',
  'automatedEnrollment',
  'notAutomated',
  'supervisedAlready',
  'checkFailed',
  'stopped',
] as const
export type WhyUntested = (typeof whyUntestedWords)[number]

const verdict = z.enum(['confirmed', 'refuted', 'untested'])
export type Verdict = z.infer<typeof verdict>

/** `asked`, `expected` and `seen` are words of the protocols, the same in every language, and name no device. */
const beliefOutcomeSchema = z.strictObject({
  id: z.enum(beliefs.map(({ id }) => id) as [BeliefId, ...BeliefId[]]),
  area: z.enum(beliefAreas),
  confidence: z.enum(confidences),
  verdict,
  /** Null unless untested. */
  why: z.enum(whyUntestedWords).nullable(),
  /** Null when untested. */
  check: z.enum(checkIds).nullable(),
  asked: z.string().nullable(),
  expected: z.string().nullable(),
  seen: z.string().nullable(),
})
export type BeliefOutcome = z.infer<typeof beliefOutcomeSchema>

const checkOutcomeSchema = z.strictObject({
  id: z.enum(checkIds),
  outcome: z.enum(['done', 'leftOut', 'failed']),
  why: z.enum(whyUntestedWords).nullable(),
  /** Error code of a check that failed. */
  error: z.string().nullable(),
  durationMs: z.int().min(0),
})
export type CheckOutcome = z.infer<typeof checkOutcomeSchema>

/** What `slipway prove --json` prints and keeps as report.json. */
export const proveReportSchema = z.strictObject({
  version: z.literal(1),
  /** ISO 8601. */
  madeAt: z.iso.datetime(),
  by: z.string(),
  /** A practice device proves nothing about real ones. */
  practice: z.boolean(),
  /** Kind of device only; no identifiers. */
  device: z.strictObject({
    productType: z.string().nullable(),
    osVersion: z.string().nullable(),
    build: z.string().nullable(),
  }),
  durationMs: z.int().min(0),
  counts: z.strictObject({ confirmed: z.int(), refuted: z.int(), untested: z.int() }),
  beliefs: z.array(beliefOutcomeSchema),
  checks: z.array(checkOutcomeSchema),
})
export type ProveReport = z.infer<typeof proveReportSchema>
