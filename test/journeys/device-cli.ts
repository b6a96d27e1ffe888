import { join } from 'node:path'
import { parseMuxAddress } from '../../electron/apple/mux-address.ts'
import type { PairRecord } from '../../electron/apple/pair-record.ts'
import { Usbmux } from '../../electron/apple/usbmux.ts'
import type { AttachedDevice } from '../../electron/apple/usbmux.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { freshHome, runCli } from '../harness/cli.ts'
import type { CliOptions, CliOutcome } from '../harness/cli.ts'

/** The real command line in front of a cart, with a data directory of its own. */
export type DeviceCli = {
  readonly dir: string
  /** `slipway device …`, to its end. */
  readonly run: (args: readonly string[], options?: Partial<CliOptions>) => Promise<CliOutcome>
  /** The same with --json, parsed; fails the test when the command failed. */
  readonly json: (...args: readonly string[]) => Promise<unknown>
  /** The device and its pair record, for looking around with the client itself. */
  readonly link: (udid: string) => Promise<{ mux: Usbmux; device: AttachedDevice; record: PairRecord }>
  readonly dispose: () => Promise<void>
}

export async function openDeviceCli(muxAddress: string, dataDir?: string): Promise<DeviceCli> {
  const home = await freshHome()
  const world = ['--practice', '--mux', muxAddress, '--data', dataDir ?? join(home.path, 'data')]
  const run: DeviceCli['run'] = (args, options = {}) =>
    runCli(['device', ...args, ...world], { temporary: home.path, ...options })
  return {
    dir: home.path,
    run,
    json: async (...args) => {
      const { code, stdout, stderr } = await run([...args, '--json'])
      if (code !== 0) throw new Error(`slipway device ${args.join(' ')}: ${code} ${stderr}`)
      return JSON.parse(stdout) as unknown
    },
    link: async (udid) => {
      const mux = new Usbmux({ address: parseMuxAddress(muxAddress), logger: silentLogger })
      const device = (await mux.listDevices()).find((one) => one.udid === udid)
      const record = await mux.readPairRecord(udid)
      if (device === undefined || record === null) throw new Error(`${udid} is not attached and paired`)
      return { mux, device, record }
    },
    dispose: home.dispose,
  }
}
