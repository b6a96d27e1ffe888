import { AppError } from '../../src-shared/errors.ts'
import type { OutboxKind } from '../../src-shared/outbox.ts'

/** A consent to have Intune do one thing to one device that does not come back. Only `createIntuneWarrant` makes one that counts. */
export type IntuneWarrant = { readonly serial: string; readonly kind: OutboxKind; readonly token: symbol }

const unused = new WeakSet<IntuneWarrant>()

/** For the engine's guard alone, which has seen a person's consent; a test of the layers forbids every other importer. */
export function createIntuneWarrant(serial: string, kind: OutboxKind): IntuneWarrant {
  const warrant = Object.freeze({ serial: serial.trim().toUpperCase(), kind, token: Symbol('intune') })
  unused.add(warrant)
  return warrant
}

/**
 * Spends the warrant.
 * @param serial upper case
 * @throws AppError 'outbox.noWarrant' when there is none, or it is for something else, or was used before
 */
export function useIntuneWarrant(warrant: IntuneWarrant | null, serial: string, kind: OutboxKind): void {
  if (warrant?.serial === serial && warrant.kind === kind && unused.delete(warrant)) return
  throw new AppError('outbox.noWarrant', { serial })
}
