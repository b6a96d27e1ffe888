import * as z from 'zod'
import { intent, outboxKind, outboxState } from './outbox.ts'
import { errorRecord } from './step.ts'

/** One entry of the outbox as windows show it: what, for whom, how far, and why not farther. */
export const outboxEntry = intent
  .pick({
    id: true,
    serial: true,
    state: true,
    attempts: true,
    createdAt: true,
    sentAt: true,
    endedAt: true,
    requestId: true,
    lastError: true,
    note: true,
    origin: true,
  })
  .extend({ kind: outboxKind, state: outboxState, about: z.string().nullable() })
export type OutboxEntry = z.infer<typeof outboxEntry>

/** What is known of the enrollment with one profile for the time when Intune cannot be reached. */
export const keptFacts = z.object({
  profile: z.string(),
  tenant: z.string(),
  checkedAt: z.number(),
  /** From then on it is not trusted any more. */
  usableUntil: z.number(),
  /** Until when the stored file of the direct route is good; null when none is stored. */
  directFileUntil: z.number().nullable(),
})
export type KeptFacts = z.infer<typeof keptFacts>

export const outboxView = z.object({
  /** What is not finished, in the order it was asked for; then what ended last, at most 200. */
  entries: z.array(outboxEntry),
  /** How many are not finished. */
  open: z.number().int(),
  /** Somebody has to decide about so many. */
  needPerson: z.number().int(),
  /** Since when the tenant cannot be reached, and why. */
  outage: z.object({ since: z.number(), error: errorRecord }).nullable(),
  /** Why nothing is told although the tenant answers. */
  trouble: errorRecord.nullable(),
  facts: z.array(keptFacts),
})
export type OutboxView = z.infer<typeof outboxView>

const nothing = z.object({})
const ids = z.array(z.uuid()).max(5_000)
const passphrase = z.string().max(1024)
/** Standard base64: what goes over the contract has its limit. */
const sealed = z.base64().max(2_800_000)

function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'call', input, output } as const
}

const packageFacts = z.object({
  tenant: z.string(),
  site: z.string(),
  createdAt: z.number(),
  expiresAt: z.number(),
  /** Display names of the enrollment profiles. */
  profiles: z.array(z.string()),
  blueprints: z.array(z.string()),
  vault: z.array(z.string()),
})

/** What Intune must still be told, and what a bench without network takes along and brings back. */
export const outboxContract = {
  'outbox.list': call(nothing, outboxView),
  /** First item: everything. Then again after changes, gathered for about 50 ms. */
  'outbox.feed': { kind: 'stream', input: nothing, item: outboxView },
  /** Refused ones and those that need a person are tried again, everything that waits at once. Empty: all of them. */
  'outbox.retry': call(z.object({ ids }), nothing),
  'outbox.drop': call(z.object({ ids: ids.min(1), reason: z.string().trim().min(1).max(300) }), nothing),
  /** Tries to tell everything now and says how it stands then. */
  'outbox.run': call(nothing, outboxView),
  /** Entries out of another site's report; those that are here already stay as they are. */
  'outbox.import': call(
    z.object({ sealed, passphrase }),
    z.object({ site: z.string(), added: z.number().int(), known: z.number().int(), refused: z.number().int() }),
  ),
  'offline.export': call(z.object({ passphrase }), packageFacts.extend({ sealed: z.base64() })),
  'offline.import': call(z.object({ sealed, passphrase }), packageFacts),
  'offline.report': call(
    z.object({ passphrase }),
    z.object({ sealed: z.base64(), entries: z.number().int(), leftOut: z.number().int() }),
  ),
} as const
