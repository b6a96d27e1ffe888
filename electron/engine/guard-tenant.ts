import { createTenantWarrant } from '../graph/tenant-warrant.ts'
import type { TenantWarrant } from '../graph/tenant-warrant.ts'
import { AppError } from '../../src-shared/errors.ts'
import { isOpen, tenantTargetOf } from '../../src-shared/outbox.ts'
import type { Intent } from '../../src-shared/outbox.ts'
import type { TenantConsent, TenantTarget } from '../../src-shared/tenant-consent.ts'
import { isConsentFresh, matchSerialEnd } from './guard.ts'
import type { Guard } from './guard.ts'
import type { DeviceState, RunState } from './state.ts'

export type TypedConsent = { readonly operator: string | null; readonly typed: string }

/**
 * Warrants for what a person asks of devices by their serial numbers. For one device they type the last four characters
 * of its serial number, for several how many they are; all or none.
 * @param now milliseconds since 1970
 * @throws AppError `outbox.consentSerial`, `outbox.consentCount`, and those of the protected devices
 */
export function redeemTenantTyped(
  guard: Guard,
  targets: readonly TenantTarget[],
  { operator, typed }: TypedConsent,
  now: number,
): readonly TenantWarrant[] {
  const serials = [...new Set(targets.map(({ serial }) => serial.trim().toUpperCase()))]
  const [only] = serials
  if (only === undefined) return []
  const way = serials.length === 1 ? 'serialEnd' : 'count'
  if (way === 'count' && typed.trim() !== String(serials.length))
    throw new AppError('outbox.consentCount', { typed: typed.trim().slice(0, 40), named: serials.length })
  if (way === 'serialEnd' && matchSerialEnd(only, typed) !== 'matches')
    throw new AppError('outbox.consentSerial', { serial: only })
  for (const serial of serials) guard.protected.assertMayDestroy(serial)
  const consent: TenantConsent = { operator, at: now, way, typed: typed.trim(), runId: null }
  return targets.map((target) => createTenantWarrant(target, consent))
}

/**
 * Warrants to take imported serial numbers away, from whoever saw the list and typed how many they are.
 * @throws AppError `intune.countDiffers`, and those of the protected devices
 */
export function redeemSerialRemovals(
  guard: Guard,
  serials: readonly string[],
  { operator, typedCount }: { readonly operator: string | null; readonly typedCount: number },
  now: number,
): readonly TenantWarrant[] {
  if (serials.length !== typedCount)
    throw new AppError('intune.countDiffers', { named: serials.length, typed: typedCount })
  for (const serial of serials) guard.protected.assertMayDestroy(serial)
  const consent: TenantConsent = { operator, at: now, way: 'count', typed: String(typedCount), runId: null }
  return serials.map((serial) => createTenantWarrant({ serial, recordId: null, verb: 'removeSerial' }, consent))
}

/**
 * One warrant for what the plan of a run says of the tenant. The consent to a return is one for the erase and for what
 * becomes of the record: whoever gave it saw the plan.
 * @throws AppError `outbox.noWarrant`, `outbox.consentOver`, and those of the protected devices
 */
export function redeemTenantRun(
  guard: Guard,
  { run, facts }: DeviceState,
  target: TenantTarget,
  now: number,
): TenantWarrant {
  const serial = target.serial.trim().toUpperCase()
  const isSame = facts?.serial?.trim().toUpperCase() === serial
  if (run?.status !== 'active' || !run.eraseConsent || !isSame || !isPlanned(run, target))
    throw new AppError('outbox.noWarrant', { serial })
  if (run.rule !== null && !guard.standing.covers(run.rule, run.id, now))
    throw new AppError('outbox.noWarrant', { serial })
  if (!isConsentFresh(run.startedAt, now)) throw new AppError('outbox.consentOver', { serial, hours: 24 })
  guard.protected.assertMayDestroy(serial)
  const { operator, startedAt: at, id: runId } = run
  return createTenantWarrant(target, { operator, at, way: 'run', typed: null, runId })
}

/** What was read of a device's record just before something is done to it. */
export type SeenRecord = {
  readonly recordId: string | null
  readonly serial: string
  /** Graph's state of the newest action of that name; null when there is none. */
  readonly action: string | null
}

/**
 * One warrant out of the consent that is kept with an intent, which may have been given to an earlier process: only for
 * what was surely not sent yet, or not without its outcome having been read.
 * @throws AppError `outbox.noWarrant`, `outbox.consentOver`, and those of the protected devices
 */
export function redeemTenantStored(guard: Guard, intent: Intent, seen: SeenRecord, now: number): TenantWarrant {
  const { serial, consent, state } = intent
  const target = tenantTargetOf(intent)
  const isSeen = seen.serial === serial && seen.recordId === target?.recordId && !underWay.has(seen.action ?? '')
  const isDeletion = target?.verb === 'deleteRecord' || target?.verb === 'removeSerial'
  // A retire or wipe that may have been sent is only looked for; a deletion did not happen while what it deletes is seen.
  const isOurs = intent.origin === null && (state === 'waiting' || (isDeletion && isOpen(intent)))
  if (target === null || !isSeen || !isOurs) throw new AppError('outbox.noWarrant', { serial })
  if (consent === null || !isConsentFresh(consent.at, now))
    throw new AppError('outbox.consentOver', { serial, hours: 24 })
  guard.protected.assertMayDestroy(serial)
  return createTenantWarrant(target, consent)
}

const underWay: ReadonlySet<string> = new Set(['pending', 'active'])

function isPlanned({ blueprint, plan }: RunState, { verb }: TenantTarget): boolean {
  const { kind, returning } = blueprint
  if (kind !== 'return' || returning === null) return false
  const isStep = (name: string): boolean => plan?.steps.some((step) => step.name === name && !step.skip) === true
  if (verb === 'retire') return isStep('retire')
  if (verb === 'deleteRecord') return isStep('record') && returning.record === 'delete'
  return verb === 'removeSerial' && isStep('record') && returning.identity === 'delete'
}
