import { deadlineLength } from '../../src-shared/deadlines.ts'
import { assertNotExpired, readDirectEnrollment } from '../profiles/profile-service.ts'
import type { Step, StepContext } from '../engine/ports.ts'
import { installAttended, listIdentifiers } from './install-attended.ts'
import type { StepHands } from './hands.ts'

/**
 * Setup Assistant and automated routes: the cable's work is over; somebody walks through Setup Assistant, now or days later.
 * Direct route: the signed file goes to the device unchanged, a person installs it, the device enrolls by itself.
 * Either way Intune has the last word.
 */
export function enroll(hands: StepHands): Step {
  return async (context) => {
    if (context.blueprint.route !== 'direct') {
      context.awaitTap('setupAssistant')
      return { awaitEnrollment: true }
    }
    const before = new Set(await profilesBefore(hands, context))
    // What gets installed in the end is the profile the service answers with, whose identifier is not in the file.
    const isThere = (present: readonly string[]): boolean => present.some((one) => !before.has(one))
    // Sent by a process that ended while a person was asked to install it: it may be there, and is not sent twice.
    if (context.profilesBefore !== null && isThere(await listIdentifiers(hands, context)))
      return { awaitEnrollment: true }
    // Fetched when the device is ready to take it, each time anew: none is handed over that lay about.
    const bytes = await context.aside(() => hands.desk.mobileConfig(context.blueprint))
    const now = hands.clock.now()
    assertNotExpired(readDirectEnrollment(bytes, now), now)
    await installAttended(hands, context, bytes, isThere, now + deadlineLength('scepChallenge').lasts)
    return { awaitEnrollment: true }
  }
}

/** What was installed before this step began, also when that was in an earlier process. */
async function profilesBefore(hands: StepHands, context: StepContext): Promise<readonly string[]> {
  if (context.profilesBefore !== null) return context.profilesBefore
  const present = await listIdentifiers(hands, context)
  context.noteProfiles(present)
  return present
}
