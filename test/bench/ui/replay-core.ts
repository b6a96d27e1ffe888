import type { contract } from '../../../src-shared/contract.ts'
import { DeviceFeed } from '../../../electron/engine/feed.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import { fakeHandlers } from '../../hosts/fake-app.ts'
import type { Recording } from './recording.ts'

/** How often changes are made while it plays: many times between two items of the feed. */
const tickMs = 10

/** Plays recordings through the core's own feed, in any number of slots, as many changes a second as asked for, over and over. */
export class ReplayCore {
  readonly #recordings: readonly Recording[]
  readonly #slots: number
  #feed = new DeviceFeed()
  readonly #at: number[]
  #timer: ReturnType<typeof setInterval> | undefined
  changes = 0

  constructor(recordings: readonly Recording[], slots: number) {
    this.#recordings = recordings
    this.#slots = slots
    this.#at = Array.from({ length: slots }, (_, slot) => slot * 3)
  }

  readonly handlers: Handlers<typeof contract> = fakeHandlers({
    'devices.feed': (_input, { signal }) => this.#feed.changes(signal),
  })

  close(): Promise<void> {
    this.stop()
    return Promise.resolve()
  }

  /** Nothing is on any cable, for windows that open from now on. */
  clear(): void {
    this.#feed = new DeviceFeed()
    this.#at.fill(0)
  }

  /** Every slot is filled, at once. */
  attachAll(): void {
    for (let slot = 0; slot < this.#slots; slot += 1) this.#change(slot)
  }

  play(changesPerSecond: number): void {
    const started = performance.now()
    let made = 0
    this.#timer = setInterval(() => {
      // Ticks come late on a busy computer; the pace is kept all the same.
      const due = Math.floor(((performance.now() - started) / 1000) * changesPerSecond)
      for (; made < due; made += 1) this.#change(made % this.#slots)
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
    this.changes += 1
    const number = slot + 1
    const udid = `00008101-${String(number).padStart(16, '0')}`
    const serial = view.facts?.serial == null ? null : view.facts.serial.slice(0, -2) + String(number).padStart(2, '0')
    const facts = view.facts === null ? null : { ...view.facts, udid, serial, name: `iPad ${number}` }
    this.#feed.show({ ...view, udid, facts, slot: number })
  }
}
