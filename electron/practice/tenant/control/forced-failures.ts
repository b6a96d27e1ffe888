import { z } from 'zod'

export const forcedFailureSchema = z.strictObject({
  listener: z.enum(['graph', 'device']),
  status: z.union([z.literal(429), z.literal(500), z.literal(503), z.literal(504)]),
  /** How many requests to answer so. */
  count: z.number().int().min(1).max(100_000),
  /** Seconds; null leaves the header out, as Intune often does; `half` puts 10 into every second answer. */
  retryAfter: z.union([z.number().int().min(0), z.null(), z.literal('half')]).default(null),
})

export type ForcedFailure = z.infer<typeof forcedFailureSchema>

/** "Answer the next N requests like this", one after the other per listener. */
export class ForcedFailures {
  #pending: ForcedFailure[] = []
  #taken = 0

  add(failure: ForcedFailure): void {
    this.#pending.push(failure)
  }

  clear(): void {
    this.#pending = []
  }

  /** The failure to answer this request with, if one is due. */
  take(listener: ForcedFailure['listener']): { readonly status: number; readonly retryAfter: number | null } | null {
    const index = this.#pending.findIndex((failure) => failure.listener === listener)
    const found = this.#pending[index]
    if (found === undefined) return null
    if (found.count === 1) this.#pending.splice(index, 1)
    else this.#pending[index] = { ...found, count: found.count - 1 }
    this.#taken += 1
    const half = this.#taken % 2 === 1 ? 10 : null
    return { status: found.status, retryAfter: found.retryAfter === 'half' ? half : found.retryAfter }
  }
}
