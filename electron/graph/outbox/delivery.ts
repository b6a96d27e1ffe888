import type { AppError } from '../../../src-shared/errors.ts'
import { toErrorRecord } from '../../../src-shared/errors.ts'
import type { Intent, OutboxKind, OutboxTask } from '../../../src-shared/outbox.ts'
import type { Clock } from '../../lib/clock.ts'
import type { GraphClient } from '../call.ts'
import type { TenantWarrant } from '../tenant-warrant.ts'
import type { EnrollmentProfile, ProfileWish } from '../resources/enrollment-profiles.ts'
import { judge } from './verdict.ts'

/** What may change about an intent while it lives. */
export type IntentChange = Partial<
  Pick<Intent, 'state' | 'attempts' | 'sentAt' | 'endedAt' | 'requestId' | 'lastError' | 'before' | 'note'>
>

/**
 * The guard's word, once more and just before it happens, for what cannot be taken back: out of the consent kept with the
 * intent and of what was just read of the record. @throws AppError why there is none (any more)
 */
export type RedeemStored = (
  one: Intent,
  seen: { readonly recordId: string | null; readonly serial: string; readonly action: string | null },
) => TenantWarrant

/** What a delivery works with. `change` returns when the change is on the disk: what follows may rely on it. */
export type Delivery = {
  readonly graph: GraphClient
  readonly accountId: string
  readonly profile: (wish: ProfileWish) => Promise<EnrollmentProfile>
  readonly forgetProfile: (wish: ProfileWish) => void
  /** Serial numbers are about to be imported for the first time. Not called for what may have been sent before. */
  readonly beforeImport: (serials: readonly string[]) => Promise<void>
  readonly change: (intents: readonly Intent[], change: (one: Intent) => IntentChange) => void
  readonly redeem: RedeemStored
  readonly makeId: () => string
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** An intent of one kind, its task narrowed. */
export type IntentOf<K extends OutboxKind> = Intent & { readonly task: Extract<OutboxTask, { kind: K }> }

/** What Intune stumbles over so often is not mended by waiting. */
const maxAttempts = 5

/** It was never tried: Intune cannot show anything of it yet. */
export function isUntried(one: Intent): boolean {
  return one.state === 'waiting' && one.attempts === 0 && one.origin === null
}

/** Written before the request leaves. @returns the request's id */
export function markSending(delivery: Delivery, intents: readonly Intent[]): string {
  const requestId = delivery.makeId()
  const sentAt = delivery.clock.now()
  delivery.change(intents, ({ attempts }) => ({ state: 'sending', attempts: attempts + 1, sentAt, requestId }))
  return requestId
}

export function markDone(delivery: Delivery, intents: readonly Intent[], note: string | null = null): void {
  const endedAt = delivery.clock.now()
  delivery.change(intents, () => ({ state: 'done', endedAt, lastError: null, note }))
}

export function markRefused(delivery: Delivery, intents: readonly Intent[], error: AppError): void {
  const endedAt = delivery.clock.now()
  delivery.change(intents, () => ({ state: 'refused', endedAt, lastError: toErrorRecord(error) }))
}

export function markNeedsPerson(delivery: Delivery, intents: readonly Intent[], error: AppError): void {
  delivery.change(intents, () => ({ state: 'needsPerson', lastError: toErrorRecord(error) }))
}

/** After a request that may be repeated: Intune is read before it is sent again. */
export function markUnconfirmed(delivery: Delivery, intents: readonly Intent[], error: AppError | null): void {
  delivery.change(intents, () => ({ state: 'unconfirmed', ...(error && { lastError: toErrorRecord(error) }) }))
}

/**
 * What follows from an error of something that may be repeated.
 * @throws AppError the same, when it concerns the tenant and so everything that waits
 */
export function settleFailure(delivery: Delivery, intents: readonly Intent[], error: AppError): void {
  const verdict = judge(error)
  // Stopped in the middle: as it stands on the disk, it is read again at the next start.
  if (verdict === 'cancelled') throw error
  if (verdict === 'refused') return markRefused(delivery, intents, error)
  if (verdict === 'person') return markNeedsPerson(delivery, intents, error)
  markUnconfirmed(delivery, intents, error)
  // `attempts` is what it was before this request.
  const worn = verdict === 'again' ? intents.filter((one) => one.attempts + 1 >= maxAttempts) : []
  markNeedsPerson(delivery, worn, error)
  if (verdict === 'later' || verdict === 'blocked') throw error
}
