import { toErrorRecord } from '../../src-shared/errors.ts'
import { readFacts } from '../apple/facts.ts'
import { createHostIdentity } from '../apple/host-identity.ts'
import type { HostIdentity } from '../apple/host-identity.ts'
import { muxAddressFrom } from '../apple/mux-address.ts'
import { Usbmux } from '../apple/usbmux.ts'
import type { AttachedDevice } from '../apple/usbmux.ts'
import type { AppOptions } from '../app-options.ts'
import type { HoldDevice, ReadFacts } from '../engine/ports.ts'
import type { Clock } from '../lib/clock.ts'
import { openTranscript } from '../prove/trace/transcript-file.ts'
import { ensureHostId } from '../start/first-start.ts'
import type { WorldCheck } from '../start/world-check.ts'
import { attachedDevice } from '../steps/hands.ts'
import type { Store } from '../store/store.ts'
import { noBus, systemBus } from '../usb/bus.ts'
import { Controllers } from '../usb/controllers.ts'
import { deviceHold } from '../usb/device-hold.ts'
import { slotPlace } from '../usb/slot-place.ts'
import { UsbPorts } from '../usb/usb-ports.ts'
import type { Closers } from './closers.ts'

/** Everything between this computer and the devices on its cables. */
export type Cable = {
  readonly mux: Usbmux
  readonly host: HostIdentity
  readonly ports: UsbPorts
  readonly controllers: Controllers
  readonly holdDevice: HoldDevice
  readonly readFacts: ReadFacts
  readonly slotOf: (device: AttachedDevice) => Promise<number>
}

export type CableParts = {
  readonly store: Store
  /** Whose holds on devices these are. */
  readonly owner: string
  readonly world: WorldCheck
  readonly clock: Clock
}

export async function openCable(options: AppOptions, parts: CableParts, closers: Closers): Promise<Cable> {
  const { mode, logger } = options
  const { store, clock, world } = parts
  const transcript = openTranscript(options, clock)
  if (transcript !== null) closers.add(() => transcript.close())
  const address = muxAddressFrom(process.env, process.platform, options.muxAddress ?? undefined)
  const mux = new Usbmux({ address, logger, traffic: transcript })
  const ports = new UsbPorts({
    source: options.bus ?? (mode === 'practice' ? noBus : systemBus(process.platform, logger, clock)),
    listAttached: () => mux.listDevices(),
    slotAt: (port) => store.slots.at(port),
    clock,
    logger,
  })
  const controllers = new Controllers(mode === 'practice' || process.platform === 'darwin')
  return {
    mux,
    host: createHostIdentity({ hostId: await ensureHostId(store) }),
    ports,
    controllers,
    holdDevice: deviceHold({ mux, mode, owner: parts.owner, clock, logger }),
    readFacts: async (udid, deviceId, signal) => {
      const device = attachedDevice({ udid, deviceId })
      const strange = await readFacts({ mux, device, record: null, logger, signal })
      world.assertDevice(udid, strange.practiceWorld)
      const record = await mux.readPairRecord(udid, { signal })
      if (record === null) return strange
      // A record the device no longer honors, or a locked device, leaves what strangers may know.
      return readFacts({ mux, device, record, logger, signal }).catch((error: unknown) => {
        logger.info({ udid, error: toErrorRecord(error).code }, 'read without a session')
        return strange
      })
    },
    slotOf: async (device) => {
      const port = await ports.portOf(device)
      controllers.note(device, port)
      return store.slots.numberOf(slotPlace(device, port))
    },
  }
}
