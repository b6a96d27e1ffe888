import type { GraphCall } from './call.ts'
import { GraphFailure } from './failure.ts'

/** Microsoft: searching and counting directory objects needs this header, because an index that lags behind answers. */
export function isEventual({ headers }: GraphCall): boolean {
  return headers['consistencylevel']?.trim().toLowerCase() === 'eventual'
}

/** The directory's own refusal of a query. */
export function unsupportedQuery(message: string): GraphFailure {
  return new GraphFailure(400, 'Request_UnsupportedQuery', message)
}

/**
 * What directory objects take. Microsoft: no `$skip`; `$search` and `$count` with `ConsistencyLevel: eventual` only.
 * @throws GraphFailure 400
 */
export function checkDirectoryQuery(call: GraphCall): void {
  const { query } = call
  if (query.skip > 0) throw unsupportedQuery("'$skip' is not supported by the service.")
  if (isEventual(call)) return
  const what = query.search !== null ? '$search' : query.count ? '$count' : null
  if (what !== null)
    throw unsupportedQuery(
      `Request with ${what} query parameter only works with the header 'ConsistencyLevel: eventual'.`,
    )
}
