import { AppError } from '../../src-shared/errors.ts'
import type { TenantConsent, TenantTarget } from '../../src-shared/tenant-consent.ts'

/**
 * A consent to do one thing to one device in the tenant that does not come back, once. Only `createTenantWarrant` makes
 * one that counts.
 */
export type TenantWarrant = TenantTarget & { readonly consent: TenantConsent; readonly token: symbol }

const unused = new WeakSet<TenantWarrant>()

/** For the engine's guard alone, which has seen a person's consent; a test of the layers forbids every other importer. */
export function createTenantWarrant(target: TenantTarget, consent: TenantConsent): TenantWarrant {
  const { recordId, verb } = target
  const serial = target.serial.trim().toUpperCase()
  const warrant = Object.freeze({ recordId, verb, serial, consent, token: Symbol('tenant') })
  unused.add(warrant)
  return warrant
}

/**
 * Spends the warrant.
 * @param target its serial number in upper case
 * @returns the consent it was made from
 * @throws AppError 'outbox.noWarrant' when there is none, or it is for something else, or was used before
 */
export function useTenantWarrant(warrant: TenantWarrant | null, target: TenantTarget): TenantConsent {
  const { serial, recordId, verb } = target
  const isMeant = warrant?.serial === serial && warrant.recordId === recordId && warrant.verb === verb
  if (isMeant && unused.delete(warrant)) return warrant.consent
  throw new AppError('outbox.noWarrant', { serial })
}
