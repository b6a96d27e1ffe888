import type { Factory } from '../factory.ts'
import { makeIdentity } from './identities.ts'
import type { DeviceKeys } from './key-cabinet.ts'
import type { Model } from './models.ts'
import { Phone } from './phone.ts'
import { waitIn } from './cart-world.ts'
import { PracticeDevice } from './practice-device.ts'
import type { CartWorld } from './cart-world.ts'
import { choices } from './scenario.ts'
import type { Scenario, ScenarioDevice } from './scenario-schema.ts'
import { seededRandom } from './seeded-random.ts'
import { createSoftware } from './software/create-software.ts'
import { defaultAnswers } from './software/hands.ts'
import { Prompts } from './software/prompts.ts'
import type { Hands, HandsAnswers } from './software/software.ts'
import { startingStorage } from './starting-state.ts'

export type Making = {
  readonly world: CartWorld
  readonly scenario: Scenario
  readonly wanted: ScenarioDevice
  readonly slot: number
  readonly keys: DeviceKeys
  readonly seed: string
}

/** The person at a device, asked anew whenever something is to be done. */
export type PersonAt = (udid: string) => { readonly hands: Hands; readonly answers: Partial<HandsAnswers> }

/** One device of a scenario, not switched on. */
export function makeDevice({ world, scenario, wanted, slot, keys, seed }: Making, personAt: PersonAt): PracticeDevice {
  const { phone, model } = makePhone({ scenario, wanted, slot, keys, seed, factory: world.factory })
  const { udid } = phone.identity
  const software = createSoftware(phone, {
    networks: scenario.networks,
    pause: (ms, signal) => waitIn(world, ms, signal),
    deadline: (ms, signal) => patience(world, ms, signal),
    hands: () => personAt(udid).hands,
    answers: () => ({ ...defaultAnswers, ...personAt(udid).answers }),
    mishap: (kind) => world.faults.take(device.victim, kind) !== null,
  })
  const device = new PracticeDevice(phone, model, software, slot, world)
  return device
}

type PhoneMaking = Omit<Making, 'world'> & { readonly factory: Factory }

function makePhone({ scenario, wanted, slot, keys, seed, factory }: PhoneMaking): {
  readonly phone: Phone
  readonly model: Model
} {
  const random = seededRandom(`${seed}/${slot}`)
  const { model, release } = random.pick(choices(wanted))
  const identity = makeIdentity(model, release, random, keys, factory)
  const phone = new Phone(identity, startingStorage(identity, wanted, scenario, factory), new Prompts())
  phone.locked = wanted.locked || wanted.beforeFirstUnlock
  phone.unlockedSinceBoot = !wanted.beforeFirstUnlock
  phone.findMy = wanted.findMy
  phone.activationLocked = wanted.activationLocked
  phone.owner = wanted.owner ?? null
  phone.automatedEnrollment = wanted.automatedEnrollment
  phone.batteryPercent = wanted.batteryPercent
  if (wanted.dataPlan === false) phone.dataPlan = false
  return { phone, model }
}

/** People are not faster in an instant world: their time limits stay as they are unless time itself is sped up. */
async function patience(world: CartWorld, ms: number, signal?: AbortSignal): Promise<void> {
  if (world.pace().kind === 'faster') return waitIn(world, ms, signal)
  await world.clock.sleep(ms, signal).catch(() => {})
}
