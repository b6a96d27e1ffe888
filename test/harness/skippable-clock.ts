import { systemClock } from '../../electron/lib/clock.ts'
import type { Clock } from '../../electron/lib/clock.ts'

/** Runs as time does, but can be told that some of it has passed: whoever slept long enough then wakes at once. */
export type SkippableClock = Clock & {
  /** All at once, which looks as if the computer had slept. */
  readonly skip: (ms: number) => void
  /** Little by little, as for somebody who waits. */
  readonly pass: (ms: number) => Promise<void>
}

const littleMs = 4_000

export function createSkippableClock(): SkippableClock {
  let ahead = 0
  const sleepers = new Set<{ readonly until: number; readonly wake: AbortController }>()
  const now = (): number => Date.now() + ahead
  const skip = (ms: number): void => {
    ahead += ms
    for (const { until, wake } of sleepers) if (until <= now()) wake.abort()
  }
  return {
    now,
    sleep: async (ms, signal) => {
      const sleeper = { until: now() + ms, wake: new AbortController() }
      sleepers.add(sleeper)
      try {
        await systemClock.sleep(
          ms,
          signal === undefined ? sleeper.wake.signal : AbortSignal.any([signal, sleeper.wake.signal]),
        )
      } catch (error) {
        if (signal?.aborted === true || !sleeper.wake.signal.aborted) throw error
      } finally {
        sleepers.delete(sleeper)
      }
    },
    skip,
    pass: async (ms) => {
      for (let left = ms; left > 0; left -= littleMs) {
        skip(Math.min(left, littleMs))
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}
