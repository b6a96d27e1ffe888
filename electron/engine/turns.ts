/** Lets at most `limit` devices work at once, first come first served. A device that waits for a finger gives its turn back. */
export class Turns {
  readonly #limit: number
  #taken = 0
  readonly #queue: (() => void)[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Resolves with a function that gives the turn back (once; further calls do nothing). */
  async take(): Promise<() => void> {
    if (this.#taken >= this.#limit) await new Promise<void>((resolve) => this.#queue.push(resolve))
    else this.#taken++
    let held = true
    return () => {
      if (!held) return
      held = false
      const waiting = this.#queue.shift()
      if (waiting === undefined) this.#taken--
      else waiting()
    }
  }
}
