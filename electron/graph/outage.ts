import { AppError } from '../../src-shared/errors.ts'

/** Trouble that passes by itself or with the network: the tenant's, not the request's. */
const outageCodes: ReadonlySet<string> = new Set([
  'graph.unreachable',
  'graph.serviceTrouble',
  'graph.throttled',
  'graph.enrollmentServiceDown',
  'http.unreachable',
  'http.timeout',
])

export function isOutage(error: unknown): boolean {
  return error instanceof AppError && outageCodes.has(error.code)
}

export type OutageView = { readonly since: number; readonly error: AppError }

/**
 * Whether the tenant can be reached, as whoever asked it last found out. Asking takes many seconds when nobody answers:
 * a cartful of devices need not find it out one by one, and what waits for the tenant is woken when it is back.
 */
export class Outage {
  #view: OutageView | null = null
  #seenAt = 0
  readonly #listeners = new Set<() => void>()

  get view(): OutageView | null {
    return this.#view
  }

  /** When somebody last found it away, milliseconds since 1970; 0 for never. */
  get seenAt(): number {
    return this.#seenAt
  }

  /** Somebody found it away less than `withinMs` ago: asking again would tell the same. */
  isFresh(now: number, withinMs: number): boolean {
    return this.#view !== null && now - this.#seenAt < withinMs
  }

  /** Anything that is no outage is passed over. */
  note(error: unknown, now: number): void {
    if (!(error instanceof AppError) || !isOutage(error)) return
    this.#view = { since: this.#view?.since ?? now, error }
    this.#seenAt = now
    this.#tell()
  }

  /** The tenant answered. */
  end(): void {
    if (this.#view === null) return
    this.#view = null
    this.#tell()
  }

  /** Called whenever somebody finds the tenant away, and when it is back. @returns what stops it */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
