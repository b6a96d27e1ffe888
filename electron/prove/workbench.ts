import { AppError } from '../../src-shared/errors.ts'
import type { ProveReport } from '../../src-shared/prove.ts'
import { readPracticeWorld } from '../apple/facts.ts'
import { ensurePaired } from '../apple/pairing.ts'
import type { ProofHands } from './bench.ts'
import type { Person, Wish } from './person.ts'
import { proveDevice } from './prove-device.ts'
import { takeTour } from './trace/tour.ts'

/** One device being worked on by hand, outside of runs: what is tried and recorded here no journal knows. */
export type Workbench = {
  /** UDID of the device meant by what somebody named: a UDID or nothing. @throws AppError 'prove.noDevice', 'prove.whichDevice' */
  readonly choose: (udid: string | null) => Promise<string>
  readonly prove: (options: {
    readonly udid: string
    readonly person: Person
    readonly signal: AbortSignal
  }) => Promise<ProveReport>
  /** Reads everything Slipway ever reads of the device, pairing first if need be; the transcript has it then. @returns the number of questions */
  readonly tour: (options: {
    readonly udid: string
    readonly wish: (wish: Extract<Wish, 'trust' | 'unlock'>) => void
    readonly signal: AbortSignal
  }) => Promise<number>
  readonly close: () => Promise<void>
}

export function makeWorkbench(hands: ProofHands, version: string, close: () => Promise<void>): Workbench {
  const { mux } = hands
  return {
    close,
    choose: async (udid) => {
      const attached = [...new Set((await mux.listDevices()).map((device) => device.udid))]
      const [only] = attached
      if (udid === null && attached.length > 1) throw new AppError('prove.whichDevice', { count: attached.length })
      const chosen = udid ?? only
      if (chosen === undefined || !attached.includes(chosen)) throw new AppError('prove.noDevice')
      return chosen
    },
    prove: (options) => proveDevice(hands, version, options),
    tour: async ({ udid, wish, signal }) => {
      const device = (await mux.listDevices({ signal })).find((candidate) => candidate.udid === udid)
      if (device === undefined) throw new AppError('prove.noDevice')
      hands.assertSameWorld(udid, await readPracticeWorld(mux, device, { signal }))
      const { record } = await ensurePaired({
        ...hands,
        device,
        signal,
        supervisor: hands.organization,
        onState: (state) => wish(state === 'locked' ? 'unlock' : 'trust'),
      })
      return takeTour({ mux, device, record }, { signal })
    },
  }
}
