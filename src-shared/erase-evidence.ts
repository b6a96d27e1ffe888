import type { DeviceFacts } from './device.ts'

/** What of a device an erase changes. */
export type EraseTrace = Pick<DeviceFacts, 'cloudConfigured' | 'setupDone' | 'activationState'>

/** What only an erase leaves behind: nothing stored, not activated, nobody past Setup Assistant. */
export function isErased(facts: EraseTrace): boolean {
  return isEmpty(facts) && facts.activationState === 'Unactivated'
}

/**
 * Whether a device shows that it was erased after it was read before. A person may have been quicker than the cable, and
 * have activated it over its own network: then it shows in what was there and is gone, which nothing else takes away.
 * @param before null: nothing is known of it
 */
export function showsErase(facts: EraseTrace, before: EraseTrace | null): boolean {
  const wasInUse = before !== null && (before.cloudConfigured === true || before.setupDone === true)
  return isErased(facts) || (wasInUse && isEmpty(facts))
}

function isEmpty({ cloudConfigured, setupDone }: EraseTrace): boolean {
  return cloudConfigured === false && setupDone !== true
}
