import { AppError } from '../../src-shared/errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { HttpRequest, HttpResponse } from '../lib/http.ts'
import type { Logger } from '../lib/logger.ts'
import { graphAppError, parseJson, readGraphError } from './graph-error.ts'
import type { GraphErrorInfo } from './graph-error.ts'
import { decideRetry, networkFailure, readRetryAfter } from './retry.ts'
import type { Failure, RetryPolicy } from './retry.ts'
import type { Throttle } from './throttle.ts'

/** Why the last token was not taken; `claims` is what a new sign-in must satisfy, when the service said so. */
export type TokenRefusal = { readonly claims: string | null }

export type ExchangeParts = {
  readonly origin: string
  readonly getToken: (refusal?: TokenRefusal) => Promise<string>
  readonly http: (request: HttpRequest) => Promise<HttpResponse>
  readonly additionalCaPems: readonly string[]
  readonly clock: Clock
  readonly logger: Logger
  readonly random: { readonly uuid: () => string; readonly fraction: () => number }
  readonly throttle: Throttle
  readonly retry: RetryPolicy
}

export type Outgoing = {
  readonly method: string
  readonly url: string
  readonly body: unknown
  readonly idempotent: boolean
  /** How many of the requests within a batch change something (Microsoft: each counts against the limits as if alone). */
  readonly writes?: number
  readonly clientRequestId?: string
  readonly signal: AbortSignal | undefined
}

/** A 2xx answer. `json` is undefined when the body is empty. */
export type Incoming = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly json: unknown
}

type Attempt =
  | { readonly kind: 'answer'; readonly answer: Incoming }
  | {
      readonly kind: 'refused'
      readonly error: AppError
      readonly failure: Failure | null
      readonly claims: string | null
    }

const timeoutMs = 60_000
const maxBytes = 32 * 1024 * 1024

/** Sends one request until it is answered with 2xx, or says why not. */
export function createExchange(parts: ExchangeParts): (outgoing: Outgoing) => Promise<Incoming> {
  return async (outgoing) => {
    // The last line of defence: whatever made the address, a token leaves for one origin only.
    if (new URL(outgoing.url).origin !== parts.origin) {
      throw new AppError('graph.foreignOrigin', { host: new URL(outgoing.url).host })
    }
    let token = await parts.getToken()
    let renewed = false
    for (let attempt = 1; ; attempt++) {
      const writes = outgoing.writes ?? (outgoing.method === 'GET' ? 0 : 1)
      const bearer = token
      const result = await parts.throttle.run(writes, () => attemptOnce(parts, outgoing, bearer), outgoing.signal)
      if (result.kind === 'answer') return result.answer
      if (result.error.code === 'graph.signInNeeded' && !renewed) {
        renewed = true
        token = await parts.getToken({ claims: result.claims })
        if (token !== bearer) continue
      }
      await pauseOrThrow(parts, outgoing, result.error, result.failure, attempt)
    }
  }
}

async function pauseOrThrow(
  parts: ExchangeParts,
  outgoing: Outgoing,
  error: AppError,
  failure: Failure | null,
  attempt: number,
): Promise<void> {
  if (failure === null) throw error
  const decision = decideRetry(failure, outgoing.idempotent, attempt, parts.random.fraction(), parts.retry)
  if (decision.kind === 'giveUp') throw error
  if (decision.kind === 'unknown') {
    const { target = '', clientRequestId = null } = error.details
    throw new AppError('graph.outcomeUnknown', { target, clientRequestId }, { cause: error })
  }
  parts.logger.info({ code: error.code, attempt, afterMs: decision.afterMs }, 'Graph will be asked again')
  if (error.code === 'graph.throttled') parts.throttle.pause(decision.afterMs)
  await parts.clock.sleep(decision.afterMs, outgoing.signal)
}

async function attemptOnce(parts: ExchangeParts, outgoing: Outgoing, token: string): Promise<Attempt> {
  const clientRequestId = outgoing.clientRequestId ?? parts.random.uuid()
  const url = new URL(outgoing.url)
  const target = `${outgoing.method} ${url.pathname}`
  const startedAt = parts.clock.now()
  let response: HttpResponse
  try {
    response = await parts.http(requestOf(parts, outgoing, token, clientRequestId))
  } catch (thrown) {
    if (outgoing.signal?.aborted === true) throw new AppError('app.cancelled', {}, { cause: thrown })
    if (!(thrown instanceof AppError)) throw thrown
    const failure = networkFailure(thrown)
    if (failure === null) throw thrown
    const cause = String(thrown.details['cause'] ?? thrown.code)
    const error = new AppError(
      'graph.unreachable',
      { host: url.host, cause, target, clientRequestId },
      { cause: thrown },
    )
    return { kind: 'refused', error, failure, claims: null }
  }
  const { status, headers } = response
  const requestId = headers['request-id'] ?? null
  parts.logger.debug(
    {
      target,
      status,
      ms: parts.clock.now() - startedAt,
      clientRequestId,
      requestId,
      diagnostic: headers['x-ms-ags-diagnostic'],
    },
    'Graph answered',
  )
  const text = response.body.toString('utf8').replace(/^\uFEFF/, '')
  const json = text.trim() === '' ? undefined : parseJson(text)
  if (status >= 200 && status < 300) {
    if (json === undefined && text.trim() !== '') {
      throw new AppError('graph.unexpectedAnswer', { target, message: 'no JSON', requestId, clientRequestId })
    }
    return { kind: 'answer', answer: { status, headers, json } }
  }
  const info = { ...readGraphError(status, json, headers), clientRequestId }
  return refusal(info, target, headers, parts.clock.now())
}

function refusal(
  info: GraphErrorInfo,
  target: string,
  headers: Readonly<Record<string, string>>,
  now: number,
): Attempt {
  const inMessage = info.retryAfterSeconds === null ? null : info.retryAfterSeconds * 1000
  const retryAfterMs = readRetryAfter(headers['retry-after'], now) ?? inMessage
  return {
    kind: 'refused',
    error: graphAppError(info, target, retryAfterMs),
    failure: { kind: 'status', status: info.status, retryAfterMs },
    claims: /claims="([^"]+)"/.exec(headers['www-authenticate'] ?? '')?.[1] ?? null,
  }
}

function requestOf(parts: ExchangeParts, outgoing: Outgoing, token: string, clientRequestId: string): HttpRequest {
  const { method, url, body, signal } = outgoing
  return {
    method,
    url,
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      'client-request-id': clientRequestId,
      'return-client-request-id': 'true',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    additionalCaPems: parts.additionalCaPems,
    tokenOrigin: parts.origin,
    timeoutMs,
    maxBytes,
    ...(signal ? { signal } : {}),
  }
}
