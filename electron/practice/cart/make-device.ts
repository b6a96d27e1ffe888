import type { Factory } from '../factory.ts'
import { makeIdentity } from './identities.ts'
import type { DeviceKeys } from './key-cabinet.ts'
import { models } from './models.ts'
import type { Model } from './models.ts'
import { Phone } from './phone.ts'
import type { PhoneIdentity } from './phone.ts'
import { recordedBattery, recordedFindMy, recordedIdentity, recordedStorage } from './recording/as-recorded.ts'
import type { Recording } from './recording/read-recording.ts'
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
  readonly recording: Recording | null
}

/** The person at a device, asked anew whenever something is to be done. */
export type PersonAt = (udid: string) => { readonly hands: Hands; readonly answers: Partial<HandsAnswers> }

/** One device of a scenario, not switched on. */
export function makeDevice({ world, ...making }: Making, personAt: PersonAt): PracticeDevice {
  const { scenario, slot } = making
  const { phone, model } = makePhone({ ...making, factory: world.factory })
  const { udid } = phone.identity
  const software = createSoftware(phone, {
    networks: scenario.networks,
    pause: (ms, signal) => waitIn(world, ms, signal),
    deadline: (ms, signal) => patience(world, ms, signal),
    hands: () => personAt(udid).hands,
    answers: () => ({ ...defaultAnswers, ...personAt(udid).answers }),
    apple: world.apple,
    portal: world.portal,
    mishap: (kind) => world.faults.take(device.victim, kind) !== null,
  })
  const device = new PracticeDevice(phone, model, software, slot, world)
  return device
}

type Choice = ReturnType<typeof choices>[number]
type PhoneMaking = Omit<Making, 'world'> & { readonly factory: Factory }

function makePhone({ scenario, wanted, slot, keys, seed, factory, recording }: PhoneMaking): {
  readonly phone: Phone
  readonly model: Model
} {
  const random = seededRandom(`${seed}/${slot}`)
  const recorded = recording === null ? {} : recordedIdentity(recording)
  const { model, release } = likest(random.pick(choices(wanted)), recorded)
  const identity = makeIdentity(model, release, random, keys, factory, recorded)
  const storage = startingStorage(identity, wanted, scenario, factory)
  if (recording !== null) Object.assign(storage, recordedStorage(recording))
  const phone = new Phone(identity, storage, new Prompts())
  phone.recording = recording
  phone.locked = wanted.locked || wanted.beforeFirstUnlock
  phone.unlockedSinceBoot = !wanted.beforeFirstUnlock
  phone.findMy = recordedFindMy(recording) ?? wanted.findMy
  phone.activationLocked = wanted.activationLocked
  phone.owner = wanted.owner ?? null
  phone.automatedEnrollment = wanted.automatedEnrollment
  phone.batteryPercent = recordedBattery(recording) ?? wanted.batteryPercent
  if (wanted.dataPlan === false) phone.dataPlan = false
  return { phone, model }
}

/** What a recorded device is, as far as the cart knows its kind; parts nobody recorded come from the likest one. */
function likest(picked: Choice, { productType, deviceClass }: Partial<PhoneIdentity>): Choice {
  const model =
    models.find((candidate) => candidate.productType === productType) ??
    models.find((candidate) => candidate.deviceClass === deviceClass)
  return deviceClass === undefined || model === undefined ? picked : { ...picked, model }
}

/** People are not faster in an instant world: their time limits stay as they are unless time itself is sped up. */
async function patience(world: CartWorld, ms: number, signal?: AbortSignal): Promise<void> {
  if (world.pace().kind === 'faster') return waitIn(world, ms, signal)
  await world.clock.sleep(ms, signal).catch(() => {})
}
