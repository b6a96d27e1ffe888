import type { ConfiguratorCheck, ConfiguratorCheckResult } from '../../../src-shared/configurator-view.ts'
import type { Ecid } from '../../../src-shared/ecid.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Cfgutil } from '../cfgutil.ts'
import type { ConfiguratorWarrant, ConsentVerb } from '../configurator-warrant.ts'
import type { SupervisionKeys } from '../identity-files.ts'

/** Who sits at the device. */
export type ConfiguratorPerson = {
  readonly begins: (check: ConfiguratorCheck) => void
  readonly ended: (result: ConfiguratorCheckResult) => void
  /** The end of the serial number as typed; null declines. `verb` says to what. */
  readonly consent: (serial: string, verb: ConsentVerb) => Promise<string | null>
}

/** Turns what a person typed into a warrant, as the guard does. @throws AppError when it is not the end of the serial */
export type RedeemTyped = (
  device: { readonly udid: string; readonly serial: string; readonly ecid: Ecid },
  verb: ConsentVerb,
  typed: string,
) => ConfiguratorWarrant

/** What the checks of one device share. */
export type ProveBench = {
  readonly cfgutil: Cfgutil
  readonly ecid: Ecid
  readonly person: ConfiguratorPerson
  readonly redeem: RedeemTyped
  readonly organization: { readonly name: string; readonly keys: SupervisionKeys }
  readonly temporary: string
  readonly profile: { readonly identifier: string; readonly bytes: Uint8Array }
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** What cfgutil did is not what is believed of it. */
export class Refuted extends Error {
  override readonly name = 'Refuted'
}

/** The person did not agree. */
export class Declined extends Error {
  override readonly name = 'Declined'
}
