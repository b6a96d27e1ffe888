import { readProfile } from '../profiles/read.ts'
import type { Step, StepContext } from '../engine/ports.ts'
import { installAttended, listIdentifiers } from './install-attended.ts'
import type { StepHands } from './hands.ts'

/** The profile the enrollment service wants to be trusted by first (`trust_profile_url`). */
export function trust(hands: StepHands): Step {
  return async (context) => {
    const service = await context.aside(() => hands.desk.service(context.blueprint))
    if (service.trustProfile === null) return { reason: 'trust.notNamed' }
    const installed = await installKnown(hands, context, service.trustProfile)
    return installed ? {} : { reason: 'trust.already' }
  }
}

/** Extra profiles of the blueprint, in its order, as the files they are. */
export function extraProfiles(hands: StepHands): Step {
  return async (context) => {
    for (const name of context.blueprint.profiles) await installKnown(hands, context, await hands.profile(name))
    return {}
  }
}

/**
 * Installs a profile whose identifier we can read. After an interruption one that is there already is not sent again.
 * @returns false when it was already there
 */
export async function installKnown(hands: StepHands, context: StepContext, bytes: Uint8Array): Promise<boolean> {
  const { identifier } = readProfile(bytes)
  if (identifier === null) {
    const before = new Set(await listIdentifiers(hands, context))
    await installAttended(hands, context, bytes, (now) => now.some((one) => !before.has(one)))
    return true
  }
  if (context.resumed && (await listIdentifiers(hands, context)).includes(identifier)) return false
  await installAttended(hands, context, bytes, (now) => now.includes(identifier))
  return true
}
