import { z } from 'zod'

const ms = z.int().min(0).max(86_400_000)
const slot = z.int().min(1).max(512)
const count = z.int().min(1).max(100_000)
/** A number, or a range of which the seed picks one for each device. */
const nth = z
  .union([count, z.tuple([count, count]).refine(([from, to]) => from <= to, 'the range runs backwards')])
  .default(1)
const request = z.string().min(1).max(100).default('*').describe('A request by its name on the wire; * is any')

/** Which devices: all, those in some slots, or so many that the seed picks. */
const on = z
  .union([
    z.literal('all'),
    z.strictObject({ slots: z.array(slot).min(1) }),
    z.strictObject({ any: z.int().min(1).max(512) }),
  ])
  .default('all')

/** When: at a request, after something happened to the device, or after so long. Left out: at once. */
const at = z
  .union([
    z.strictObject({
      request,
      nth,
      moment: z
        .enum(['before', 'unanswered', 'after'])
        .default('before')
        .describe('before: it never gets there; unanswered: it is carried out, the answer is lost; after: answered'),
    }),
    z.strictObject({ fact: z.string().min(1).max(100).describe('erased, attached, paired, setupDone …'), nth }),
    z.strictObject({ afterMs: ms }),
  ])
  .optional()

const times = z.union([count, z.literal('always')])
const aimed = { on, at }
/** For what goes wrong where it may: from the nth opportunity on, so many times. */
const chanced = { on, nth, times: times.default(1) }
/** On the lines to devices, or on the lines of programs to usbmuxd itself. */
const where = z.enum(['device', 'daemon']).default('device')
const after = z.enum(['erase', 'restart', 'any']).default('any')

/** Everything that can go wrong with a cart. Durations are milliseconds of the practice world's own clock. */
export const faultSchema = z.discriminatedUnion('fault', [
  z.strictObject({
    fault: z.literal('cablePulled'),
    ...aimed,
    backAfterMs: ms.nullable().default(5_000).describe('null: it stays out'),
    intoSlot: slot.optional().describe('Another slot on return; the next free one when it is taken'),
  }),
  z.strictObject({
    fault: z.literal('hubReset'),
    ...aimed,
    ports: z.union([z.literal('all'), z.array(slot).min(1)]).default('all'),
    // Makers of charging hubs give about six seconds for a soft reset.
    backAfterMs: ms.default(6_000),
  }),
  z.strictObject({ fault: z.literal('daemonRestart'), ...aimed, goneMs: ms.default(2_000) }),
  z.strictObject({ fault: z.literal('batteryEmpty'), ...aimed, backAfterMs: ms.default(600_000) }),
  z.strictObject({
    fault: z.literal('screenLocked'),
    ...aimed,
    openAfterMs: ms.nullable().default(30_000).describe('null: nobody unlocks it'),
  }),
  z.strictObject({ fault: z.literal('halfFrame'), ...chanced, request }),
  z.strictObject({ fault: z.literal('delayedTls'), ...chanced, ms: ms.default(3_000) }),
  z.strictObject({
    fault: z.literal('coalescedFrames'),
    ...chanced,
    where,
    times: times.default('always'),
    holdMs: ms.max(2_000).default(20),
  }),
  z.strictObject({
    fault: z.literal('splitFrames'),
    ...chanced,
    where,
    times: times.default('always'),
    bytes: z.int().min(1).max(4096).default(7),
  }),
  z.strictObject({ fault: z.literal('slowReturn'), ...chanced, after, extraMs: ms.default(120_000) }),
  z.strictObject({ fault: z.literal('neverReturns'), ...chanced, after }),
  z.strictObject({ fault: z.literal('otherSlot'), ...chanced, after, slot }),
  z.strictObject({ fault: z.literal('trustRefused'), ...chanced }),
  z.strictObject({ fault: z.literal('wifiMissing'), ...chanced }),
  z.strictObject({ fault: z.literal('wifiWrongPassword'), ...chanced }),
  z.strictObject({ fault: z.literal('signedRequestRejected'), ...chanced }),
  z.strictObject({ fault: z.literal('notNow'), ...chanced }),
  z.strictObject({ fault: z.literal('activationRefused'), ...chanced }),
])

export type Fault = z.infer<typeof faultSchema>
export type FaultKind = Fault['fault']
export type FaultOf<Kind extends FaultKind> = Extract<Fault, { readonly fault: Kind }>

/** Strikes when its trigger says so. */
export type AimedFault = FaultOf<'cablePulled' | 'hubReset' | 'daemonRestart' | 'batteryEmpty' | 'screenLocked'>
/** Waits for its opportunity. */
export type ChancedFault = Exclude<Fault, AimedFault>
export type ChancedKind = ChancedFault['fault']

const aimedKinds: ReadonlySet<string> = new Set([
  'cablePulled',
  'hubReset',
  'daemonRestart',
  'batteryEmpty',
  'screenLocked',
])

export function isAimed(fault: Fault): fault is AimedFault {
  return aimedKinds.has(fault.fault)
}
