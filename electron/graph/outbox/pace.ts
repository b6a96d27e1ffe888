import type { AppError } from '../../../src-shared/errors.ts'

const firstMs = 5_000
const slowestMs = 2 * 60_000
/** A service that asks for more than an hour is asked once an hour all the same. */
const longestAskedMs = 60 * 60_000

/**
 * How long to leave the tenant alone: doubling from 5 s to 2 min with up to as much again by chance, so that benches
 * that lost the same network do not all come back at once; or what the service itself asks for, if that is longer.
 * @param failures how many passes in a row have brought nothing to its end, at least 1
 * @param fraction at least 0, below 1
 */
export function pauseAfter(failures: number, fraction: number, error: AppError | null): number {
  const base = Math.min(slowestMs, firstMs * 2 ** Math.min(20, failures - 1))
  const asked = Number(error?.details['retryAfterMs'] ?? 0)
  return Math.max(Math.round(base * (1 + fraction)), Math.min(longestAskedMs, Number.isFinite(asked) ? asked : 0))
}
