import { AppError } from '../../src-shared/errors.ts'
import type { Ecid } from '../../src-shared/ecid.ts'

/**
 * What cfgutil does only with a person's consent. `prepare` is among them though it refuses a device that is in use: it
 * cannot be undone but by an erase. `revive` reloads the system and can end in a device that must be restored;
 * `remove-profile` may take a device out of its management, and cfgutil does not say which profile does.
 */
export const consentVerbs = ['erase', 'restore', 'revive', 'prepare', 'remove-profile'] as const
export type ConsentVerb = (typeof consentVerbs)[number]

/** A consent to one of these, for one device, once. Only `createConfiguratorWarrant` makes one that can be used. */
export type ConfiguratorWarrant = {
  readonly udid: string
  readonly ecid: Ecid
  readonly verb: ConsentVerb
  readonly token: symbol
}

const unused = new WeakSet<ConfiguratorWarrant>()

/** For the engine's guard alone, which has seen a person's consent; a test of the layers forbids every other importer. */
export function createConfiguratorWarrant(udid: string, ecid: Ecid, verb: ConsentVerb): ConfiguratorWarrant {
  const warrant = Object.freeze({ udid, ecid, verb, token: Symbol(verb) })
  unused.add(warrant)
  return warrant
}

/**
 * Spends the warrant and says for which device it is, so that a call takes its device from nowhere else.
 * @throws AppError `configurator.noWarrant` when it is for something else, was used before, or was not made here
 */
export function useConfiguratorWarrant(warrant: ConfiguratorWarrant, verb: ConsentVerb): Ecid {
  if (warrant.verb !== verb || !unused.delete(warrant)) throw new AppError('configurator.noWarrant', { verb })
  return warrant.ecid
}
