import { startCart } from '../harness/cart.ts'
import type { RunningCart } from '../harness/cart.ts'
import { findGoIos } from '../interop/cart-clients.ts'
import { holdContest } from './contest.ts'
import type { Contender, Contest } from './contest.ts'
import { takesPart } from './options.ts'
import type { BenchOptions } from './options.ts'
import { runPerDevice, runProgram } from './programs.ts'
import { runClient, startClient } from './running-client.ts'
import type { RunningClient } from './running-client.ts'
import { twentyFacts } from './twenty-facts.ts'

/** Finds every device of a cart and reads twenty facts of each. All of them trust this computer already. */
export async function benchDiscovery(options: BenchOptions): Promise<Contest> {
  const { devices, data, rounds, widths, say } = options
  const scenario = { devices: Array.from({ length: devices }, () => ({ state: 'used' })) }
  const cart = await startCart({ scenario, hands: 'atOnce', data })
  const client = startClient()
  try {
    await client.perform({ kind: 'pair', address: cart.address, width: 8 })
    const contenders = discoverers(cart, client).filter(
      ({ program, contender }) => takesPart(options, contender.name) && options.isInstalled(program),
    )
    const byName = new Map(contenders.map(({ contender }) => [contender.name, contender]))
    return await holdContest({
      title: `discover ${devices} devices and read 20 facts of each`,
      contenders: [...byName.keys()],
      widths,
      rounds,
      say,
      prepare: (name) => {
        const contender = byName.get(name)
        if (contender === undefined) throw new RangeError(name)
        return Promise.resolve({ cartPid: cart.pid, contender, finish: () => Promise.resolve() })
      },
    })
  } finally {
    await client.stop()
    await cart.stop()
  }
}

type Discoverer = { readonly program: string; readonly contender: Contender }

function discoverers({ address }: RunningCart, client: RunningClient): readonly Discoverer[] {
  const goIos = findGoIos()
  const running = (name: string, kind: 'facts' | 'identify'): Discoverer => {
    const run = (width: number): Promise<void> => client.perform({ kind, address, width })
    return { program: process.execPath, contender: { name, ours: true, clientPid: client.pid, run } }
  }
  const perDevice = (name: string, lister: readonly [string, string], reader: readonly string[]): Discoverer => ({
    program: lister[0],
    contender: {
      name,
      ours: false,
      clientPid: null,
      run: async (width) => {
        const found = await runProgram({ command: lister[0], args: [lister[1]], address })
        const udids = [...new Set(found.match(/[0-9A-F]{8}-[0-9A-F]{16}|[0-9a-f]{40}/g))]
        const [command = '', ...args] = reader
        const outputs = await runPerDevice({ command, args, address, udids, width })
        for (const [udid, output] of outputs) mustTell(output, udid)
      },
    },
  })
  return [
    running('Slipway: lockdown values', 'facts'),
    running('Slipway: identify, supervision included', 'identify'),
    {
      program: process.execPath,
      contender: {
        name: 'Slipway from a cold start: lockdown values',
        ours: true,
        clientPid: null,
        run: (width) => runClient({ kind: 'facts', address, width }),
      },
    },
    perDevice('ideviceinfo', ['idevice_id', '-l'], ['ideviceinfo', '-u', '{}']),
    perDevice('ios info', [goIos, 'list'], [goIos, 'info', '--udid={}']),
  ]
}

function mustTell(output: string, udid: string): void {
  const missing = twentyFacts.filter((fact) => !output.includes(fact))
  if (missing.length > 0) throw new Error(`${udid} did not tell ${missing.join(', ')}`)
}
