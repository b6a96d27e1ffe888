import { asDeviceError } from './device-error.ts'
import type { ProfileDocument } from './profile-document.ts'
import { enrollByProfileService } from './profile-service.ts'
import type { ProfileKeeper, Running } from './running.ts'

const confirmWithinMs = 8 * 60_000

export type Downloaded = {
  readonly document: ProfileDocument
  readonly bytes: Uint8Array
  /** Trusted besides what the device trusts anyway, for a profile whose source has a public certificate. */
  readonly roots?: readonly string[]
}

export type SettingsOutcome = 'installed' | 'refused' | 'lapsed' | 'failed'

/** "Downloaded profile": gone after 8 minutes, when the device is switched off, or when the person says no. */
export async function confirmInSettings(
  running: Running,
  profiles: ProfileKeeper,
  { document, bytes, roots = [] }: Downloaded,
): Promise<SettingsOutcome> {
  const { phone, world, power } = running
  const { identifier } = document
  phone.record('profileDownloaded', { identifier })
  const lapse = new AbortController()
  const closed = AbortSignal.any([lapse.signal, power])
  const asked = phone.prompts.ask(
    'installProfile',
    { profile: document.displayName, identifier, verified: document.signerPem !== null },
    closed,
  )
  const answered = new AbortController()
  const limit = (world.deadline ?? world.pause)(confirmWithinMs, AbortSignal.any([answered.signal, power]))
  limit.then(() => lapse.abort()).catch(() => undefined)
  const answer = await asked
  answered.abort()
  power.throwIfAborted()
  if (answer === null || answer.kind === 'refuse') {
    phone.record(answer === null ? 'profileLapsed' : 'profileRefused', { identifier })
    return answer === null ? 'lapsed' : 'refused'
  }
  try {
    if (document.kind === 'profileService') await enrollByProfileService(running, profiles, document, roots)
    else await profiles.install(bytes, 'cable')
    return 'installed'
  } catch (thrown) {
    power.throwIfAborted()
    const error = asDeviceError(thrown)
    const cause = error.cause instanceof Error ? error.cause.message : error.message
    const reason = { domain: error.domain, code: error.code, reason: error.message, details: cause }
    phone.record('profileInstallFailed', { identifier, ...reason })
    return 'failed'
  }
}
