import type { Logger } from '../../lib/logger.ts'
import { systemClock } from '../../lib/clock.ts'
import type { Factory } from '../factory.ts'
import { Bus } from './bus.ts'
import { makeIdentity } from './identities.ts'
import type { DeviceKeys } from './identities.ts'
import { takeKeys } from './key-cabinet.ts'
import type { Model, OsRelease } from './models.ts'
import { pauseAt } from './pace.ts'
import type { Pace } from './pace.ts'
import { Phone } from './phone.ts'
import { Power } from './power.ts'
import { PracticeDevice } from './practice-device.ts'
import type { CartWorld } from './practice-device.ts'
import { choices } from './scenario.ts'
import type { Scenario, ScenarioDevice } from './scenario.ts'
import { seededRandom } from './seeded-random.ts'
import { createSoftware } from './software/create-software.ts'
import { defaultAnswers } from './software/hands.ts'
import { Prompts } from './software/prompts.ts'
import type { Hands, HandsAnswers } from './software/software.ts'
import { startingStorage } from './starting-state.ts'

export type CartOptions = {
  readonly scenario: Scenario
  /** Same seed, same cart: serials, UDIDs, models. Keys are new unless a data directory keeps them. */
  readonly seed: string
  readonly factory: Factory
  readonly dataDirectory: string | null
  readonly pace: Pace
  readonly hands: Hands
  readonly logger: Logger
}

/** A device in the cart, with what is outside of it: cable, power button, and the hands of whoever stands there. */
export type CartDevice = {
  readonly device: PracticeDevice
  readonly power: Power
  /** Null: as the whole cart's. */
  hands: Hands | null
  answers: Partial<HandsAnswers>
}

export type Cart = {
  readonly bus: Bus
  readonly devices: readonly CartDevice[]
  hands: Hands
  /** For the whole cart; a device's own come before them. */
  answers: Partial<HandsAnswers>
  readonly stop: () => void
}

/** Builds the devices of a scenario, switches them on and plugs them in. Takes as long as their keys take. */
export async function openCart(options: CartOptions): Promise<Cart> {
  const bus = new Bus()
  const world: CartWorld = { factory: options.factory, bus, pace: () => options.pace, logger: options.logger }
  const keys = await takeKeys(options.scenario.devices.length, options.dataDirectory)
  const devices: CartDevice[] = []
  const cart: Cart = {
    bus,
    devices,
    hands: options.hands,
    answers: {},
    stop: () => {
      for (const { power } of devices) power.stop()
    },
  }
  for (const [index, wanted] of options.scenario.devices.entries()) {
    const own = keys[index]
    if (own === undefined) throw new RangeError('fewer keys than devices')
    devices.push(makeDevice({ options, world, cart, wanted, slot: index + 1, keys: own }))
  }
  for (const [index, { power }] of devices.entries()) {
    if (options.scenario.devices[index]?.attached === false) power.unplug()
    power.on()
  }
  return cart
}

type Making = {
  readonly options: CartOptions
  readonly world: CartWorld
  readonly cart: Cart
  readonly wanted: ScenarioDevice
  readonly slot: number
  readonly keys: DeviceKeys
}

function makeDevice({ options, world, cart, wanted, slot, keys }: Making): CartDevice {
  const random = seededRandom(`${options.seed}/${slot}`)
  const { model, release }: { model: Model; release: OsRelease } = random.pick(choices(wanted))
  const identity = makeIdentity(model, release, random, keys, options.factory)
  const phone = new Phone(identity, startingStorage(identity, wanted, options.scenario, options.factory), new Prompts())
  phone.locked = wanted.locked && wanted.passcode !== undefined
  phone.findMy = wanted.findMy
  phone.activationLocked = wanted.activationLocked
  phone.automatedEnrollment = wanted.automatedEnrollment
  phone.batteryPercent = wanted.batteryPercent
  const pause = (ms: number, signal?: AbortSignal): Promise<void> => pauseAt(world.pace(), ms, signal)
  const software = createSoftware(phone, {
    networks: options.scenario.networks,
    pause,
    deadline: (ms, signal) => patience(world.pace(), ms, signal),
    hands: () => entry.hands ?? cart.hands,
    answers: () => ({ ...defaultAnswers, ...cart.answers, ...entry.answers }),
  })
  const device = new PracticeDevice(phone, model, software, slot, world)
  const entry: CartDevice = { device, power: new Power(device), hands: null, answers: {} }
  return entry
}

/** People are not faster in an instant world: their time limits stay as they are unless time itself is sped up. */
async function patience(pace: Pace, ms: number, signal?: AbortSignal): Promise<void> {
  if (pace.kind === 'faster') return pauseAt(pace, ms, signal)
  await systemClock.sleep(ms, signal).catch(() => {})
}
