import { assertNotExpired, readDirectEnrollment } from '../profiles/profile-service.ts'
import type { Step } from '../engine/ports.ts'
import { installAttended } from './install-attended.ts'
import type { StepHands } from './hands.ts'

/**
 * Setup Assistant route: the cable's work is over; somebody walks through Setup Assistant, now or days later.
 * Direct route: the signed file goes to the device unchanged, a person installs it, the device enrolls by itself.
 * Either way Intune has the last word.
 */
export function enroll(hands: StepHands): Step {
  return async (context) => {
    if (context.blueprint.route === 'setupAssistant') {
      context.awaitTap('setupAssistant')
      return { awaitEnrollment: true }
    }
    const bytes = await context.aside(() => hands.desk.mobileConfig(context.blueprint))
    const now = hands.clock.now()
    assertNotExpired(readDirectEnrollment(bytes, now), now)
    // What gets installed in the end is the profile the service answers with, whose identifier is not in the file.
    await installAttended(hands, context, bytes, (before, identifiers) => identifiers.some((one) => !before.has(one)))
    return { awaitEnrollment: true }
  }
}
