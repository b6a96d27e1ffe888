import { AppError } from '../../../src-shared/errors.ts'
import type { WhyUntested } from '../../../src-shared/prove.ts'
import { activateDevice } from '../../apple/activation.ts'
import type { ProofBench } from '../bench.ts'
import type { Check } from '../check.ts'
import { judge, untested } from '../observation.ts'
import type { Observation } from '../observation.ts'

export const activation: Check = {
  id: 'activation',
  beliefs: ['act-1'],
  needs: ['erased', 'paired'],
  run: async (bench) => [await activateNow(bench)],
}

/** Through this computer's connection to Apple. What Apple or the network refuses says nothing about the exchange. */
export async function activateNow(bench: ProofBench): Promise<Observation> {
  const { mux, activation: service, logger } = bench.hands
  const asked = 'sessionInfo, drmHandshake, activationInfo, deviceActivation, HandleActivationInfoWithSession'
  const link = { mux, device: await bench.device(), record: await bench.pairRecord() }
  try {
    const activated = await activateDevice({ ...link, ...service, logger, signal: bench.signal })
    bench.has.add('activated')
    return activated ? judge('act-1', asked, 'Activated', 'Activated') : untested('act-1', 'notReached')
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'apple.activation.deviceRefused')
      return judge('act-1', asked, 'Activated', 'refused by the device')
    const why = outside[error.code]
    if (why === undefined) throw error
    return untested('act-1', why)
  }
}

const outside: Readonly<Record<string, WhyUntested>> = {
  'apple.activation.needsInternet': 'noInternet',
  'apple.activation.locked': 'findMyOn',
}
