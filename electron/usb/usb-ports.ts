import { asAppError, toErrorRecord } from '../../src-shared/errors.ts'
import type { UsbTreeView } from '../../src-shared/usb-view.ts'
import type { AttachedDevice } from '../apple/attached-device.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import type { BusSource } from './bus.ts'
import { emptyBusTree } from './bus-tree.ts'
import type { BusTree } from './bus-tree.ts'
import { matchPorts, placedAt } from './match.ts'
import { readTopology } from './topology.ts'
import type { ApplePort } from './topology.ts'
import { viewTree } from './view-tree.ts'

export type UsbPortsOptions = {
  readonly source: BusSource
  /** What usbmuxd lists now; a failure counts as nothing. */
  readonly listAttached: () => Promise<readonly AttachedDevice[]>
  /** The slot already given to a port, by its key. */
  readonly slotAt: (portKey: string) => number | null
  readonly clock: Clock
  readonly logger: Logger
}

/** A slot that is known a little later is worth less than a device that is shown now. */
const longestWaitMs = 3_000

/** Knows which physical port a device hangs on, and what else is on the bus. */
export class UsbPorts {
  readonly #options: UsbPortsOptions
  readonly #listeners = new Set<() => void>()
  #last: readonly ApplePort[] = []
  #toldTrouble: string | null = null

  constructor(options: UsbPortsOptions) {
    this.#options = options
  }

  /**
   * The port of a device that usbmuxd has just announced; null when the bus does not tell it in time or without a
   * doubt. Never throws. The last reading serves again while both serial and location agree with it.
   */
  async portOf(device: AttachedDevice): Promise<ApplePort | null> {
    const known = matchPorts([device], this.#last).get(device.udid)
    const confirmed = known !== undefined && known.by === 'serial' && placedAt(device, known.port) !== null
    const port = confirmed ? known.port : await this.#lookUp(device)
    for (const listener of this.#listeners) listener()
    return port
  }

  /** The bus as it is now. Never throws: what went wrong is part of the answer. */
  async view(): Promise<UsbTreeView> {
    const attached = this.#options.listAttached().catch(() => [])
    try {
      const tree = await this.#read()
      return viewTree(tree, await attached, this.#options.slotAt)
    } catch (error) {
      const record = toErrorRecord(this.#tell(error))
      return { ...viewTree(emptyBusTree, await attached, this.#options.slotAt), error: record }
    }
  }

  /** The bus now, and again after each change, until the signal fires. */
  async *feed(signal: AbortSignal): AsyncGenerator<UsbTreeView, void, void> {
    const stop = new AbortController()
    const ended = AbortSignal.any([signal, stop.signal])
    let next = Promise.withResolvers<void>()
    const wake = (): void => next.resolve()
    ended.addEventListener('abort', wake)
    this.#listeners.add(wake)
    try {
      this.#options.source.watch(wake, ended)
      while (!ended.aborted) {
        next = Promise.withResolvers<void>()
        yield await this.view()
        if (!ended.aborted) await next.promise
      }
    } finally {
      this.#listeners.delete(wake)
      stop.abort()
    }
  }

  async #lookUp(device: AttachedDevice): Promise<ApplePort | null> {
    const done = new AbortController()
    const tooLong = this.#options.clock.sleep(longestWaitMs, done.signal).catch(() => {})
    try {
      const tree = await Promise.race([this.#read(), tooLong])
      if (tree !== undefined) return matchPorts([device], this.#last).get(device.udid)?.port ?? null
      this.#options.logger.info({ udid: device.udid }, 'the USB bus did not tell the port in time')
    } catch (error) {
      this.#tell(error)
    } finally {
      done.abort()
    }
    return null
  }

  async #read(): Promise<BusTree> {
    const tree = await this.#options.source.read()
    this.#last = readTopology(tree).devices
    this.#toldTrouble = null
    return tree
  }

  /** Logged once, not at every look. */
  #tell(thrown: unknown): ReturnType<typeof asAppError> {
    const error = asAppError(thrown)
    if (this.#toldTrouble !== error.code) this.#options.logger.warn({ code: error.code }, error.message)
    this.#toldTrouble = error.code
    return error
  }
}
