/**
 * The practice cart: a usbmuxd with a cartful of practice devices behind it, in a process of its own.
 * Prints one line of JSON when it is ready and serves until SIGTERM, SIGINT, or until whoever started it is gone.
 */
import { fstatSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { reportFailure } from '../../lib/child-failure.ts'
import { createLogger } from '../../lib/logger.ts'
import { ensureFactory } from '../factory.ts'
import { openCart } from './cart.ts'
import { startControlPlane } from './control.ts'
import { daemonShape } from './faults/line-faults.ts'
import type { WireShape } from './faults/line-faults.ts'
import { startMuxServer } from './mux/mux-server.ts'
import { parseOptions } from './options.ts'
import type { MainOptions } from './options.ts'
import { defaultScenario, readScenario } from './scenario.ts'

/** The line on standard output. */
type Ready = {
  readonly address: string
  readonly unixPath: string | null
  readonly controlUrl: string
  readonly controlToken: string
  readonly worldId: string
}

const usualDevices = 8

async function main(options: MainOptions): Promise<void> {
  const logger = createLogger({ level: options.logLevel, name: 'practice-cart' })
  const scratch = options.factoryDirectory === null ? await mkdtemp(join(tmpdir(), 'slipway-cart-')) : null
  const factory = await ensureFactory(options.factoryDirectory ?? join(scratch ?? '', 'factory'))
  if (scratch !== null) await rm(scratch, { recursive: true, force: true })
  if (options.dataDirectory !== null) await mkdir(options.dataDirectory, { recursive: true, mode: 0o700 })
  const scenario =
    options.scenario === null
      ? defaultScenario(options.devices ?? usualDevices)
      : await readScenario(options.scenario, options.devices)
  const { dataDirectory, pace, host, port, unixPath, appleUrl } = options
  const seed = options.seed ?? scenario.seed ?? '1'
  const hands = options.hands ?? scenario.hands ?? { kind: 'atOnce' }
  const cart = await openCart({ scenario, seed, factory, dataDirectory, pace, hands, logger, appleUrl })
  const shape = (): WireShape | null =>
    daemonShape(
      cart.faults,
      cart.devices.map(({ device }) => device.victim),
    )
  const mux = await startMuxServer({ bus: cart.bus, host, port, unixPath, logger, shape })
  cart.restartDaemon = mux.restart
  const control = await startControlPlane(cart, logger)
  const ready: Ready = {
    address: mux.address,
    unixPath,
    controlUrl: control.url,
    controlToken: control.token,
    worldId: factory.worldId,
  }
  process.stdout.write(`${JSON.stringify(ready)}\n`)
  await endOfService()
  cart.stop()
  await Promise.all([mux.close(), control.close()])
  if (unixPath !== null) await rm(unixPath, { force: true })
}

/** A signal, or the end of a standard input that is a pipe: its other end was held by whoever started this process. */
function endOfService(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
    const input = fstatSync(0)
    if (!input.isFIFO() && !input.isSocket()) return
    process.stdin.once('end', () => resolve())
    process.stdin.once('error', () => resolve())
    process.stdin.resume()
  })
}

try {
  await main(parseOptions(process.argv.slice(2)))
  // Timers of practice devices may still be waiting; nobody waits for them.
  process.exit(0)
} catch (error) {
  const { code } = reportFailure(error)
  process.exit(code === 'app.usage' ? 2 : 1)
}
