import { GraphFailure } from './failure.ts'
import type { GraphRoute } from './call.ts'

const windowMs = 20_000

/** What one app may do in 20 s in one tenant, as Microsoft publishes it; a practice tenant has one app. */
const limits = {
  enrollment: { writes: 100, all: 1000 },
  devices: { writes: 200, all: 2000 },
  other: { writes: 1000, all: 5000 },
} as const

/** Sliding windows of 20 s per family of endpoints. */
export class Throttle {
  readonly #times = new Map<string, number[]>()

  /** @throws GraphFailure 429, with the seconds until there is room again */
  admit(family: GraphRoute['family'], isWrite: boolean, now: number): void {
    const all = this.#recent(`${family} all`, now)
    const writes = this.#recent(`${family} writes`, now)
    const full =
      all.length >= limits[family].all ? all : isWrite && writes.length >= limits[family].writes ? writes : null
    if (full !== null) throw tooManyRequests(Math.max(1, Math.ceil(((full[0] ?? now) + windowMs - now) / 1000)))
    all.push(now)
    if (isWrite) writes.push(now)
  }

  #recent(key: string, now: number): number[] {
    const kept = (this.#times.get(key) ?? []).filter((at) => at > now - windowMs && at <= now)
    this.#times.set(key, kept)
    return kept
  }
}

/** Intune often leaves Retry-After out: `retryAfter` null. */
export function tooManyRequests(retryAfter: number | null): GraphFailure {
  return new GraphFailure(429, 'TooManyRequests', 'Too many requests were made; wait before the next.', {
    headers: retryAfter === null ? {} : { 'retry-after': String(retryAfter) },
  })
}

/** The failure that a test asked for. */
export function forcedFailure(status: number, retryAfter: number | null): GraphFailure {
  if (status === 429) return tooManyRequests(retryAfter)
  const headers = retryAfter === null ? {} : { 'retry-after': String(retryAfter) }
  if (status === 500)
    return new GraphFailure(500, 'InternalServerError', 'An internal error has occurred', { style: 'intune', headers })
  const code = status === 503 ? 'ServiceUnavailable' : 'GatewayTimeout'
  return new GraphFailure(status, code, 'The service is not available for a moment.', { headers })
}
