import type { ProfileWay } from '../../src-shared/device-commands.ts'
import { AppError } from '../../src-shared/errors.ts'
import { installAttendedProfile } from '../apple/attended-profile.ts'
import { getStoredProfile, installProfileSilent, removeProfile, storeProfile } from '../apple/services/mcinstall.ts'
import { getProfileList } from '../apple/services/mcinstall-profiles.ts'
import type { ProfileSummary as DeviceProfile } from '../apple/services/mcinstall-profiles.ts'
import { readProfile } from '../profiles/read.ts'
import type { ProfileSummary } from '../profiles/read.ts'
import type { CommandContext } from './device-desk.ts'
import { onEscalated, onMcInstall } from './on-service.ts'

export function listProfiles(
  context: CommandContext,
): Promise<{ readonly profiles: DeviceProfile[]; readonly storedForLater: string | null }> {
  const { signal } = context
  return onMcInstall(context, async (service) => {
    const profiles = [...(await getProfileList(service, { signal }))]
    const stored = await getStoredProfile(service, { signal })
    return { profiles, storedForLater: stored === null ? null : titleOf(readProfile(stored)) }
  })
}

type Added = { readonly identifier: string | null; readonly outcome: 'installed' | 'already' | 'stored' }

/**
 * @param profile base64 of the file, signed or not
 * @throws AppError `profiles.unreadable` before the device is asked, `stage.installNotConfirmed`,
 *   `apple.mcinstall.certificateRejected` when a silent way is asked of a device that is not ours
 */
export async function addProfile(
  context: CommandContext,
  { profile, way }: { readonly profile: string; readonly way: ProfileWay },
): Promise<Added> {
  const bytes = Buffer.from(profile, 'base64')
  const summary = readProfile(bytes)
  const { identifier } = summary
  if (way === 'afterSetup') {
    await onMcInstall(context, (service) => storeProfile(service, bytes))
    return { identifier, outcome: 'stored' }
  }
  if (await isInstalled(context, summary)) return { identifier, outcome: 'already' }
  if (way === 'silent') await onEscalated(context, (service) => installProfileSilent(service, bytes))
  else await installByPerson(context, summary, bytes)
  return { identifier, outcome: 'installed' }
}

async function installByPerson(context: CommandContext, summary: ProfileSummary, bytes: Uint8Array): Promise<void> {
  const { tools, signal, say } = context
  let told = false
  const before = (await profilesOn(context)).length
  await installAttendedProfile({
    onService: (work) => onMcInstall(context, work),
    bytes,
    hasArrived: (now) => (summary.identifier === null ? now.length > before : now.some((one) => isSame(one, summary))),
    onWaiting: () => {
      if (!told) say('waitingForInstall')
      told = true
    },
    clock: tools.clock,
    signal,
  })
}

async function isInstalled(context: CommandContext, summary: ProfileSummary): Promise<boolean> {
  return (await profilesOn(context)).some((one) => isSame(one, summary))
}

function profilesOn(context: CommandContext): Promise<readonly DeviceProfile[]> {
  return onMcInstall(context, (service) => getProfileList(service, { signal: context.signal }))
}

/** The same identifier with another UUID is another version, which replaces it. */
function isSame(one: DeviceProfile, { identifier, uuid }: ProfileSummary): boolean {
  return one.identifier === identifier && (uuid === null || one.uuid?.toUpperCase() === uuid.toUpperCase())
}

function titleOf({ displayName, identifier, type }: ProfileSummary): string {
  return displayName ?? identifier ?? type
}

/**
 * @throws AppError `stage.removalNotConsented` before the device is asked for anything; `device.profileNotThere`: a device
 *   says nothing about an identifier it does not know
 */
export async function dropProfile(
  context: CommandContext,
  { identifier, typedSerial }: { readonly identifier: string; readonly typedSerial: string },
): Promise<Record<string, never>> {
  const { tools } = context
  const { udid } = context.device
  const warrant = tools.consentToRemoval(udid, identifier, typedSerial)
  await onMcInstall(context, async (service) => {
    const profiles = await getProfileList(service, { signal: context.signal })
    if (!profiles.some((one) => one.identifier === identifier))
      throw new AppError('device.profileNotThere', { identifier })
    await removeProfile(service, warrant, udid)
  })
  return {}
}
