import { AppError } from '../../src-shared/errors.ts'
import type { Ecid } from '../../src-shared/ecid.ts'
import type { Cfgutil } from './cfgutil.ts'
import type { ConfiguratorWarrant } from './configurator-warrant.ts'
import type { RedeemTyped } from './prove/bench.ts'
import { activate } from './verbs/activate.ts'
import { erase } from './verbs/erase.ts'
import { readProperties } from './verbs/get.ts'
import { installApp } from './verbs/install-app.ts'
import { pair } from './verbs/pairing.ts'
import { restart, shutDown } from './verbs/power.ts'
import { prepareAutomated, prepareManually } from './verbs/prepare.ts'
import { restore, revive } from './verbs/restore.ts'

/** What changes nothing that cannot be changed back: no consent is asked for. */
type HarmlessVerb = 'pair' | 'activate' | 'restart' | 'shutDown'

/** What a person may do to one device with cfgutil, past any run. */
export type ConfiguratorAct =
  | { readonly verb: HarmlessVerb }
  | { readonly verb: 'installApp'; readonly path: string }
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
  readonly consent: (shown: string, verb: ConsentVerb) => Promise<string | null>
  readonly signal: AbortSignal
}

/**
 * Does it, after the consent it needs.
 * @returns false when the person declined
 * @throws AppError of the verbs; as the guard when something else was typed
 */
export async function actOn(bench: ActBench, ecid: Ecid, act: ConfiguratorAct): Promise<boolean> {
  const { cfgutil, signal } = bench
  if (!needsConsent(act)) {
    await actAtOnce(bench, ecid, act)
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

type AtOnce = Extract<ConfiguratorAct, { readonly verb: HarmlessVerb | 'installApp' }>
type ConsentVerb = Exclude<ConfiguratorAct['verb'], AtOnce['verb']>

function needsConsent(act: ConfiguratorAct): act is Exclude<ConfiguratorAct, AtOnce> {
  return act.verb === 'erase' || act.verb === 'restore' || act.verb === 'revive' || act.verb === 'prepare'
}

function actAtOnce({ cfgutil, signal }: ActBench, ecid: Ecid, act: AtOnce): Promise<void> {
  switch (act.verb) {
    case 'pair':
      return pair(cfgutil, ecid, false, signal)
    case 'activate':
      return activate(cfgutil, ecid, signal)
    case 'restart':
      return restart(cfgutil, ecid, signal)
    case 'shutDown':
      return shutDown(cfgutil, ecid, signal)
    case 'installApp':
      return installApp(cfgutil, ecid, act.path, signal)
  }
}

async function askFor(
  { cfgutil, redeem, consent, signal }: ActBench,
  ecid: Ecid,
  verb: ConsentVerb,
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
