import { installAttendedProfile } from '../apple/attended-profile.ts'
import { getProfileList } from '../apple/services/mcinstall-profiles.ts'
import type { StepContext } from '../engine/ports.ts'
import { withMcInstall } from './hands.ts'
import type { StepHands } from './hands.ts'

/**
 * Installs a profile by cable and, where the device wants a person to confirm it, waits as *waiting for a tap*.
 * @param isThere tells from the identifiers on the device whether the profile has arrived
 * @param sendUntil when it is too old to be handed over, milliseconds since 1970; never by default
 * @throws AppError `stage.installNotConfirmed`, `stage.profileTooOld`
 */
export async function installAttended(
  hands: StepHands,
  context: StepContext,
  bytes: Uint8Array,
  isThere: (identifiers: readonly string[]) => boolean,
  sendUntil?: number,
): Promise<void> {
  await installAttendedProfile({
    onService: (work) => withMcInstall(hands, context, work),
    bytes,
    ...(sendUntil !== undefined && { sendUntil }),
    hasArrived: (now) => isThere(now.map(identifierOf)),
    onWaiting: () => context.awaitTap('installProfile'),
    clock: hands.clock,
    signal: context.signal,
  })
  context.awaitTap(null)
}

export function listIdentifiers(hands: StepHands, context: StepContext): Promise<readonly string[]> {
  return withMcInstall(hands, context, async (service) =>
    (await getProfileList(service, { signal: context.signal })).map(identifierOf),
  )
}

function identifierOf({ identifier }: { readonly identifier: string }): string {
  return identifier
}
