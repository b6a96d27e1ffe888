import { confirmInSettings } from './confirm-in-settings.ts'
import { deviceInstallationError } from './device-error.ts'
import { readProfile } from './profile-document.ts'
import { inBackground } from './running.ts'
import type { ProfileKeeper, Running } from './running.ts'

/**
 * InstallProfile as the cable sees it. Malformed profiles are refused at once. In Setup Assistant, and silently, the
 * profile is installed before this settles; on a device in use it waits in Settings and this settles without it.
 *
 * A Profile Service file needs the person in Settings: what devices do with one in Setup Assistant or silently is not
 * known, so both are refused and nobody can come to rely on it.
 * @throws DeviceError
 */
export async function installByCable(
  running: Running,
  profiles: ProfileKeeper,
  bytes: Uint8Array,
  how: 'cable' | 'silent',
): Promise<void> {
  const document = readProfile(bytes)
  const inUse = running.phone.storage.setupDone
  if (inUse && how === 'cable') {
    inBackground(running, 'installProfile', async () => {
      await confirmInSettings(running, profiles, { document, bytes })
    })
    return
  }
  if (document.kind === 'profileService') throw deviceInstallationError(4020, 'The profile could not be installed.')
  await profiles.install(bytes, 'cable')
}
