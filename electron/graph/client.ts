import * as z from 'zod'
import { AppError } from '../../src-shared/errors.ts'
import type { Clock } from '../lib/clock.ts'
import { randomUuid } from '../lib/crypto.ts'
import type { HttpRequest, HttpResponse } from '../lib/http.ts'
import type { Logger } from '../lib/logger.ts'
import { graphPath, parseBaseUrl } from './address.ts'
import { runBatch } from './batch.ts'
import type { BatchParts } from './batch.ts'
import type { GraphAnswer, GraphCall, GraphClient, GraphListCall, GraphMethod, GraphVersion } from './call.ts'
import { createExchange } from './exchange.ts'
import type { Incoming, TokenRefusal } from './exchange.ts'
import { intuneRetry } from './retry.ts'
import { createThrottle } from './throttle.ts'

export type GraphRandom = { readonly uuid: () => string; readonly fraction: () => number }

export type GraphClientOptions = {
  /** Without the version segment: https://graph.microsoft.com, or another cloud's, or http on this computer. */
  readonly baseUrl: string
  /** Asked before every request; asked again, with the refusal, when the service did not take the last token. */
  readonly getToken: (refusal?: TokenRefusal) => Promise<string>
  readonly http: (request: HttpRequest) => Promise<HttpResponse>
  readonly additionalCaPems: readonly string[]
  readonly clock: Clock
  readonly logger: Logger
  readonly random?: GraphRandom
}

const systemRandom: GraphRandom = { uuid: randomUuid, fraction: () => Math.random() }
/** Far above any list of Intune's; a service that never ends its pages is broken. */
const maxPages = 5_000

const listEnvelope = z.object({ value: z.array(z.unknown()), '@odata.nextLink': z.string().min(1).optional() })

/** @throws AppError 'http.badUrl', 'graph.insecureAddress' for an address no token may be sent to */
export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { clock, random = systemRandom } = options
  const base = parseBaseUrl(options.baseUrl)
  const prefix = base.origin + base.pathname.replace(/\/+$/, '')
  const exchange = createExchange({
    ...options,
    origin: base.origin,
    random,
    throttle: createThrottle(clock),
    retry: intuneRetry,
  })
  const urlOf = (version: GraphVersion, pathAndQuery: string): string => `${prefix}/${version}${pathAndQuery}`

  const send = async <T>(method: GraphMethod, path: string, call: GraphCall<T>): Promise<GraphAnswer<T>> => {
    const answer = await exchange({
      method,
      url: urlOf(call.version, graphPath(path, call.query)),
      body: call.body,
      idempotent: call.idempotent ?? method !== 'POST',
      ...(call.clientRequestId === undefined ? {} : { clientRequestId: call.clientRequestId }),
      signal: call.signal,
    })
    return { value: parseAs(call.schema, answer, `${method} ${path}`), status: answer.status, headers: answer.headers }
  }
  const valueOf = async <T>(method: GraphMethod, path: string, call: GraphCall<T>): Promise<T> =>
    (await send(method, path, call)).value

  async function* pages<T>(path: string, call: GraphListCall<T>): AsyncGenerator<readonly T[], void, undefined> {
    const schema = z.array(call.schema)
    const seen = new Set<string>()
    let url: string | undefined = urlOf(call.version, graphPath(path, call.query))
    while (url !== undefined) {
      if (seen.has(url) || seen.size >= maxPages) {
        throw new AppError('graph.unexpectedAnswer', { target: `GET ${path}`, message: 'its pages never end' })
      }
      seen.add(url)
      const answer = await exchange({ method: 'GET', url, body: undefined, idempotent: true, signal: call.signal })
      const envelope = parseAs(listEnvelope, answer, `GET ${path}`)
      yield parseAs(schema, { ...answer, json: envelope.value }, `GET ${path}`)
      url = nextLink(envelope['@odata.nextLink'], base.origin)
    }
  }

  return {
    get: (path, call) => valueOf('GET', path, call),
    post: (path, call) => valueOf('POST', path, call),
    patch: (path, call) => valueOf('PATCH', path, call),
    delete: (path, call) => valueOf('DELETE', path, call),
    send,
    pages,
    batch: (version, items, signal) => {
      const post: BatchParts['post'] = (of, body, what) =>
        exchange({ method: 'POST', url: urlOf(of, '/$batch'), body, ...what, signal })
      return runBatch({ post, clock, fraction: random.fraction, retry: intuneRetry }, version, items, signal)
    },
    addressOf: urlOf,
    clock,
  }
}

/** Left exactly as given: it is opaque. @throws AppError 'graph.foreignOrigin' when it leads elsewhere */
function nextLink(link: string | undefined, origin: string): string | undefined {
  if (link === undefined) return undefined
  const url = URL.parse(link)
  if (url?.origin !== origin || url.username !== '' || url.password !== '') {
    throw new AppError('graph.foreignOrigin', { host: url?.host ?? link.slice(0, 100) })
  }
  return link
}

function parseAs<T>(schema: z.ZodType<T>, answer: Incoming, target: string): T {
  const parsed = schema.safeParse(answer.json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AppError('graph.unexpectedAnswer', {
    target,
    message: issue ? `${issue.path.join('.')}: ${issue.message}` : 'not understood',
    requestId: answer.headers['request-id'] ?? null,
  })
}
