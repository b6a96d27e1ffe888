import { AppError } from '../../../src-shared/errors.ts'

/** A consent to erase one device, once. Only `createEraseWarrant` makes one that `useEraseWarrant` takes. */
export type EraseWarrant = { readonly udid: string; readonly token: symbol }

const unused = new WeakSet<EraseWarrant>()

/** For the engine's guard alone, which has seen a person's consent; a test of the layers forbids every other importer. */
export function createEraseWarrant(udid: string): EraseWarrant {
  const warrant = Object.freeze({ udid, token: Symbol('erase') })
  unused.add(warrant)
  return warrant
}

/**
 * Spends the warrant.
 * @throws AppError 'apple.erase.noWarrant' when it is for another device, was used before, or was not made here
 */
export function useEraseWarrant(warrant: EraseWarrant, udid: string): void {
  if (warrant.udid !== udid || !unused.delete(warrant)) throw new AppError('apple.erase.noWarrant', { udid })
}
