import { deadlineFrom } from './deadlines.ts'
import type { Deadline } from './deadlines.ts'
import type { DeviceTap } from './device.ts'
import type { StepName } from './step.ts'

/**
 * How long a profile that was handed over by cable is good for. `certificate` is there only for the profile that enrolls:
 * Intune gives an enrollment fifteen minutes to get its certificate. Nobody but the device knows when they begin, which is
 * after the tap; they are counted from the handing over, so that what is in time here is in time there.
 */
export type HandedProfile = { readonly install: Deadline; readonly certificate: Deadline | null }

/** @param now milliseconds since 1970 @returns null while no profile waits on the device for a tap */
export function handedProfile(
  tap: DeviceTap | null,
  { tapSince, step }: { readonly tapSince: number | null; readonly step: StepName | null },
  now: number,
): HandedProfile | null {
  if (tap !== 'installProfile' || tapSince === null) return null
  const certificate = step === 'enroll' ? deadlineFrom('scepChallenge', tapSince, now) : null
  return { install: deadlineFrom('downloadedProfile', tapSince, now), certificate }
}
