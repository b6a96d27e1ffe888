import { AppError } from '../../src-shared/errors.ts'
import type { Clock } from '../lib/clock.ts'
import { installProfile } from './services/mcinstall.ts'
import { getProfileList } from './services/mcinstall-profiles.ts'
import type { ProfileSummary } from './services/mcinstall-profiles.ts'
import type { PlistService } from './plist-service.ts'

/** Apple: a downloaded profile that nobody installs within 8 minutes is dropped by the device. */
const lapseMs = 8 * 60_000
const pollMs = 1_000

export type AttendedOptions = {
  /** Work on a MCInstall connection of its own: none stays open for the minutes a person may take. */
  readonly onService: <T>(work: (service: PlistService) => Promise<T>) => Promise<T>
  readonly bytes: Uint8Array
  /** Milliseconds since 1970; from then on it is too old to be handed over. Absent: never. */
  readonly sendUntil?: number
  /** Tells from the profiles on the device whether this one has arrived. */
  readonly hasArrived: (now: readonly ProfileSummary[]) => boolean
  /** Called whenever the device was looked at and still waits for a person. */
  readonly onWaiting: () => void
  readonly clock: Clock
  readonly signal: AbortSignal
}

/**
 * Installs a profile by cable. In Setup Assistant that is all; on a device past it the profile waits in Settings, and
 * sent is not installed: a person confirms, and the device's own list says when.
 * @throws AppError `stage.installNotConfirmed`, `stage.profileTooOld`
 */
export async function installAttendedProfile(options: AttendedOptions): Promise<void> {
  const { onService, bytes, sendUntil = Infinity, hasArrived, onWaiting, clock, signal } = options
  const list = () => onService((service) => getProfileList(service, { signal }))
  await onService((service) => {
    // Somebody may have taken long to unlock the device.
    if (clock.now() >= sendUntil) throw new AppError('stage.profileTooOld')
    return installProfile(service, bytes, { signal })
  })
  const deadline = clock.now() + lapseMs
  while (!hasArrived(await list())) {
    if (clock.now() > deadline) throw new AppError('stage.installNotConfirmed')
    onWaiting()
    await clock.sleep(pollMs, signal)
  }
}
