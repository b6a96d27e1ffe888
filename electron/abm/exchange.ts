import { AppError } from '../../src-shared/errors.ts'
import { decideRetry, networkFailure, readRetryAfter } from '../graph/retry.ts'
import type { Failure, RetryPolicy } from '../graph/retry.ts'
import type { Clock } from '../lib/clock.ts'
import type { HttpRequest, HttpResponse } from '../lib/http.ts'
import type { Logger } from '../lib/logger.ts'
import { abmError } from './api-error.ts'

export type ExchangeParts = {
  readonly http: (request: HttpRequest) => Promise<HttpResponse>
  readonly additionalCaPems: readonly string[]
  /** Refuses what answers from the other world. */
  readonly assertWorld: (practiceWorld: string | null) => void
  readonly clock: Clock
  readonly logger: Logger
}

export type Sent = { readonly idempotent: boolean; readonly what: string; readonly signal?: AbortSignal | undefined }

const policy: RetryPolicy = {
  attempts: 6,
  networkAttempts: 3,
  firstDelayMs: 1_000,
  maxDelayMs: 60_000,
  maxRetryAfterMs: 300_000,
}
const maxBytes = 32 * 1024 * 1024

/**
 * Sends until there is an answer that a repetition would not change: a success, or a refusal (4xx but 429).
 * @throws AppError `abm.throttled`, `abm.serviceTrouble` when patience ends, `abm.outcomeUnknown` when something that
 *   must not happen twice may have happened, `http.…`
 */
export async function sendPatiently(
  parts: ExchangeParts,
  request: HttpRequest,
  { idempotent, what, signal }: Sent,
): Promise<HttpResponse> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await sendOnce(parts, request, what, signal)
    if (result.kind === 'answer') return result.response
    const decision = decideRetry(result.failure, idempotent, attempt, Math.random(), policy)
    if (decision.kind === 'giveUp') throw result.error
    if (decision.kind === 'unknown') throw new AppError('abm.outcomeUnknown', {}, { cause: result.error })
    parts.logger.info({ what, attempt, afterMs: decision.afterMs }, 'Apple will be asked again')
    await parts.clock.sleep(decision.afterMs, signal)
  }
}

type Attempt =
  | { readonly kind: 'answer'; readonly response: HttpResponse }
  | { readonly kind: 'failed'; readonly error: AppError; readonly failure: Failure }

async function sendOnce(
  parts: ExchangeParts,
  request: HttpRequest,
  what: string,
  signal: AbortSignal | undefined,
): Promise<Attempt> {
  const { http, additionalCaPems, clock } = parts
  let response: HttpResponse
  try {
    response = await http({ ...request, additionalCaPems, maxBytes, ...(signal === undefined ? {} : { signal }) })
  } catch (error) {
    const failure = error instanceof AppError ? networkFailure(error) : null
    if (failure === null || !(error instanceof AppError)) throw error
    return { kind: 'failed', error, failure }
  }
  parts.assertWorld(response.headers['x-slipway-practice'] ?? null)
  const { status } = response
  if (status !== 429 && status < 500) return { kind: 'answer', response }
  const retryAfterMs = readRetryAfter(response.headers['retry-after'], clock.now())
  return { kind: 'failed', error: abmError(response, what), failure: { kind: 'status', status, retryAfterMs } }
}
