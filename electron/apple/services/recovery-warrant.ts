import { AppError } from '../../../src-shared/errors.ts'

/** A consent to put one device into recovery, once. Only `createRecoveryWarrant` makes one that `useRecoveryWarrant` takes. */
export type RecoveryWarrant = { readonly udid: string; readonly token: symbol }

const unused = new WeakSet<RecoveryWarrant>()

/** For the engine's guard alone, which has seen a person's consent; a test of the layers forbids every other importer. */
export function createRecoveryWarrant(udid: string): RecoveryWarrant {
  const warrant = Object.freeze({ udid, token: Symbol('recovery') })
  unused.add(warrant)
  return warrant
}

/**
 * Spends the warrant.
 * @throws AppError 'apple.recovery.noWarrant' when it is for another device, was used before, or was not made here
 */
export function useRecoveryWarrant(warrant: RecoveryWarrant, udid: string): void {
  if (warrant.udid !== udid || !unused.delete(warrant)) throw new AppError('apple.recovery.noWarrant', { udid })
}
