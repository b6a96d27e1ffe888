import { join } from 'node:path'
import { AppError } from '../../../src-shared/errors.ts'
import type { Cfgutil } from '../cfgutil.ts'
import { useConfiguratorWarrant } from '../configurator-warrant.ts'
import type { ConfiguratorWarrant } from '../configurator-warrant.ts'
import type { Ecid } from '../../../src-shared/ecid.ts'
import { withPrivateFolder, writePrivate } from '../identity-files.ts'

const limits = { timeoutMs: 180_000 }

/**
 * Gives a profile to a device. It travels through a file of this user's own: a Wi-Fi profile holds a password.
 * @param asSupervisor the device is supervised by our identity, so that nobody has to tap
 * @returns `waitsForTap` when the device asks somebody to install it: cfgutil ends with an error (625) then, although
 * the profile has arrived
 * @throws AppError as `Cfgutil.onDevice`
 */
export function installProfile(
  cfgutil: Cfgutil,
  device: { readonly ecid: Ecid; readonly asSupervisor: boolean; readonly temporary: string },
  profile: Uint8Array,
  signal: AbortSignal,
): Promise<'installed' | 'waitsForTap'> {
  const { ecid, asSupervisor, temporary } = device
  return withPrivateFolder(temporary, async (folder) => {
    const path = join(folder, 'profile.mobileconfig')
    writePrivate(path, profile)
    try {
      await cfgutil.onDevice({ verb: 'install-profile', ecid, operands: [path], limits, asSupervisor }, signal)
      return 'installed'
    } catch (error) {
      if (error instanceof AppError && error.code === 'configurator.waitsForTap') return 'waitsForTap'
      throw error
    }
  })
}

/** Takes a profile away. @throws AppError `configurator.noWarrant`; as `Cfgutil.onDevice` */
export async function removeProfile(
  cfgutil: Cfgutil,
  warrant: ConfiguratorWarrant,
  identifier: string,
  signal: AbortSignal,
): Promise<void> {
  const ecid = useConfiguratorWarrant(warrant, 'remove-profile')
  const asSupervisor = cfgutil.canSupervise
  await cfgutil.onDevice({ verb: 'remove-profile', ecid, operands: [identifier], limits, asSupervisor }, signal)
}
