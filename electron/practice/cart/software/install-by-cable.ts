import { asDeviceError, deviceInstallationError } from './device-error.ts'
import { readProfile } from './profile-document.ts'
import type { ProfileDocument } from './profile-document.ts'
import { enrollByProfileService } from './profile-service.ts'
import { inBackground } from './running.ts'
import type { ProfileKeeper, Running } from './running.ts'

const confirmWithinMs = 8 * 60_000

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
    inBackground(running, 'installProfile', () => waitInSettings(running, profiles, document, bytes))
    return
  }
  if (document.kind === 'profileService') throw deviceInstallationError(4020, 'The profile could not be installed.')
  await profiles.install(bytes, 'cable')
}

/** "Downloaded profile": gone after 8 minutes, when the device is switched off, or when the person says no. */
async function waitInSettings(
  running: Running,
  profiles: ProfileKeeper,
  document: ProfileDocument,
  bytes: Uint8Array,
): Promise<void> {
  const { phone, world, power } = running
  phone.record('profileDownloaded', { identifier: document.identifier })
  const lapse = new AbortController()
  const closed = AbortSignal.any([lapse.signal, power])
  const asked = phone.prompts.ask(
    'installProfile',
    { profile: document.displayName, identifier: document.identifier, verified: document.signerPem !== null },
    closed,
  )
  const answered = new AbortController()
  const limit = (world.deadline ?? world.pause)(confirmWithinMs, AbortSignal.any([answered.signal, power]))
  limit.then(() => lapse.abort()).catch(() => undefined)
  const answer = await asked
  answered.abort()
  power.throwIfAborted()
  if (answer === null) return phone.record('profileLapsed', { identifier: document.identifier })
  if (answer.kind === 'refuse') return phone.record('profileRefused', { identifier: document.identifier })
  try {
    if (document.kind === 'profileService') await enrollByProfileService(running, profiles, document)
    else await profiles.install(bytes, 'cable')
  } catch (thrown) {
    power.throwIfAborted()
    const error = asDeviceError(thrown)
    const cause = error.cause instanceof Error ? error.cause.message : error.message
    phone.record('profileInstallFailed', {
      identifier: document.identifier,
      domain: error.domain,
      code: error.code,
      reason: error.message,
      details: cause,
    })
  }
}
