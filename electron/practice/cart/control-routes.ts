import { z } from 'zod'
import type { CartDevice } from './cart-device.ts'
import type { Cart } from './cart.ts'
import { doByHand } from './control-person.ts'
import { deviceReport } from './device-report.ts'
import { faultSchema } from './faults/fault-schema.ts'
import { answersSchema, givenAnswers, handsSchema } from './hands-schema.ts'
import { paceText, parsePace } from './pace.ts'
import { usbTree } from './usb-tree.ts'
import { requestsOf } from './request-log.ts'
import { lockAllowedPath } from './wipe.ts'

type Answer = { readonly status: number; readonly body: unknown }

const fingers = z.strictObject({ hands: handsSchema.nullable().optional(), answers: answersSchema.optional() })
const plug = z.strictObject({ slot: z.int().min(1).optional() })
const tap = z.strictObject({
  /** The open question; by kind the oldest of that kind is meant. */
  id: z.string().optional(),
  kind: z.string().optional(),
  answer: z.enum(['accept', 'refuse']),
  input: z.record(z.string(), z.string()).default({}),
})
const state = z
  .strictObject({
    locked: z.boolean(),
    passcode: z.string().nullable(),
    findMy: z.boolean(),
    batteryPercent: z.int().min(1).max(100),
    activationLocked: z.boolean(),
    /** Its management lets Activation Lock be on although it is supervised. */
    activationLockAllowed: z.boolean(),
  })
  .partial()
const apple = z.strictObject({ url: z.url({ protocol: /^https?$/ }).nullable() })
const portal = z.strictObject({
  url: z.url({ protocol: /^https$/ }),
  authority: z.url({ protocol: /^https$/ }),
  rootPem: z.string(),
})
const pace = z.strictObject({ time: z.string().max(20) })
const push = z.strictObject({ pushMagic: z.string() })

const ok: Answer = { status: 200, body: { ok: true } }
const notFound: Answer = { status: 404, body: { error: 'not found' } }

/** Everything the control plane offers. */
export function route(cart: Cart, method: string, path: readonly string[], body: unknown): Answer | Promise<Answer> {
  const [first, udid, verb] = path
  if (method === 'GET' && first === 'devices' && udid === undefined)
    return { status: 200, body: { devices: cart.devices.map(deviceReport) } }
  if (method === 'GET' && first === 'usb' && path.length === 1) return { status: 200, body: usbTree(cart.devices) }
  if (first === 'faults' && path.length === 1) return faults(cart, method, body)
  if (method === 'POST' && first === 'hands' && path.length === 1) return wholeCart(cart, body)
  if (method === 'GET' && first === 'settings' && path.length === 1)
    return { status: 200, body: { hands: cart.hands, time: paceText(cart.pace) } }
  if (method === 'POST' && first === 'pace' && path.length === 1) return changePace(cart, body)
  if (method === 'POST' && first === 'apple' && path.length === 1)
    return parsed(apple, body, ({ url }) => {
      cart.appleUrl = url?.replace(/\/$/, '') ?? null
    })
  if (method === 'POST' && first === 'portal' && path.length === 1)
    return parsed(portal, body, (site) => {
      cart.portal = site
    })
  if (method === 'POST' && first === 'push' && path.length === 1) return pushAll(cart, body)
  const entry = first === 'devices' ? cart.devices.find(({ device }) => device.udid === udid) : undefined
  if (entry === undefined) return notFound
  if (method === 'GET' && verb === undefined) return { status: 200, body: deviceReport(entry) }
  if (method === 'GET' && verb === 'facts') return { status: 200, body: { facts: entry.device.phone.facts } }
  if (method === 'GET' && verb === 'requests') return { status: 200, body: { requests: requestsOf(entry.device) } }
  return method === 'POST' && verb !== undefined ? act(entry, verb, body) : notFound
}

/** Arms a fault while the cart runs, or lists those that were armed. */
function faults(cart: Cart, method: string, body: unknown): Answer {
  if (method === 'GET') return { status: 200, body: { faults: cart.faults.list() } }
  if (method !== 'POST') return notFound
  return parsed(faultSchema, body, (fault) => ({ status: 200, body: { ok: true, devices: cart.faults.arm(fault) } }))
}

function act(entry: CartDevice, verb: string, body: unknown): Answer | Promise<Answer> {
  const { phone } = entry.device
  switch (verb) {
    case 'unplug':
      entry.power.unplug()
      return ok
    case 'plug':
      return parsed(plug, body, ({ slot }) => entry.power.plug(slot ?? null))
    case 'restart':
      phone.emit('restartRequested')
      return ok
    case 'switchOn':
      // Out of recovery, too: buttons alone do not lead there, but somebody here has a host that does.
      if (entry.power.mode === 'recovery') entry.power.leaveRecovery()
      else entry.power.on()
      return ok
    case 'recovery':
      phone.emit('recoveryRequested')
      return ok
    case 'hands':
      return parsed(fingers, body, ({ hands, answers }) => {
        if (hands !== undefined) entry.hands = hands
        if (answers !== undefined) entry.answers = { ...entry.answers, ...givenAnswers(answers) }
        entry.device.software.handsChanged()
      })
    case 'state':
      return parsed(state, body, (wanted) => changeState(entry, wanted))
    case 'answer':
      return parsed(tap, body, (wanted) =>
        answerPrompt(entry, wanted) ? undefined : { status: 409, body: { error: 'no such question is open' } },
      )
    default:
      return doByHand(entry, verb, body).then((answer) => answer ?? notFound)
  }
}

function wholeCart(cart: Cart, body: unknown): Answer {
  return parsed(fingers, body, ({ hands, answers }) => {
    if (hands) cart.hands = hands
    if (answers !== undefined) cart.answers = { ...cart.answers, ...givenAnswers(answers) }
    for (const { device } of cart.devices) device.software.handsChanged()
  })
}

/** What waits already comes at the time it was told; what begins from now on keeps the new pace. */
function changePace(cart: Cart, body: unknown): Answer {
  return parsed(pace, body, ({ time }) => {
    const wanted = parsePace(time)
    if (wanted === null) return { status: 400, body: { error: 'instant, realistic or a factor like x10' } }
    cart.pace = wanted
    return ok
  })
}

/** A push reaches whoever is on a network; a phone without one, or another's, ignores it. */
function pushAll(cart: Cart, body: unknown): Answer {
  return parsed(push, body, ({ pushMagic }) => {
    for (const { device } of cart.devices)
      if (device.phone.storage.mdm?.pushMagic === pushMagic) device.software.push(pushMagic)
  })
}

function changeState({ device }: CartDevice, wanted: z.infer<typeof state>): void {
  const { phone } = device
  if (wanted.passcode !== undefined) phone.storage.passcode = wanted.passcode
  if (wanted.locked !== undefined) phone.locked = wanted.locked && phone.storage.passcode !== null
  if (wanted.locked === false) phone.unlockedSinceBoot = true
  if (wanted.findMy !== undefined) phone.findMy = wanted.findMy
  if (wanted.activationLocked !== undefined) phone.activationLocked = wanted.activationLocked
  if (wanted.activationLockAllowed !== undefined)
    phone.storage.settings.set(lockAllowedPath, wanted.activationLockAllowed)
  if (wanted.batteryPercent !== undefined) phone.batteryPercent = wanted.batteryPercent
  phone.emit('changed')
}

function answerPrompt({ device }: CartDevice, wanted: z.infer<typeof tap>): boolean {
  const { prompts } = device.phone
  const prompt = prompts
    .pending()
    .find(({ id, kind }) => (wanted.id === undefined ? kind === wanted.kind : id === wanted.id))
  if (prompt === undefined) return false
  return prompts.answer(
    prompt.id,
    wanted.answer === 'accept' ? { kind: 'accept', input: wanted.input } : { kind: 'refuse' },
  )
}

function parsed<T>(schema: z.ZodType<T>, body: unknown, then: (value: T) => Answer | void): Answer {
  const result = schema.safeParse(body)
  if (!result.success) return { status: 400, body: { error: result.error.issues[0]?.message ?? 'wrong form' } }
  return then(result.data) ?? ok
}
