import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'

/** Takes over a socket that was connected to a port of a device. */
export type PortHandler = (socket: Socket) => void

/** A device as the bus sees it. */
export type BusDevice = {
  readonly udid: string
  readonly usbProductId: number
  /** Who listens on that port right now; a port of a started service is used up by the question. */
  readonly claimPort: (port: number) => PortHandler | null
}

export type Attachment = {
  readonly deviceId: number
  readonly slot: number
  readonly locationId: number
  readonly device: BusDevice
}

export type BusEvents = { attached: [Attachment]; detached: [Attachment]; paired: [number] }

/** The cart's USB bus: which device hangs in which slot, under which number. Numbers only ever rise, as usbmuxd's do. */
export class Bus extends EventEmitter<BusEvents> {
  #nextId = 1
  readonly #attached = new Map<number, Attachment>()

  constructor() {
    super()
    this.setMaxListeners(0)
  }

  attach(device: BusDevice, slot: number): Attachment {
    const attachment = { deviceId: this.#nextId, slot, locationId: locationOf(slot), device }
    this.#nextId += 1
    this.#attached.set(attachment.deviceId, attachment)
    this.emit('attached', attachment)
    return attachment
  }

  detach(deviceId: number): void {
    const attachment = this.#attached.get(deviceId)
    if (attachment === undefined) return
    this.#attached.delete(deviceId)
    this.emit('detached', attachment)
  }

  get(deviceId: number): Attachment | undefined {
    return this.#attached.get(deviceId)
  }

  list(): readonly Attachment[] {
    return [...this.#attached.values()]
  }
}

/** As macOS writes a place on the bus: bus 0x14, then one hexadecimal digit per hub level. Slots sit behind hubs of 15. */
function locationOf(slot: number): number {
  const hub = Math.floor((slot - 1) / 15) + 1
  const port = ((slot - 1) % 15) + 1
  return 0x14000000 + hub * 0x100000 + port * 0x10000
}
