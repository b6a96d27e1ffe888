import type { contract, DeviceChanges } from '../../../src-shared/contract.ts'
import type { DeviceView } from '../../../src-shared/device-view.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import { fakeHandlers } from '../../hosts/fake-app.ts'
import type { Recording } from './recording.ts'

/** As the core's own feed gathers, so that what is measured is what a window gets. */
const gatherMs = 50
/** How often changes are made while it plays: many times in each gathering. */
const tickMs = 10

/** Plays recordings in any number of slots, as many changes a second as asked for, over and over. */
export class ReplayCore {
  readonly #recordings: readonly Recording[]
  readonly #slots: number
  readonly #views = new Map<string, DeviceView>()
  readonly #at: number[]
  readonly #wake = new Set<() => void>()
  #revision = 0
  #timer: ReturnType<typeof setInterval> | undefined
  changes = 0

  constructor(recordings: readonly Recording[], slots: number) {
    this.#recordings = recordings
    this.#slots = slots
    this.#at = Array.from({ length: slots }, (_, slot) => slot * 3)
  }

  readonly handlers: Handlers<typeof contract> = fakeHandlers({
    'devices.feed': (_input, { signal }) => this.#feed(signal),
  })

  close(): Promise<void> {
    this.stop()
    return Promise.resolve()
  }

  /** Nothing is on any cable. */
  clear(): void {
    this.#views.clear()
  }

  /** Every slot is filled, at once. */
  attachAll(): void {
    for (let slot = 0; slot < this.#slots; slot += 1) this.#change(slot)
    this.#tell()
  }

  play(changesPerSecond: number): void {
    const started = performance.now()
    let made = 0
    this.#timer = setInterval(() => {
      // Ticks come late on a busy computer; the pace is kept all the same.
      const due = Math.floor(((performance.now() - started) / 1000) * changesPerSecond)
      for (; made < due; made += 1) this.#change(made % this.#slots)
      this.#tell()
    }, tickMs)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #change(slot: number): void {
    const recording = this.#recordings[slot % this.#recordings.length] ?? []
    const at = this.#at[slot] ?? 0
    const view = recording[at % recording.length]
    if (view === undefined) throw new Error('the recording is empty')
    this.#at[slot] = at + 1
    this.#revision += 1
    this.changes += 1
    const number = slot + 1
    const udid = `00008101-${String(number).padStart(16, '0')}`
    const serial = view.facts?.serial == null ? null : view.facts.serial.slice(0, -2) + String(number).padStart(2, '0')
    const facts = view.facts === null ? null : { ...view.facts, udid, serial, name: `iPad ${number}` }
    this.#views.set(udid, { ...view, udid, facts, slot: number, revision: this.#revision })
  }

  #tell(): void {
    for (const wake of this.#wake) wake()
  }

  async *#feed(signal: AbortSignal): AsyncGenerator<DeviceChanges> {
    let sent = this.#revision
    yield { revision: sent, reset: true, devices: [...this.#views.values()] }
    while (!signal.aborted) {
      if (this.#revision === sent) await this.#changed(signal)
      await new Promise((resolve) => setTimeout(resolve, gatherMs))
      const since = sent
      sent = this.#revision
      yield { revision: sent, reset: false, devices: [...this.#views.values()].filter((view) => view.revision > since) }
    }
  }

  #changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#wake.delete(wake)
        resolve()
      }
      this.#wake.add(wake)
      signal.addEventListener('abort', wake, { once: true })
    })
  }
}
