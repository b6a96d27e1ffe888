import type { CableFacts } from '../../src-shared/device.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { CheckId, WhyUntested } from '../../src-shared/prove.ts'
import type { EraseWarrant } from '../apple/services/erase-warrant.ts'
import { eraseDevice, flush } from '../apple/services/mcinstall.ts'
import { answerOf } from './answer.ts'
import type { ProofBench } from './bench.ts'
import { judge } from './observation.ts'
import type { Observation } from './observation.ts'
import { waitForReturn, waitUntilTalking } from './power-cycle.ts'

const tries = 3

export type EraseOutcome =
  | { readonly erased: true; readonly observations: readonly Observation[] }
  | { readonly erased: false; readonly why: WhyUntested }

/**
 * One erase, for what a person typed, and the wait for the device. Always keeps the data plan.
 * @throws AppError 'stage.heldByOther', 'prove.serialMismatch' after three wrong tries, 'prove.serialUnknown', 'prove.notBack'
 */
export async function eraseOnce(bench: ProofBench, occasion: CheckId): Promise<EraseOutcome> {
  const facts = await bench.facts()
  if (facts.findMy === true) return { erased: false, why: 'findMyOn' }
  const warrant = await askForWarrant(bench, facts, occasion)
  if (warrant === null) return { erased: false, why: 'declined' }
  const { deviceId } = await bench.device()
  const { clock, ear } = bench.hands
  const startedAt = clock.now()
  const letGo = await bench.hands.holdDevice(bench.udid, bench.signal)
  const cycle = await sendErase(bench, warrant)
    .then(() => waitForReturn(bench, deviceId, startedAt))
    .finally(letGo)
  bench.oldRecord = bench.record
  bench.record = null
  bench.has.clear()
  await waitUntilTalking(bench)
  const said = ear.eraseAnswer ?? 'disconnected'
  const left = cycle.goneAfterMs === null ? 'never left' : `gone after ${seconds(cycle.goneAfterMs)}`
  const observations = [
    judge('erase-1', 'EraseDevice', 'Acknowledged or disconnected', said, /^(Acknowledged|disconnected)$/.test(said)),
    judge(
      'erase-5',
      'EraseDevice, ListDevices',
      'gone within 60 s, back within 600 s',
      `${left}, back after ${seconds(cycle.backAfterMs)}`,
      cycle.goneAfterMs !== null && cycle.goneAfterMs <= 60_000,
    ),
    judge(
      'mux-2',
      'EraseDevice, ListDevices',
      'same UDID, larger DeviceID',
      `same UDID, ${cycle.newId > cycle.oldId ? 'larger' : 'no larger'} DeviceID`,
    ),
  ]
  return { erased: true, observations }
}

async function sendErase(bench: ProofBench, warrant: EraseWarrant): Promise<void> {
  const answer = await bench.mcInstall(async (service) => {
    await flush(service, bench.call)
    return answerOf(() => eraseDevice(service, warrant, { preserveDataPlan: true, disallowProximitySetup: true }))
  })
  if (!answer.accepted) throw answer.error
}

async function askForWarrant(bench: ProofBench, facts: CableFacts, occasion: CheckId): Promise<EraseWarrant | null> {
  if (facts.serial === null) throw new AppError('prove.serialUnknown')
  for (let count = 1; ; count += 1) {
    const typed = await bench.person.consent(facts.serial, occasion)
    if (typed === null) return null
    try {
      return bench.hands.redeemErase(facts, typed)
    } catch (error) {
      const slip = error instanceof AppError && error.code === 'prove.serialMismatch'
      if (!slip || count >= tries) throw error
    }
  }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
