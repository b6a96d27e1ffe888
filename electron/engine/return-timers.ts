import type { Clock } from '../lib/clock.ts'

/** Waits for devices that went away and are expected back: one timer per device, called off when it returns. */
export class ReturnTimers {
  readonly #clock: Clock
  readonly #timeoutMs: number
  readonly #timers = new Map<string, AbortController>()

  constructor(clock: Clock, timeoutMs: number) {
    this.#clock = clock
    this.#timeoutMs = timeoutMs
  }

  start(udid: string, onOverdue: () => void): void {
    const controller = new AbortController()
    this.callOff(udid)
    this.#timers.set(udid, controller)
    this.#clock
      .sleep(this.#timeoutMs, controller.signal)
      .then(onOverdue)
      .catch(() => {})
  }

  callOff(udid: string): void {
    this.#timers.get(udid)?.abort()
  }

  stop(): void {
    for (const controller of this.#timers.values()) controller.abort()
  }
}
