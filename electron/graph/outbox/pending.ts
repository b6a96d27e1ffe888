import { isOpen } from '../../../src-shared/outbox.ts'
import { normalizeSerial } from '../serial.ts'
import type { Outbox } from './outbox.ts'

/** What Slipway says in Intune's place while Intune does not know of a device: it was not told yet, or would not hear of it. */
export type PendingState = 'registrationPending' | 'registrationRefused'

export type PendingOptions = {
  readonly outbox: Outbox
  /** As the follower's `onState`. */
  readonly say: (udid: string, state: string, fresh: boolean) => void
}

/**
 * Devices that are prepared while Intune still has to be told. Whoever walks through Setup Assistant before that is
 * refused by Intune, which then knows nothing of it: the reason is here.
 */
export class PendingRegistrations {
  readonly #options: PendingOptions
  readonly #followed = new Map<string, { readonly serial: string; said: PendingState | null }>()
  readonly #stop: () => void

  constructor(options: PendingOptions) {
    this.#options = options
    this.#stop = options.outbox.onChange(() => {
      for (const udid of this.#followed.keys()) this.#look(udid)
    })
  }

  stop(): void {
    this.#stop()
  }

  follow(udid: string, serial: string): void {
    this.#followed.set(udid, { serial: normalizeSerial(serial), said: null })
    // The engine is in the middle of an event.
    queueMicrotask(() => this.#look(udid))
  }

  unfollow(udid: string): void {
    this.#followed.delete(udid)
  }

  /** What to show for Intune's word. What it says of an enrollment or of a failure stands. */
  word(udid: string, state: string): string {
    if (state !== 'unknown' && state !== 'notContacted') return state
    const followed = this.#followed.get(udid)
    return (followed === undefined ? null : this.#state(followed.serial)) ?? state
  }

  #look(udid: string): void {
    const followed = this.#followed.get(udid)
    if (followed === undefined) return
    const state = this.#state(followed.serial)
    if (state === followed.said) return
    followed.said = state
    this.#options.say(udid, state ?? 'notContacted', true)
  }

  #state(serial: string): PendingState | null {
    const tasks = ['importSerial', 'assignProfile']
    const mine = this.#options.outbox.unfinished(serial).filter((one) => tasks.includes(one.task.kind))
    if (mine.length === 0) return null
    return mine.every(isOpen) ? 'registrationPending' : 'registrationRefused'
  }
}
