import type * as z from 'zod'
import type { AppError } from '../../src-shared/errors.ts'
import type { Clock } from '../lib/clock.ts'

/** Enrollment resources exist in beta only (Microsoft: Intune Graph metadata); managed devices and audit are in v1.0. */
export type GraphVersion = 'v1.0' | 'beta'

/** Query options by their OData name, `$` included; undefined ones are left out. */
export type GraphQuery = Readonly<Record<string, string | number | boolean | undefined>>

export type GraphCall<T> = {
  readonly version: GraphVersion
  /** What the answer must be. An empty answer is handed to it as undefined. */
  readonly schema: z.ZodType<T>
  readonly query?: GraphQuery
  readonly body?: unknown
  /**
   * Whether sending it twice does no more than sending it once. Default: true for all but POST. A call that is not is
   * repeated only when the first attempt surely had no effect; else it ends in `graph.outcomeUnknown`.
   */
  readonly idempotent?: boolean
  /** The request's name in Microsoft's logs; one is made up when it is left out. */
  readonly clientRequestId?: string
  readonly signal?: AbortSignal | undefined
}

/** An answer with what came beside it; header names are in lower case. */
export type GraphAnswer<T> = {
  readonly value: T
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

export type GraphListCall<T> = {
  readonly version: GraphVersion
  /** What each element of `value` must be. */
  readonly schema: z.ZodType<T>
  readonly query?: GraphQuery
  readonly signal?: AbortSignal | undefined
}

export type GraphMethod = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

/** One request of a batch. `path` is relative to the version, with its query, as `graphPath` makes it. */
export type GraphBatchItem = {
  readonly id: string
  readonly method: GraphMethod
  readonly path: string
  readonly body?: unknown
  /** Ids that must succeed first; the batch must then fit one request (20 items). */
  readonly dependsOn?: readonly string[]
  readonly idempotent?: boolean
}

/** What became of one item. `error` is null exactly when the status is 2xx. */
export type GraphBatchResult = {
  readonly id: string
  readonly status: number
  readonly body: unknown
  readonly error: AppError | null
}

/**
 * Microsoft Graph, or anything that speaks like it. Paths start with `/` and hold no version and no query.
 * Every method throws AppErrors of the area `graph`, `http.untrusted` and `app.cancelled`, and nothing else.
 */
export type GraphClient = {
  readonly get: <T>(path: string, call: GraphCall<T>) => Promise<T>
  readonly post: <T>(path: string, call: GraphCall<T>) => Promise<T>
  readonly patch: <T>(path: string, call: GraphCall<T>) => Promise<T>
  readonly delete: <T>(path: string, call: GraphCall<T>) => Promise<T>
  /** As the four above, with status and headers. */
  readonly send: <T>(method: GraphMethod, path: string, call: GraphCall<T>) => Promise<GraphAnswer<T>>
  /** Page by page; the service's own next links are followed as given. */
  readonly pages: <T>(path: string, call: GraphListCall<T>) => AsyncGenerator<readonly T[], void, undefined>
  /** Any number of requests, 20 to a call; throttled ones are repeated. Results in the order of the items. */
  readonly batch: (
    version: GraphVersion,
    items: readonly GraphBatchItem[],
    signal?: AbortSignal,
  ) => Promise<readonly GraphBatchResult[]>
  /** The absolute address of an entity, for references (`@odata.id`). `path` as everywhere here. */
  readonly addressOf: (version: GraphVersion, path: string) => string
  readonly clock: Clock
}

/** The first elements of a list that may be long; no page is asked for that is not needed. */
export async function firstOf<T>(pages: AsyncIterable<readonly T[]>, limit: number): Promise<readonly T[]> {
  const found: T[] = []
  for await (const page of pages) {
    found.push(...page)
    if (found.length >= limit) break
  }
  return found.slice(0, limit)
}

/** Every element of every page. */
export async function allPages<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const all: T[] = []
  for await (const page of pages) all.push(...page)
  return all
}
