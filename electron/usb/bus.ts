import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import { emptyBusTree } from './bus-tree.ts'
import type { BusTree } from './bus-tree.ts'
import { ioregBus } from './ioreg-source.ts'
import { loadNativeUsb, nativeBus, watchNative } from './native-source.ts'
import { sysfsBus } from './sysfs-source.ts'
import { windowsBus } from './windows-source.ts'

/** The USB bus of a computer, or what stands in for it. */
export type BusSource = {
  /**
   * Everything plugged in now. A computer without USB has an empty tree; that is no error.
   * @throws AppError `usb.toolFailed`, `usb.malformed`
   */
  readonly read: () => Promise<BusTree>
  /** Calls `onChange` after something was plugged or pulled, until the signal fires. Never throws; may stay silent. */
  readonly watch: (onChange: () => void, signal: AbortSignal) => void
}

/** For practice, whose devices are on no bus. */
export const noBus: BusSource = { read: () => Promise.resolve(emptyBusTree), watch: () => {} }

type Reader = () => Promise<BusTree>

/**
 * The bus of this computer. What the system itself lists comes first, as it also names controllers and interfaces; the
 * package `usb` stands in on macOS and comes first on Windows, where asking PowerShell takes seconds.
 */
export function systemBus(platform: NodeJS.Platform, logger: Logger, clock: Clock): BusSource {
  const native: Reader = () => nativeBus(platform, loadNativeUsb)
  const readers: Partial<Record<NodeJS.Platform, readonly Reader[]>> = {
    linux: [sysfsBus],
    darwin: [ioregBus, native],
    win32: [native, windowsBus],
  }
  return {
    read: () => firstThatReads(readers[platform] ?? [native], logger),
    watch: (onChange, signal) =>
      watchNative(loadNativeUsb, debounced(onChange, clock, signal), signal, (error) =>
        logger.info({ error }, 'no word of USB devices that come and go; looking when asked'),
      ),
  }
}

/**
 * The first tree that can be read.
 * @throws the first reader's error when none succeeds: that reader is the one meant for this system
 */
export async function firstThatReads(readers: readonly Reader[], logger: Logger): Promise<BusTree> {
  const failures: unknown[] = []
  for (const read of readers) {
    try {
      return await read()
    } catch (error) {
      logger.debug({ error }, 'one way to list USB devices failed')
      failures.push(error)
    }
  }
  throw failures[0]
}

/** A hub that is switched on brings its devices within this time of each other. */
const quietMs = 300

/** One call once things have been quiet for a moment. */
export function debounced(onChange: () => void, clock: Clock, signal: AbortSignal): () => void {
  let latest = 0
  return () => {
    const mine = ++latest
    clock.sleep(quietMs, signal).then(
      () => {
        if (mine === latest) onChange()
      },
      () => {},
    )
  }
}
