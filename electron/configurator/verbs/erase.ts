import type { Cfgutil } from '../cfgutil.ts'
import { useConfiguratorWarrant } from '../configurator-warrant.ts'
import type { ConfiguratorWarrant } from '../configurator-warrant.ts'

const limits = { timeoutMs: 10 * 60_000 }

/**
 * Erases; returns when cfgutil says so, while the device restarts.
 * @param options.eraseEsim also takes the data plan away, which stays otherwise
 * @throws AppError `configurator.noWarrant`; as `Cfgutil.onDevice`. After `configurator.stopped`, `noAnswer`, `garbled`
 * and `deviceLeft` nobody knows whether it happened
 */
export async function erase(
  cfgutil: Cfgutil,
  warrant: ConfiguratorWarrant,
  { eraseEsim }: { readonly eraseEsim: boolean },
  signal: AbortSignal,
): Promise<void> {
  const ecid = useConfiguratorWarrant(warrant, 'erase')
  await cfgutil.onDevice({ verb: 'erase', ecid, limits, flags: eraseEsim ? [['--esim']] : [] }, signal)
}
