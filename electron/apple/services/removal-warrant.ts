import { AppError } from '../../../src-shared/errors.ts'

/**
 * A consent to take one profile from one device, once. A device does not tell which of its profiles holds its management,
 * and taking that one away ends it, so that every removal needs one. Only `createRemovalWarrant` makes one that counts.
 */
export type RemovalWarrant = { readonly udid: string; readonly identifier: string; readonly token: symbol }

const unused = new WeakSet<RemovalWarrant>()

/** For the engine's guard alone, which has seen a person's consent; a test of the layers forbids every other importer. */
export function createRemovalWarrant(udid: string, identifier: string): RemovalWarrant {
  const warrant = Object.freeze({ udid, identifier, token: Symbol('removal') })
  unused.add(warrant)
  return warrant
}

/**
 * Spends the warrant and says which profile it is for, so that a removal takes its profile from nowhere else.
 * @throws AppError `apple.mcinstall.noWarrant` when it is for another device, was used before, or was not made here
 */
export function useRemovalWarrant(warrant: RemovalWarrant, udid: string): string {
  if (warrant.udid !== udid || !unused.delete(warrant)) throw new AppError('apple.mcinstall.noWarrant', { udid })
  return warrant.identifier
}
