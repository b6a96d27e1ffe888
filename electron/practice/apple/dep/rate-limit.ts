import { ProgramFailure } from './failure.ts'

const windowMs = 10_000

/** So many calls of one server in any ten seconds. Apple publishes no figure, only the answer. */
export class RateLimit {
  readonly #calls = new Map<string, number[]>()

  /** @throws ProgramFailure 429 with Retry-After */
  admit(server: string, allowed: number, now: number): void {
    if (allowed === 0) return
    const recent = (this.#calls.get(server) ?? []).filter((at) => now - at < windowMs)
    if (recent.length >= allowed) {
      const seconds = Math.ceil((windowMs - (now - (recent[0] ?? now))) / 1000)
      throw new ProgramFailure(429, 'TOO_MANY_REQUESTS', { 'retry-after': String(Math.max(1, seconds)) })
    }
    recent.push(now)
    this.#calls.set(server, recent)
  }
}
