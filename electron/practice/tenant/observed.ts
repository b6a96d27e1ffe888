/** Which door something came through. */
export type Channel =
  | 'graph'
  | 'authority'
  | 'enrollment'
  | 'scep'
  | 'mdm'
  | 'activation'
  | 'push'
  | 'program'
  | 'portal'

export type Observation = {
  readonly at: number
  readonly channel: Channel
  /** What it was: a method and a route, a MessageType, a command's status … */
  readonly what: string
  readonly serial: string | null
  readonly outcome: string
}

const remembered = 5000

/** Everything the tenant received, as truth for tests and for the control plane. Kept in memory, newest last. */
export class Observed {
  readonly #entries: Observation[] = []
  readonly #counts = new Map<string, number>()

  record(entry: Observation): void {
    this.#entries.push(entry)
    if (this.#entries.length > remembered) this.#entries.shift()
    const key = `${entry.channel} ${entry.what} ${entry.outcome}`
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
  }

  get entries(): readonly Observation[] {
    return this.#entries
  }

  /** Counts by `channel what outcome`; never forgotten while the process lives. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts)
  }
}
