import { AppError } from '../../src-shared/errors.ts'
import type { Ecid } from '../../src-shared/ecid.ts'
import type { Cfgutil } from './cfgutil.ts'
import type { ConfiguratorWarrant } from './configurator-warrant.ts'
import type { RedeemTyped } from './prove/bench.ts'
import { erase } from './verbs/erase.ts'
import { readProperties } from './verbs/get.ts'
import { pair } from './verbs/pairing.ts'
import { prepareAutomated, prepareManually } from './verbs/prepare.ts'
import { restore, revive } from './verbs/restore.ts'

/** What a person may do to one device with cfgutil, past any run. */
export type ConfiguratorAct =
  | { readonly verb: 'pair' }
  | { readonly verb: 'erase'; readonly eraseEsim: boolean }
  | { readonly verb: 'restore'; readonly ipsw: string | null }
  | { readonly verb: 'revive' }
  | {
      readonly verb: 'prepare'
      readonly automated: boolean
      readonly forbidPairing: boolean
      readonly language: string | null
      readonly locale: string | null
      readonly skipAll: boolean
    }

export type ActBench = {
  readonly cfgutil: Cfgutil
  readonly temporary: string
  readonly hostCertificateDer: Uint8Array
  readonly organizationName: string
  readonly redeem: RedeemTyped
  /** What the person typed for the number that is shown; null declines. */
  readonly consent: (shown: string, verb: Exclude<ConfiguratorAct['verb'], 'pair'>) => Promise<string | null>
  readonly signal: AbortSignal
}

/**
 * Does it, after the consent it needs.
 * @returns false when the person declined
 * @throws AppError of the verbs; as the guard when something else was typed
 */
export async function actOn(bench: ActBench, ecid: Ecid, act: ConfiguratorAct): Promise<boolean> {
  const { cfgutil, signal } = bench
  if (act.verb === 'pair') {
    await pair(cfgutil, ecid, false, signal)
    return true
  }
  const warrant = await askFor(bench, ecid, act.verb)
  if (warrant === null) return false
  if (act.verb === 'erase') await erase(cfgutil, warrant, act, signal)
  else if (act.verb === 'restore') await restore(cfgutil, warrant, act.ipsw, signal)
  else if (act.verb === 'revive') await revive(cfgutil, warrant, signal)
  else await prepare(bench, warrant, act)
  return true
}

async function askFor(
  { cfgutil, redeem, consent, signal }: ActBench,
  ecid: Ecid,
  verb: Exclude<ConfiguratorAct['verb'], 'pair'>,
): Promise<ConfiguratorWarrant | null> {
  const { UDID, serialNumber, bootedState } = await readProperties(cfgutil, ecid, signal)
  // In recovery and DFU a device tells no serial number, and its ECID is all there is to compare.
  const isDown = (verb === 'restore' || verb === 'revive') && bootedState !== 'Booted'
  const shown = serialNumber ?? (isDown ? ecid : null)
  if (shown === null) throw new AppError('prove.serialUnknown')
  const typed = await consent(shown, verb)
  return typed === null ? null : redeem({ udid: UDID ?? ecid, serial: shown, ecid }, verb, typed)
}

async function prepare(
  { cfgutil, temporary, hostCertificateDer, organizationName, signal }: ActBench,
  warrant: ConfiguratorWarrant,
  { automated, forbidPairing, language, locale, skipAll }: Extract<ConfiguratorAct, { verb: 'prepare' }>,
): Promise<void> {
  if (automated) return prepareAutomated(cfgutil, warrant, { language, locale, skip: [] }, signal)
  const skip = skipAll ? (['--skip-all'] as const) : []
  const manual = { organizationName, hostCertificateDer, allowPairing: !forbidPairing, language, locale, skip }
  return prepareManually(cfgutil, warrant, { ...manual, temporary }, signal)
}
