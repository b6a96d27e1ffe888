import type { AppError } from '../../src-shared/errors.ts'

export type RetryPolicy = {
  /** How often a request is sent at most. */
  readonly attempts: number
  /** The same for a service that cannot be reached at all: somebody is waiting for the sentence that says so. */
  readonly networkAttempts: number
  readonly firstDelayMs: number
  readonly maxDelayMs: number
  /** A service that wants a longer pause than this is reported instead of waited for. */
  readonly maxRetryAfterMs: number
}

/** Intune often leaves Retry-After out of its 429s; 2 to 4 s, then doubling up to a minute, is what gets through. */
export const intuneRetry: RetryPolicy = {
  attempts: 6,
  networkAttempts: 3,
  firstDelayMs: 2_000,
  maxDelayMs: 60_000,
  maxRetryAfterMs: 300_000,
}

/** How an attempt failed, reduced to what the decision needs. */
export type Failure =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterMs: number | null }
  /** `sent` is false when the request cannot have reached the service. */
  | { readonly kind: 'network'; readonly sent: boolean }

export type RetryDecision =
  | { readonly kind: 'retry'; readonly afterMs: number }
  | { readonly kind: 'giveUp' }
  /** It may have been carried out, and doing it again might do it twice. */
  | { readonly kind: 'unknown' }

/**
 * @param attempt 1 for the first one that failed
 * @param fraction at least 0, below 1: the jitter
 */
export function decideRetry(
  failure: Failure,
  idempotent: boolean,
  attempt: number,
  fraction: number,
  policy: RetryPolicy = intuneRetry,
): RetryDecision {
  if (!isPassing(failure)) return { kind: 'giveUp' }
  if (!idempotent && mayHaveHappened(failure)) return { kind: 'unknown' }
  if (attempt >= (failure.kind === 'network' ? policy.networkAttempts : policy.attempts)) return { kind: 'giveUp' }
  const asked = failure.kind === 'status' ? failure.retryAfterMs : null
  if (asked !== null) {
    // "At once" from a service that just said no would only hammer it.
    return asked > policy.maxRetryAfterMs ? { kind: 'giveUp' } : { kind: 'retry', afterMs: Math.max(1_000, asked) }
  }
  const base = policy.firstDelayMs * 2 ** (attempt - 1)
  return { kind: 'retry', afterMs: Math.min(policy.maxDelayMs, Math.round(base * (1 + fraction))) }
}

/** A plain 500 is Intune's way to say that it will never do this. */
function isPassing(failure: Failure): boolean {
  return failure.kind === 'network' || [429, 502, 503, 504].includes(failure.status)
}

/** 429 is refused before any work; so is a 503 that says when to come back. Gateways give the others after the fact. */
function mayHaveHappened(failure: Failure): boolean {
  if (failure.kind === 'network') return failure.sent
  return !(failure.status === 429 || (failure.status === 503 && failure.retryAfterMs !== null))
}

const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL'])

/** The failure behind an error of lib/http; null for one that a repetition does not mend (an untrusted certificate). */
export function networkFailure(error: AppError): Failure | null {
  if (error.code === 'http.timeout') return { kind: 'network', sent: true }
  if (error.code !== 'http.unreachable') return null
  return { kind: 'network', sent: !neverSent.has(String(error.details['cause'])) }
}

/** Retry-After in milliseconds from now: seconds or an HTTP date; null when absent or unreadable. */
export function readRetryAfter(value: string | undefined, now: number): number | null {
  if (value === undefined || value.trim() === '') return null
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return seconds >= 0 ? Math.ceil(seconds * 1000) : null
  const at = Date.parse(value)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}
