import { AppError } from '../../src-shared/errors.ts'
import { installProfile } from '../apple/services/mcinstall.ts'
import { getProfileList } from '../apple/services/mcinstall-profiles.ts'
import type { StepContext } from '../engine/ports.ts'
import { withMcInstall } from './hands.ts'
import type { StepHands } from './hands.ts'

/** Apple: a downloaded profile that nobody installs within 8 minutes is dropped by the device. */
const lapseMs = 8 * 60_000
const pollMs = 1_000

/**
 * Installs a profile by cable. In Setup Assistant that is all; on a device past it the profile waits in Settings, and
 * sent is not installed: a person confirms, and the device's own list says when.
 * @param isThere tells from the identifiers on the device, before and now, whether the profile has arrived
 * @throws AppError `stage.installNotConfirmed`
 */
export async function installAttended(
  hands: StepHands,
  context: StepContext,
  bytes: Uint8Array,
  isThere: (before: ReadonlySet<string>, now: readonly string[]) => boolean,
): Promise<void> {
  const before = new Set(await listIdentifiers(hands, context))
  await withMcInstall(hands, context, (service) => installProfile(service, bytes, { signal: context.signal }))
  const deadline = hands.clock.now() + lapseMs
  while (!isThere(before, await listIdentifiers(hands, context))) {
    if (hands.clock.now() > deadline) throw new AppError('stage.installNotConfirmed')
    context.awaitTap('installProfile')
    await hands.clock.sleep(pollMs, context.signal)
  }
  context.awaitTap(null)
}

export function listIdentifiers(hands: StepHands, context: StepContext): Promise<readonly string[]> {
  return withMcInstall(hands, context, async (service) => {
    const profiles = await getProfileList(service, { signal: context.signal })
    return profiles.map((profile) => profile.identifier)
  })
}
