import { systemClock } from '../../lib/clock.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import type { Factory } from '../factory.ts'
import { Bus } from './bus.ts'
import type { CartDevice } from './cart-device.ts'
import { FaultBoard } from './faults/fault-board.ts'
import type { Victim } from './faults/fault-board.ts'
import { strike } from './faults/strike.ts'
import { openKeyCabinet } from './key-cabinet.ts'
import { givenAnswers } from './hands-schema.ts'
import { makeDevice } from './make-device.ts'
import type { Pace } from './pace.ts'
import { Power } from './power.ts'
import { waitIn } from './cart-world.ts'
import type { CartWorld } from './cart-world.ts'
import { readRecording } from './recording/read-recording.ts'
import type { PracticeDevice } from './practice-device.ts'
import type { Scenario } from './scenario-schema.ts'
import type { Hands, HandsAnswers, PortalSite } from './software/software.ts'

export type CartOptions = {
  readonly scenario: Scenario
  /** Same seed, same cart: serials, UDIDs, models. Keys are new unless a data directory keeps them. */
  readonly seed: string
  readonly factory: Factory
  readonly dataDirectory: string | null
  readonly pace: Pace
  readonly hands: Hands
  readonly logger: Logger
  /** Where Apple's services are; null or absent until the control plane says so. */
  readonly appleUrl?: string | null
  /** Absent: this computer's. */
  readonly clock?: Clock
}

export type Cart = {
  readonly bus: Bus
  readonly devices: readonly CartDevice[]
  readonly faults: FaultBoard
  hands: Hands
  pace: Pace
  /** For the whole cart; a device's own come before them. */
  answers: Partial<HandsAnswers>
  /** Base URL of Apple's services, on every network of the cart; null in a world without them. */
  appleUrl: string | null
  /** Company Portal, likewise. */
  portal: PortalSite | null
  /** What serves the bus; without it a daemon cannot be restarted. */
  restartDaemon: ((gone: () => Promise<void>) => Promise<void>) | null
  readonly stop: () => void
}

/** Builds the devices of a scenario, switches them on, plugs them in and arms its faults. */
export async function openCart(options: CartOptions): Promise<Cart> {
  const { scenario, factory, logger } = options
  const keysOf = await openKeyCabinet(options.dataDirectory, logger)
  const devices: CartDevice[] = []
  const victims: Victim[] = []
  const faults = new FaultBoard({
    victims,
    seed: options.seed,
    strike: (fault, { udid }) => strike({ world, devices, restartDaemon: cart.restartDaemon }, fault, udid),
    later: (ms, then) => void waitIn(world, ms).then(then),
  })
  const world: CartWorld = {
    factory,
    logger,
    faults,
    apple: () =>
      cart.appleUrl === null ? null : { url: cart.appleUrl, authorityPem: factory.activationCa.certificatePem },
    portal: () => cart.portal,
    bus: new Bus(),
    pace: () => cart.pace,
    clock: options.clock ?? systemClock,
    freeSlot: (device, wanted) => freeSlot(devices, device, wanted),
  }
  const cart: Cart = {
    bus: world.bus,
    devices,
    faults,
    hands: options.hands,
    pace: options.pace,
    answers: scenario.answers === undefined ? {} : givenAnswers(scenario.answers),
    appleUrl: options.appleUrl ?? null,
    portal: null,
    restartDaemon: null,
    stop: () => {
      for (const { power } of devices) power.stop()
    },
  }
  for (const [index, wanted] of scenario.devices.entries()) {
    const recording = wanted.fixture === undefined ? null : await readRecording(wanted.fixture)
    const making = { world, scenario, wanted, recording, slot: index + 1, keys: keysOf(index), seed: options.seed }
    const device = makeDevice(making, (udid) => {
      const entry = devices.find((candidate) => candidate.device.udid === udid)
      return { hands: entry?.hands ?? cart.hands, answers: { ...cart.answers, ...entry?.answers } }
    })
    device.phone.on('fact', ({ kind }) => faults.atFact(device.victim, kind))
    victims.push(device.victim)
    devices.push({
      device,
      power: new Power(device),
      hands: wanted.hands ?? null,
      answers: givenAnswers(wanted.answers),
    })
  }
  for (const fault of scenario.faults) faults.arm(fault)
  for (const [index, { power }] of devices.entries()) switchOn(power, scenario.devices[index])
  return cart
}

function switchOn(power: Power, wanted: Scenario['devices'][number] | undefined): void {
  if (wanted?.attached === false) power.unplug()
  if (wanted?.recovery === true) power.toRecovery()
  else power.on()
}

/** A cable goes where no other is, as far as anybody can tell by the device at its end. */
function freeSlot(devices: readonly CartDevice[], mover: PracticeDevice, wanted: number): number {
  const taken = new Set(devices.filter(({ device }) => device !== mover).map(({ device }) => device.slot))
  let slot = wanted
  while (taken.has(slot)) slot += 1
  return slot
}
