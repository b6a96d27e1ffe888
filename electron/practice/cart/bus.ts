import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'

/** Takes over a socket that was connected to a port of a device. */
export type PortHandler = (socket: Socket) => void

/** A device as the bus sees it. */
export type BusDevice = {
  readonly udid: string
  readonly usbProductId: number
  /** Where it hangs and under which number; the bus writes it when the daemon starts anew. */
  attachment: Attachment | null
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

  /** The daemon starts anew: it finds the devices that are there and counts from one again. Nobody listens then. */
  renumber(): void {
    const present = [...this.#attached.values()]
    this.#attached.clear()
    this.#nextId = 1
    for (const { device, slot } of present) device.attachment = this.attach(device, slot)
  }

  list(): readonly Attachment[] {
    return [...this.#attached.values()]
  }
}

/** Ports from the root hub down. Slots sit behind hubs of 15. */
export function portsOf(slot: number): readonly [number, number] {
  return [Math.floor((slot - 1) / 15) + 1, ((slot - 1) % 15) + 1]
}

/** As macOS writes a place on the bus: bus 0x14, then one hexadecimal digit per hub level. */
export function locationOf(slot: number): number {
  const [hub, port] = portsOf(slot)
  return 0x14000000 + hub * 0x100000 + port * 0x10000
}
