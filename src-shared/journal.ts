import * as z from 'zod'
import { blueprint } from './blueprint.ts'
import { deviceTap, storedFacts } from './device.ts'
import { hold } from './hold.ts'
import { storedPlan } from './plan.ts'
import { errorRecord, stepName } from './step.ts'
import { storedDevice } from './stored-device.ts'

const at = z.number()

/**
 * Everything that can happen to a device, as it is written to the journal before anything is done about it.
 * The state of a device is the fold of its events. `at` is milliseconds since 1970.
 */
export const journalEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('attached'), at, deviceId: z.number(), locationId: z.number(), slot: z.number() }),
  z.object({ type: z.literal('detached'), at }),
  /** A host started: whatever was under way in an earlier process is not any more. */
  z.object({ type: z.literal('restarted'), at }),
  z.object({ type: z.literal('identified'), at, facts: storedFacts }),
  z.object({ type: z.literal('identifyFailed'), at, error: errorRecord }),
  z.object({
    type: z.literal('runStarted'),
    at,
    runId: z.string(),
    batchId: z.string(),
    blueprint,
    /** A person agreed that this device is erased in this run. */
    eraseConsent: z.boolean(),
    /** Who started it, as the station knows them; null when nobody has signed on. */
    operator: z.string().nullable().default(null),
    /** The automation rule that started it in the operator's name. */
    rule: z.string().optional(),
    hold: hold.optional(),
  }),
  /** What holds the run back has changed. */
  z.object({ type: z.literal('held'), at, hold }),
  z.object({ type: z.literal('released'), at, by: z.enum(['pilot', 'person']) }),
  /** The run stands still from its next safe point on, over restarts too, until it is resumed. */
  z.object({ type: z.literal('pauseRequested'), at }),
  z.object({ type: z.literal('resumeRequested'), at }),
  /** A person has looked: what the run waits for is waited for anew. */
  z.object({ type: z.literal('retryRequested'), at }),
  z.object({ type: z.literal('planned'), at, plan: storedPlan }),
  /**
   * The erase is about to be sent. Written before the frame, so that an erase without this line cannot have been ours,
   * and one with it is only sent again when the device itself shows that it did not happen.
   */
  z.object({
    type: z.literal('eraseOrdered'),
    at,
    runId: z.string(),
    /** Mark of the pairing under which it is sent: only this one, still honored, shows that no erase came since. */
    pairing: z.string().optional(),
  }),
  z.object({ type: z.literal('stepStarted'), at, step: stepName }),
  /** What was on the device before this step's profile, so that its arrival shows also to a process started later. */
  z.object({ type: z.literal('profilesNoted'), at, step: stepName, identifiers: z.array(z.string()) }),
  /** The step waits for fingers on the device, or (null) not any more. */
  z.object({ type: z.literal('tapAwaited'), at, tap: deviceTap.nullable() }),
  z.object({ type: z.literal('stepDone'), at, step: stepName, reason: z.string().nullable() }),
  z.object({ type: z.literal('stepFailed'), at, step: stepName, error: errorRecord }),
  /** The device left before anybody could hear how the step ended; it is begun again when the device is back. */
  z.object({ type: z.literal('stepInterrupted'), at, step: stepName }),
  /** Everything the cable can do is done; from here Intune has the word. */
  z.object({ type: z.literal('enrollmentAwaited'), at }),
  z.object({ type: z.literal('intuneState'), at, state: z.string(), fresh: z.boolean() }),
  /** A device that was erased or restarted is not back after the time allowed. */
  z.object({ type: z.literal('returnOverdue'), at }),
  z.object({ type: z.literal('cancelRequested'), at }),
  /** Stands for the lines up to this one, which told how the device came to stand like this. Only ever a device's first. */
  z.object({ type: z.literal('folded'), at, state: storedDevice }),
])
export type JournalEvent = z.infer<typeof journalEvent>
export type JournalEventOf<T extends JournalEvent['type']> = Extract<JournalEvent, { type: T }>
