import { drawn, durations } from './durations.ts'
import { waitIn } from './cart-world.ts'
import type { PracticeDevice } from './practice-device.ts'
import { seededRandom } from './seeded-random.ts'
import type { SeededRandom } from './seeded-random.ts'
import { wipe } from './wipe.ts'

/** `between`: going down, erasing, or starting; nothing of it is to be seen on the bus. */
export type PowerMode = 'on' | 'off' | 'between' | 'recovery'

type Return = 'erase' | 'restart'

/** Cable and power of one device: what takes it off the bus and brings it back under a new number. */
export class Power {
  readonly #device: PracticeDevice
  readonly #random: SeededRandom
  #plugged = true
  #mode: PowerMode = 'off'
  /** One change of power at a time; the next one ends it. */
  #change = new AbortController()

  constructor(device: PracticeDevice) {
    this.#device = device
    this.#random = seededRandom(`power/${device.udid}`)
    const { phone } = device
    phone.on('eraseRequested', ({ preserveDataPlan }) => void this.#erase(preserveDataPlan))
    phone.on('restartRequested', () => void this.#restart())
    phone.on('shutdownRequested', () => void this.#leave('off'))
    phone.on('recoveryRequested', () => void this.#leave('recovery'))
  }

  get plugged(): boolean {
    return this.#plugged
  }

  get running(): boolean {
    return this.#mode === 'on'
  }

  get mode(): PowerMode {
    return this.#mode
  }

  /** Switches on, at the start of the cart or by the side button. */
  on(): void {
    if (this.#mode === 'on' || this.#mode === 'recovery') return
    this.#begin()
    this.#boot()
  }

  /** Starts in recovery, at the start of the cart. */
  toRecovery(): void {
    this.#begin()
    this.#halt('recovery')
  }

  /** Ends everything at the end of the cart. */
  stop(): void {
    this.#begin()
    this.#halt('off')
  }

  /** The cable in, optionally in another slot than before. A device that is off starts when it gets power. */
  plug(slot: number | null): void {
    const gotPower = !this.#plugged
    if (slot !== null) this.#device.slot = slot
    this.#plugged = true
    this.#updateBus()
    if (gotPower && this.#mode === 'off') void this.#start()
  }

  unplug(): void {
    this.#plugged = false
    this.#updateBus()
  }

  /** What a host does over USB: the device starts normally again. Nothing else leads out of recovery. */
  leaveRecovery(): void {
    if (this.#mode !== 'recovery') return
    this.#halt('between')
    void this.#start()
  }

  /** The battery runs out under it; it starts by itself once it has charged a little. */
  async runDown(backAfterMs: number): Promise<void> {
    const signal = this.#begin()
    const { phone } = this.#device
    phone.batteryPercent = 1
    this.#halt('between')
    phone.record('batteryEmpty')
    await waitIn(this.#device.world, backAfterMs, signal)
    if (signal.aborted) return
    phone.batteryPercent = 3
    this.#mode = 'off'
    if (this.#plugged) this.#boot()
  }

  async #erase(preserveDataPlan: boolean): Promise<void> {
    const signal = this.#begin()
    const { eraseToDetach, eraseToAttach } = durations
    const dark = drawn(this.#random, eraseToDetach)
    const back = drawn(this.#random, eraseToAttach)
    await this.#goDark(dark, signal)
    if (signal.aborted) return
    wipe(this.#device, preserveDataPlan)
    await this.#comeBack('erase', back - dark, signal)
  }

  async #restart(): Promise<void> {
    const signal = this.#begin()
    // A host that put it into recovery told it to start there until a host says otherwise.
    const recovery = this.#mode === 'recovery'
    const dark = drawn(this.#random, durations.restartToDetach)
    const back = drawn(this.#random, durations.restartToAttach)
    await this.#goDark(dark, signal)
    if (recovery && !signal.aborted) return this.#halt('recovery')
    await this.#comeBack('restart', back - dark, signal)
  }

  async #leave(mode: 'off' | 'recovery'): Promise<void> {
    const signal = this.#begin()
    await this.#goDark(drawn(this.#random, durations.restartToDetach), signal)
    if (signal.aborted) return
    this.#halt(mode)
    this.#device.phone.record(mode === 'off' ? 'shutDown' : 'recovery')
  }

  async #start(): Promise<void> {
    const signal = this.#begin()
    await waitIn(this.#device.world, drawn(this.#random, durations.boot), signal)
    if (!signal.aborted) this.#boot()
  }

  async #comeBack(from: Return, ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return
    const { world, victim, phone } = this.#device
    const fits = ({ after }: { readonly after: string }): boolean => after === 'any' || after === from
    if (world.faults.take(victim, 'neverReturns', fits, { after: from }) !== null) return
    const late = world.faults.take(victim, 'slowReturn', fits, { after: from })?.extraMs ?? 0
    const moved = world.faults.take(victim, 'otherSlot', fits, { after: from })
    if (moved !== null) this.#device.slot = world.freeSlot(this.#device, moved.slot)
    await waitIn(world, ms, signal)
    // Apart from the usual time: in an instant world that is as good as nothing.
    if (late > 0) await waitIn(world, late, signal)
    if (signal.aborted) return
    if (from === 'restart') phone.record('restarted')
    this.#boot()
  }

  #begin(): AbortSignal {
    this.#change.abort()
    this.#change = new AbortController()
    return this.#change.signal
  }

  /** The software stops at once; the USB side follows when the device really goes down. */
  async #goDark(ms: number, signal: AbortSignal): Promise<void> {
    this.#device.software.halt()
    await waitIn(this.#device.world, ms, signal)
    if (!signal.aborted) this.#halt('between')
  }

  #halt(mode: PowerMode): void {
    const { phone, software } = this.#device
    software.halt()
    this.#mode = mode
    phone.booted = false
    phone.prompts.closeAll()
    this.#updateBus()
  }

  #boot(): void {
    const { phone, software } = this.#device
    // When the cart opens, a person has used the device already; after every later start its passcode is wanted first.
    if (phone.factCount('started') > 0) {
      phone.locked = phone.storage.passcode !== null
      phone.unlockedSinceBoot = !phone.locked
    }
    this.#mode = 'on'
    phone.booted = true
    phone.record('started')
    software.boot()
    this.#updateBus()
  }

  #updateBus(): void {
    const device = this.#device
    const { bus } = device.world
    const present = this.#plugged && this.#mode === 'on'
    if (present && device.attachment === null) {
      device.attachment = bus.attach(device, device.slot)
      device.phone.record('attached', { slot: device.slot, deviceId: device.attachment.deviceId })
    } else if (!present && device.attachment !== null) {
      const { deviceId, slot } = device.attachment
      device.attachment = null
      device.dropConnections()
      bus.detach(deviceId)
      device.phone.record('detached', { slot, deviceId })
    }
  }
}
