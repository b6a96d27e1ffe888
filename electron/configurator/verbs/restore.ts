import { resolve } from 'node:path'
import type { Cfgutil } from '../cfgutil.ts'
import { useConfiguratorWarrant } from '../configurator-warrant.ts'
import type { ConfiguratorWarrant } from '../configurator-warrant.ts'

/** Several gigabytes are fetched and unpacked first. */
const limits = { timeoutMs: 2 * 60 * 60_000 }

/**
 * Erases the device and installs its system anew.
 * @param ipsw a local firmware file; null lets cfgutil fetch the newest
 * @throws AppError `configurator.noWarrant`; as `Cfgutil.onDevice`, with the same doubt as after `erase`
 */
export async function restore(
  cfgutil: Cfgutil,
  warrant: ConfiguratorWarrant,
  ipsw: string | null,
  signal: AbortSignal,
): Promise<void> {
  const ecid = useConfiguratorWarrant(warrant, 'restore')
  const flags = ipsw === null ? [] : ([['--ipsw', resolve(ipsw)]] as const)
  await cfgutil.onDevice({ verb: 'restore', ecid, limits, flags, asSupervisor: cfgutil.canSupervise }, signal)
}

/** Reloads the firmware of a device in DFU or recovery, without erasing it. @throws AppError as `restore` */
export async function revive(cfgutil: Cfgutil, warrant: ConfiguratorWarrant, signal: AbortSignal): Promise<void> {
  const ecid = useConfiguratorWarrant(warrant, 'revive')
  await cfgutil.onDevice({ verb: 'revive', ecid, limits }, signal)
}
