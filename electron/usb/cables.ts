import { toErrorRecord } from '../../src-shared/errors.ts'
import type { ErrorRecord } from '../../src-shared/errors.ts'
import type { AttachedDevice, Usbmux } from '../apple/usbmux.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import { watchDevices } from './attachments.ts'

export type CableOptions = {
  readonly mux: Usbmux
  /** Who is told. */
  readonly engine: {
    readonly attached: (udid: string, deviceId: number, locationId: number, slot: number) => void
    readonly detached: (udid: string) => void
  }
  /** By physical port where the bus tells it. */
  readonly slotOf: (device: AttachedDevice) => Promise<number>
  readonly logger: Logger
  readonly clock: Clock
}

export type Cables = {
  /** Null while usbmuxd answers. */
  readonly trouble: () => ErrorRecord | null
  readonly stop: () => Promise<void>
}

/** Tells the engine what comes and goes on the cables, until stopped. Devices on the network alone are left alone. */
export function followCables(options: CableOptions): Cables {
  const stopping = new AbortController()
  let trouble: ErrorRecord | null = null
  const loop = (async () => {
    const { mux, logger, clock, engine } = options
    for await (const change of watchDevices({ mux, logger, clock, signal: stopping.signal })) {
      if (change.kind === 'daemonLost') trouble = toErrorRecord(change.error)
      if (change.kind === 'daemonBack') trouble = null
      try {
        if (change.kind === 'detached') engine.detached(change.udid)
        if (change.kind === 'attached' && change.device.connection === 'usb') {
          const { udid, deviceId } = change.device
          const locationId = change.device.locationId ?? deviceId
          engine.attached(udid, deviceId, locationId, await options.slotOf(change.device))
        }
      } catch (error) {
        // One device that cannot be written down must not end the watch over all of them.
        logger.error({ error: toErrorRecord(error) }, 'a change on the cables was not taken')
      }
    }
  })()
  loop.catch((error: unknown) => options.logger.error({ error }, 'the cable watch ended'))
  return {
    trouble: () => trouble,
    stop: async () => {
      stopping.abort()
      await loop.catch(() => {})
    },
  }
}
