import * as z from 'zod'

/** Ready-made carts of the practice world; `usual` is the one without a scenario. */
export const practiceScenarios = [
  'usual',
  'first-day',
  'mixed-fleet',
  'full-cart',
  'locked-and-used',
  'activation-lock',
  'bad-cables',
  'hub-reset',
  'slow-wire',
  'daemon-restart',
] as const
export type PracticeScenario = (typeof practiceScenarios)[number]

/** What can be made to go wrong, as the practice cart names it; those in `once` strike when they are asked for. */
export const practiceFaults = {
  once: ['cablePulled', 'hubReset', 'daemonRestart', 'batteryEmpty', 'screenLocked'],
  nextTime: [
    'slowReturn',
    'neverReturns',
    'trustRefused',
    'wifiMissing',
    'wifiWrongPassword',
    'signedRequestRejected',
    'activationRefused',
    'notNow',
    'halfFrame',
    'delayedTls',
    'splitFrames',
    'coalescedFrames',
  ],
} as const
export const practiceFaultNames = [...practiceFaults.once, ...practiceFaults.nextTime] as const
export type PracticeFault = (typeof practiceFaultNames)[number]

/** Who taps on the practice devices: they answer by themselves, at once or after so long, or a person does it here. */
export const practiceHands = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('atOnce') }),
  z.object({ kind: z.literal('after'), ms: z.number().min(0).max(600_000) }),
  z.object({ kind: z.literal('operator') }),
  z.object({ kind: z.literal('never') }),
])
export type PracticeHands = z.infer<typeof practiceHands>

/** A question on a practice device's screen. `kind`: hello, language, wifi, trust, installProfile, `pane:<key>` … */
export const practicePrompt = z.object({
  id: z.string(),
  kind: z.string(),
  shows: z.record(z.string(), z.union([z.string(), z.boolean()])),
})
export type PracticePrompt = z.infer<typeof practicePrompt>

/** One practice device as a person who stands before it sees it. */
export const practiceDevice = z.object({
  udid: z.string(),
  slot: z.number(),
  name: z.string(),
  model: z.string(),
  serial: z.string(),
  deviceClass: z.string(),
  plugged: z.boolean(),
  running: z.boolean(),
  /** on, off, recovery … */
  power: z.string(),
  locked: z.boolean(),
  setupDone: z.boolean(),
  enrolled: z.boolean(),
  supervised: z.boolean(),
  batteryPercent: z.number(),
  prompts: z.array(practicePrompt),
})
export type PracticeDevice = z.infer<typeof practiceDevice>

export const practiceView = z.object({
  scenario: z.string(),
  hands: practiceHands,
  /** instant, realistic or a factor like x20. */
  time: z.string(),
  devices: z.array(practiceDevice),
  /** What the practice user would type: the network of the bench, and a passcode. */
  /** Where the practice Apple has its portal, for a browser. */
  applePortal: z.string(),
  types: z.object({ ssid: z.string(), password: z.string(), passcode: z.string() }),
})
export type PracticeView = z.infer<typeof practiceView>

function call<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'call', input, output } as const
}

const nothing = z.object({})
const one = z.object({ udid: z.string().min(1).max(64) })

/**
 * The practice user's side: cables, fingers, and what goes wrong. Only where the practice world was started by the host of
 * this core; everywhere else each of these refuses with `practice.notHere`.
 */
export const practiceContract = {
  /** First item: everything now. Then again after each change. */
  'practice.feed': { kind: 'stream', input: nothing, item: practiceView },
  'practice.answer': call(
    one.extend({
      promptId: z.string(),
      answer: z.enum(['accept', 'refuse']),
      input: z.record(z.string(), z.string().max(200)),
    }),
    nothing,
  ),
  /** `slot` null: back where it was. A slot that is taken leads to the next free one. */
  'practice.plug': call(one.extend({ slot: z.int().min(1).max(512).nullable() }), nothing),
  'practice.unplug': call(one, nothing),
  'practice.press': call(one.extend({ button: z.enum(['restart', 'switchOn', 'lock']) }), nothing),
  /** `udid` null: the whole cart's; a device that was given its own keeps them. */
  'practice.hands': call(z.object({ udid: z.string().max(64).nullable(), hands: practiceHands }), nothing),
  'practice.time': call(z.object({ time: z.string().regex(/^(instant|realistic|x\d{1,4}(\.\d+)?)$/) }), nothing),
  /** Null: whatever device it meets first; those that strike once then strike all. */
  'practice.fault': call(z.object({ udid: z.string().nullable(), fault: z.enum(practiceFaultNames) }), nothing),
  /** Takes this cart away and brings another one, with devices that were never seen. `devices` null: as many as it has. */
  'practice.load': call(
    z.object({ scenario: z.enum(practiceScenarios), devices: z.int().min(1).max(64).nullable() }),
    nothing,
  ),
} as const
