import * as z from 'zod'
import { dueItem } from './deadlines-contract.ts'
import { deviceStage } from './device.ts'

/** Somebody who may sign on at this bench. What they sign on with never leaves the core. */
export const operatorView = z.object({
  id: z.string(),
  name: z.string(),
  hasPin: z.boolean(),
  hasBadge: z.boolean(),
})
export type OperatorView = z.infer<typeof operatorView>

const openDevice = z.object({
  udid: z.string(),
  serial: z.string().nullable(),
  slot: z.number().nullable(),
  stage: deviceStage,
})
export type OpenDevice = z.infer<typeof openDevice>

/** What a shift leaves to the next one. Deadlines are those that are past or soon are. */
export const shiftReview = z.object({
  unfinished: z.array(openDevice),
  awaitingUser: z.array(openDevice),
  outboxOpen: z.int(),
  outboxNeedPerson: z.int(),
  deadlines: z.array(dueItem),
})
export type ShiftReview = z.infer<typeof shiftReview>

/** What the last one said and left; null before the first shift ended. Times are milliseconds since 1970. */
export const handover = z.object({
  from: z.string(),
  startedAt: z.number(),
  endedAt: z.number(),
  note: z.string(),
  review: shiftReview,
})
export type Handover = z.infer<typeof handover>

export const shiftView = z.object({
  operators: z.array(operatorView),
  current: z.object({ operatorId: z.string(), name: z.string(), startedAt: z.number() }).nullable(),
  handover: handover.nullable(),
})
export type ShiftView = z.infer<typeof shiftView>

/** Four digits or more; a longer one may hold anything that can be typed. */
export const pinText = z.string().trim().min(4).max(64)
/** What a scanner types: the whole line, without its end. */
export const badgeText = z.string().trim().min(4).max(200)

function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'call', input, output } as const
}

const nothing = z.object({})

/** Who works at the bench: their name stands in runs and in the ledger. */
export const shiftContract = {
  /** First item: everything now. Then again after each change. */
  'shift.feed': { kind: 'stream', input: nothing, item: shiftView },
  'shift.show': call(nothing, shiftView),
  /** The first operator may be added by anybody; later ones by whoever is signed on. */
  'shift.addOperator': call(
    z.object({ name: z.string().trim().min(1).max(120), pin: pinText.nullable(), badge: badgeText.nullable() }),
    operatorView,
  ),
  'shift.removeOperator': call(z.object({ id: z.string() }), nothing),
  /** Whoever is signed on meanwhile is signed off, without a note. */
  'shift.on': call(
    z.discriminatedUnion('with', [
      z.object({ with: z.literal('pin'), operatorId: z.string(), pin: z.string().max(200) }),
      z.object({ with: z.literal('badge'), badge: z.string().max(200) }),
    ]),
    shiftView,
  ),
  /** What would be handed over now. */
  'shift.review': call(nothing, shiftReview),
  'shift.off': call(z.object({ note: z.string().max(4000) }), handover),
} as const
