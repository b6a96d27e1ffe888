import { factoryStorage } from './phone.ts'
import { pauseAt } from './pace.ts'
import type { PracticeDevice } from './practice-device.ts'
import { newFileSystem } from './services/file-system.ts'

/** Measured on real devices: erase to detach 16 to 24 s, to re-attach 54 to 63 s. A restart takes about half of that. */
const durations = { eraseToDetach: 20_000, reset: 38_000, toDetach: 4_000, boot: 26_000 } as const

/** Cable and power of one device: what takes it off the bus and brings it back under a new number. */
export class Power {
  readonly #device: PracticeDevice
  #plugged = true
  #running = false
  /** One change of power at a time; the next one ends it. */
  #change = new AbortController()

  constructor(device: PracticeDevice) {
    this.#device = device
    const { phone } = device
    phone.on('eraseRequested', ({ preserveDataPlan }) => void this.#erase(preserveDataPlan))
    phone.on('restartRequested', () => void this.#restart())
    phone.on('shutdownRequested', () => void this.#leave('shutDown'))
    phone.on('recoveryRequested', () => void this.#leave('recovery'))
  }

  get plugged(): boolean {
    return this.#plugged
  }

  get running(): boolean {
    return this.#running
  }

  /** Switches on, at the start of the cart or by the side button. */
  on(): void {
    if (this.#running) return
    this.#begin()
    this.#boot()
  }

  /** Ends everything at the end of the cart. */
  stop(): void {
    this.#begin()
    this.#halt()
    this.#updateBus()
  }

  /** The cable in; optionally in another slot than before. */
  plug(slot: number | null): void {
    if (slot !== null) this.#device.slot = slot
    this.#plugged = true
    this.#updateBus()
  }

  unplug(): void {
    this.#plugged = false
    this.#updateBus()
  }

  async #erase(preserveDataPlan: boolean): Promise<void> {
    const signal = this.#begin()
    await this.#goDark(durations.eraseToDetach, signal)
    if (signal.aborted) return
    this.#wipe(preserveDataPlan)
    await this.#pause(durations.reset, signal)
    if (!signal.aborted) this.#boot()
  }

  async #restart(): Promise<void> {
    const signal = this.#begin()
    await this.#goDark(durations.toDetach, signal)
    await this.#pause(durations.boot, signal)
    if (signal.aborted) return
    this.#device.phone.record('restarted')
    this.#boot()
  }

  async #leave(how: 'shutDown' | 'recovery'): Promise<void> {
    const signal = this.#begin()
    await this.#goDark(durations.toDetach, signal)
    if (!signal.aborted) this.#device.phone.record(how)
  }

  #begin(): AbortSignal {
    this.#change.abort()
    this.#change = new AbortController()
    return this.#change.signal
  }

  /** The software stops at once; the USB side follows when the device really goes down. */
  async #goDark(ms: number, signal: AbortSignal): Promise<void> {
    this.#device.software.halt()
    await this.#pause(ms, signal)
    if (signal.aborted) return
    this.#halt()
    this.#updateBus()
  }

  #halt(): void {
    const { phone, software } = this.#device
    software.halt()
    this.#running = false
    phone.booted = false
    phone.prompts.closeAll()
  }

  #boot(): void {
    const { phone, software } = this.#device
    // When the cart opens, a person has used the device already; after every later start its passcode is wanted first.
    if (phone.factCount('started') > 0) {
      phone.locked = phone.storage.passcode !== null
      phone.unlockedSinceBoot = !phone.locked
    }
    this.#running = true
    phone.booted = true
    phone.record('started')
    software.boot()
    this.#updateBus()
  }

  #wipe(preserveDataPlan: boolean): void {
    const device = this.#device
    const { phone } = device
    if (phone.findMy) phone.activationLocked = true
    phone.findMy = false
    if (!preserveDataPlan) phone.dataPlan = false
    phone.storage = factoryStorage(phone.identity)
    phone.locked = false
    device.files = newFileSystem()
    device.apps.clear()
    phone.record('erased', { preserveDataPlan })
  }

  #updateBus(): void {
    const device = this.#device
    const { bus } = device.world
    const present = this.#plugged && this.#running
    if (present && device.attachment === null) {
      device.attachment = bus.attach(device, device.slot)
      device.phone.record('attached', { slot: device.slot, deviceId: device.attachment.deviceId })
    } else if (!present && device.attachment !== null) {
      const { deviceId } = device.attachment
      device.attachment = null
      device.dropConnections()
      bus.detach(deviceId)
      device.phone.record('detached', { slot: device.slot, deviceId })
    }
  }

  #pause(ms: number, signal: AbortSignal): Promise<void> {
    return pauseAt(this.#device.world.pace(), ms, signal)
  }
}
