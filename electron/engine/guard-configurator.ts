import { useEraseWarrant } from '../apple/services/erase-warrant.ts'
import { createConfiguratorWarrant } from '../configurator/configurator-warrant.ts'
import type { ConfiguratorWarrant, ConsentVerb } from '../configurator/configurator-warrant.ts'
import { ecidOfDecimal } from '../../src-shared/ecid.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import type { Guard } from './guard.ts'
import type { DeviceState } from './state.ts'

/**
 * One warrant for one erase or restore by Apple's cfgutil in a run: the same consent as for an erase by cable, and used
 * up and ordered in the journal as that is. It is for the device whose ECID the run's own facts tell.
 * @throws AppError as `Guard.redeem`; `configurator.ecidUnknown`
 */
export function redeemConfigurator(
  guard: Guard,
  state: DeviceState,
  verb: 'erase' | 'restore',
  now: number,
  order: (runId: string) => void,
): ConfiguratorWarrant {
  const ecid = ecidOfDecimal(state.facts?.ecid ?? null)
  const consent = guard.redeem(state, now, order)
  useEraseWarrant(consent, state.udid)
  return createConfiguratorWarrant(state.udid, ecid, verb)
}

/**
 * One warrant to prepare a device in a run that had the consent to erase it, once the plan's erase is over or was not
 * needed: a prepared device takes other settings only after an erase.
 * @throws AppError `stage.eraseNotConsented`, `configurator.ecidUnknown`
 */
export function redeemConfiguratorPrepare(state: DeviceState): ConfiguratorWarrant {
  const { run } = state
  const eraseIsOver = run?.steps.every(
    ({ name, outcome }) => name !== 'erase' || outcome === 'done' || outcome === 'skipped',
  )
  if (run?.status !== 'active' || !run.eraseConsent || eraseIsOver !== true || state.facts?.udid !== state.udid) {
    throw new AppError('stage.eraseNotConsented')
  }
  return createConfiguratorWarrant(state.udid, ecidOfDecimal(state.facts.ecid), 'prepare')
}

/**
 * One warrant where no run is: a person saw the serial number and typed how it ends. Each act asks again.
 * @throws AppError as `Guard.redeemTyped`; `configurator.ecidUnknown`
 */
export function redeemConfiguratorTyped(
  guard: Guard,
  facts: Pick<DeviceFacts, 'udid' | 'serial' | 'findMy' | 'ecid'>,
  verb: ConsentVerb,
  typed: string,
): ConfiguratorWarrant {
  const ecid = ecidOfDecimal(facts.ecid)
  const consent = guard.redeemTyped(facts, typed)
  useEraseWarrant(consent, facts.udid)
  return createConfiguratorWarrant(facts.udid, ecid, verb)
}
