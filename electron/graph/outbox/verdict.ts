import type { AppError } from '../../../src-shared/errors.ts'
import type { ErrorCode } from '../../../src-shared/errors.ts'
import { isOutage } from '../outage.ts'

/**
 * What an error means for what was being sent. `later`: the tenant is away or busy, everything waits. `unknown`: it may
 * have been carried out. `blocked`: nothing can be sent until a person mends sign-in or permissions. `person`: this one
 * needs somebody. `refused`: Intune said no to this one. `again`: this one, after a pause.
 */
export type Verdict = 'later' | 'unknown' | 'blocked' | 'person' | 'refused' | 'again' | 'cancelled'

const blocking: ReadonlySet<ErrorCode> = new Set([
  'graph.signInNeeded',
  'graph.permissionMissing',
  'graph.forbidden',
  'graph.insecureAddress',
  'graph.foreignOrigin',
  'http.untrusted',
  'app.practiceRealMix',
])

export function judge(error: AppError): Verdict {
  if (error.code === 'app.cancelled') return 'cancelled'
  if (error.code === 'graph.outcomeUnknown') return 'unknown'
  // Intune's plain 500 is its way to say that it will not do this one.
  if (error.code === 'graph.serviceTrouble' && error.details['status'] === 500) return 'again'
  if (isOutage(error)) return 'later'
  if (blocking.has(error.code)) return 'blocked'
  if (error.code === 'graph.badRequest') return 'refused'
  if (error.code === 'graph.notFound' || error.code === 'graph.dependencyFailed') return 'again'
  return 'person'
}

const refusedBeforeWork: ReadonlySet<ErrorCode> = new Set([
  'graph.badRequest',
  'graph.signInNeeded',
  'graph.permissionMissing',
  'graph.forbidden',
  'graph.notFound',
  'graph.throttled',
  // The client says so only when every attempt ended before it left; else it says that the outcome is unknown.
  'graph.unreachable',
  'graph.insecureAddress',
  'graph.foreignOrigin',
  'http.untrusted',
])

/**
 * Whether an action that must not happen twice may have happened although it ended so. Only a refusal before any work,
 * or a request that never left, says that it did not; a plain 500 says nothing.
 */
export function mayHaveHappened(error: AppError): boolean {
  if (error.code !== 'graph.serviceTrouble') return !refusedBeforeWork.has(error.code)
  return !(error.details['status'] === 503 && 'retryAfterMs' in error.details)
}
