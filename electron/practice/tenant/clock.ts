/** The tenant's own time: the wall clock plus what a test added, so that a fortnight can pass at once. */
export class TenantClock {
  #offsetMs = 0

  now(): number {
    return Date.now() + this.#offsetMs
  }

  /** Certificates and TLS stay on the wall clock; only the tenant's rules (expiries, delays) follow this one. */
  advance(ms: number): void {
    this.#offsetMs += ms
  }
}

export const minuteMs = 60_000
export const dayMs = 24 * 60 * minuteMs

/** As Graph writes times. */
export function isoTime(at: number): string {
  return new Date(at).toISOString()
}

/** Graph's "never" on properties that cannot be null. */
export const neverIso = '0001-01-01T00:00:00Z'

export function isoOrNever(at: number | null): string {
  return at === null ? neverIso : isoTime(at)
}
