import type { StepName } from './step.ts'

/**
 * How long a step usually takes, in milliseconds, and where the number comes from. `published` and `logged` are other
 * people's measurements on devices; `estimated` is ours until runs have taught better.
 */
export type StepDuration = { readonly ms: number; readonly source: 'published' | 'logged' | 'estimated' }

const second = 1_000
const minute = 60 * second

const estimated = (ms: number): StepDuration => ({ ms, source: 'estimated' })

export const stepDurations: Readonly<Record<StepName, StepDuration>> = {
  identify: estimated(2 * second),
  power: estimated(0),
  register: estimated(3 * second),
  bypassCode: estimated(2 * second),
  // Intune has to reach the device.
  retire: estimated(20 * second),
  // An erase command to the device's return: 54 and 63 s in a published log of two iPads.
  erase: { ms: 60 * second, source: 'logged' },
  // The same log needed 70 s more until the device could be worked with.
  pair: { ms: 70 * second, source: 'logged' },
  activate: estimated(10 * second),
  trust: estimated(3 * second),
  wifi: estimated(5 * second),
  name: estimated(1 * second),
  // The user interface starts again.
  language: estimated(20 * second),
  timeZone: estimated(1 * second),
  profiles: estimated(3 * second),
  apps: estimated(30 * second),
  supervise: estimated(10 * second),
  verify: estimated(3 * second),
  wallpaper: estimated(10 * second),
  record: estimated(3 * second),
  certificate: estimated(0),
  label: estimated(0),
  shutDown: estimated(10 * second),
  // A person at the screen; administrators count 10 to 15 minutes for a whole set-up by hand.
  enroll: { ms: 10 * minute, source: 'published' },
}

/** An erase by restore: the newest system fetched and installed. */
export const restoreDuration: StepDuration = estimated(15 * minute)
