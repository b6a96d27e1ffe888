import { usCharacter } from './us-keyboard.ts'

/** One key of the keyboard, as the browser tells it; `at` in milliseconds. */
export type Key = {
  readonly key: string
  /** The place on the keyboard, whatever is printed on it. */
  readonly code: string
  readonly shift: boolean
  readonly at: number
}

/** What was typed without a break. */
export type Burst = {
  readonly text: string
  /** The same as an American keyboard would have written it: scanners believe to be one. */
  readonly usText: string
  readonly startedAt: number
  readonly lastAt: number
}

export type WedgeLimits = {
  /** Mean gap between the keys of a scan, at most. Scanners send every 1 to 30 ms; quick typists need 60 and more. */
  readonly meanGapMs: number
  /** A single gap, at most: a busy computer hands keys over late, but together. */
  readonly longestGapMs: number
  readonly leastLength: number
}

export const usualLimits: WedgeLimits = { meanGapMs: 40, longestGapMs: 120, leastLength: 4 }

/** The burst after one more character; a pause begins another one. */
export function addKey(burst: Burst | null, key: Key, limits: WedgeLimits): Burst {
  const us = usCharacter(key.code, key.shift) ?? key.key
  if (burst === null || key.at - burst.lastAt > limits.longestGapMs)
    return { text: key.key, usText: us, startedAt: key.at, lastAt: key.at }
  return { ...burst, text: burst.text + key.key, usText: burst.usText + us, lastAt: key.at }
}

/** Whether what is there so far comes faster than people type. Of the first two characters nobody can say. */
export function isFast(burst: Burst, limits: WedgeLimits): boolean {
  const { length } = burst.text
  return length >= 3 && (burst.lastAt - burst.startedAt) / (length - 1) <= limits.meanGapMs
}

/** Whether an Enter or Tab at this moment ends a scan. */
export function isScan(burst: Burst | null, at: number, limits: WedgeLimits): burst is Burst {
  if (burst === null || burst.text.length < limits.leastLength) return false
  if (at - burst.lastAt > limits.longestGapMs) return false
  return (at - burst.startedAt) / burst.text.length <= limits.meanGapMs
}
