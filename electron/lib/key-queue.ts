import { AppError } from '../../src-shared/errors.ts'

/** Lets one at a time work under each key, first come first served; different keys know nothing of each other. */
export class KeyQueue {
  readonly #tails = new Map<string, Promise<void>>()

  /** Whether somebody works or waits under this key. */
  isTaken(key: string): boolean {
    return this.#tails.has(key)
  }

  /**
   * Waits for a turn; the caller gives it back exactly once.
   * @returns the function that gives the turn back
   * @throws AppError `app.cancelled` when the signal fires first: the turn then passes on by itself
   */
  async take(key: string, signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) throw new AppError('app.cancelled')
    const before = this.#tails.get(key) ?? Promise.resolve()
    let giveBack = (): void => {}
    const mine = new Promise<void>((resolve) => (giveBack = resolve))
    const tail = before.then(() => mine)
    this.#tails.set(key, tail)
    void tail.then(() => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key)
    })
    try {
      await untilAborted(before, signal)
      return giveBack
    } catch (error) {
      giveBack()
      throw error
    }
  }
}

function untilAborted(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new AppError('app.cancelled'))
    signal.addEventListener('abort', onAbort, { once: true })
    void turn.then(() => {
      signal.removeEventListener('abort', onAbort)
      resolve()
    })
  })
}
