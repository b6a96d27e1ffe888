import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '../../src-shared/errors.ts'
import { practiceFaults } from '../../src-shared/practice-contract.ts'
import type {
  PracticeDevice,
  PracticeFault,
  PracticeView,
  practiceContract,
} from '../../src-shared/practice-contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { DeviceTruth, PracticeCartControl } from './practice-cart-control.ts'
import type { PracticeWorld } from './practice-world.ts'

export type PracticeHandlers = Handlers<typeof practiceContract>

type World = Pick<PracticeWorld, 'cart' | 'scenario' | 'loadCart' | 'appleUrl'>
type Types = PracticeView['types']

/** The control plane has no subscription; a person's eyes want no more. */
const lookEveryMs = 250

/** The practice user, as the contract has it, through the cart's own control plane. */
export function makePracticeHandlers(world: World, types: Types): PracticeHandlers {
  const { cart } = world
  const done = async (work: Promise<unknown>): Promise<Record<string, never>> => {
    await work
    return {}
  }
  return {
    'practice.feed': (_input, { signal }) => feed(world, types, signal),
    'practice.answer': async ({ udid, promptId, answer, input }) => {
      if (!(await cart.answer(udid, promptId, answer, input))) throw new AppError('practice.questionGone')
      return {}
    },
    'practice.plug': ({ udid, slot }) => done(cart.plug(udid, slot)),
    'practice.unplug': ({ udid }) => done(cart.unplug(udid)),
    'practice.press': ({ udid, button }) => done(button === 'lock' ? cart.lock(udid) : cart.press(udid, button)),
    'practice.hands': ({ udid, hands }) => done(udid === null ? cart.wholeCartHands(hands) : cart.handsOf(udid, hands)),
    'practice.time': ({ time }) => done(cart.pace(time)),
    'practice.fault': ({ udid, fault }) => done(armFault(cart, udid, fault)),
    'practice.load': ({ scenario, devices }) => done(world.loadCart(scenario, devices)),
  }
}

/** An aimed fault without `at` strikes at once; any other waits for its next opportunity. */
async function armFault(cart: PracticeCartControl, udid: string | null, fault: PracticeFault): Promise<void> {
  const device = udid === null ? undefined : (await cart.devices()).find(({ identity }) => identity.udid === udid)
  if (udid !== null && device === undefined) throw new AppError('practice.questionGone')
  // These concern the whole cart, whichever device they were asked for at.
  const whole = fault === 'hubReset' || fault === 'daemonRestart'
  const isOnce = practiceFaults.once.some((name) => name === fault)
  const on = device === undefined || whole ? (isOnce ? 'all' : { any: 1 }) : { slots: [device.slot] }
  await cart.fault({ fault, on })
}

async function* feed(world: World, types: Types, signal: AbortSignal): AsyncGenerator<PracticeView> {
  let last = ''
  while (!signal.aborted) {
    const view = await look(world, types)
    const text = JSON.stringify(view)
    if (view !== null && text !== last) {
      last = text
      yield view
    }
    await sleep(lookEveryMs, undefined, { signal }).catch(() => {})
  }
}

/** Null while one cart is taken away and the next one brought. */
async function look({ cart, scenario, appleUrl }: World, types: Types): Promise<PracticeView | null> {
  try {
    const [{ hands, time }, devices] = await Promise.all([cart.settings(), cart.devices()])
    const applePortal = `${appleUrl}/portal`
    return { scenario: scenario(), hands, time, devices: devices.map(deviceView), types, applePortal }
  } catch {
    return null
  }
}

function deviceView(truth: DeviceTruth): PracticeDevice {
  const { slot, plugged, running, power, locked, batteryPercent, identity, storage, prompts } = truth
  return {
    udid: identity.udid,
    slot,
    name: storage.deviceName,
    model: identity.marketingName,
    serial: identity.serial,
    deviceClass: identity.deviceClass,
    plugged,
    running,
    power,
    locked,
    setupDone: storage.setupDone,
    enrolled: storage.enrolled,
    supervised: storage.supervised,
    batteryPercent,
    prompts,
  }
}
