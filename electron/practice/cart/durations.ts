import type { SeededRandom } from './seeded-random.ts'

/** Shortest and longest, in ms. */
export type Duration = readonly [number, number]

/**
 * What takes long in reality. "Logged" is from public logs of Apple's own command line tool on two iPads (2022): a weak
 * sample, but measured. "Assumed" nobody has published.
 */
export const durations = {
  /** Logged: the erase command to the detach, 16 to 24 s. */
  eraseToDetach: [16_000, 24_000],
  /** Logged: the erase command to the re-attach, 54 to 63 s. */
  eraseToAttach: [54_000, 63_000],
  /** Assumed: no wipe, no first start; about half of an erase. */
  restartToDetach: [3_000, 6_000],
  restartToAttach: [26_000, 34_000],
  /** Assumed: as long as a restart takes to come up. */
  boot: [22_000, 30_000],
  /** Logged: Apple's tool fails after 40 s where a device must ask Apple first. */
  askApple: [40_000, 40_000],
  /** Logged: Automated Device Enrollment by cable succeeds after 55 to 85 s. */
  automatedEnrollment: [55_000, 85_000],
  /** Assumed. */
  storeConfiguration: [1_000, 2_000],
} as const satisfies Readonly<Record<string, Duration>>

/** One duration out of the range, whole milliseconds. */
export function drawn(random: SeededRandom, [shortest, longest]: Duration): number {
  return shortest + random.below(longest - shortest + 1)
}
