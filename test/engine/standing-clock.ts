import type { Clock } from '../../electron/lib/clock.ts'

export type StandingClock = Clock & { readonly pass: (ms: number) => Promise<void> }

/** Time that only passes when it is told to; whoever slept long enough then wakes. */
export function standingClock(): StandingClock {
  let now = 1_000_000
  const sleepers = new Set<{ readonly until: number; readonly wake: () => void }>()
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { until: now + ms, wake: resolve }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper)
          reject(new Error('stopped'))
        })
      }),
    pass: async (ms) => {
      now += ms
      for (const sleeper of sleepers) {
        if (sleeper.until > now) continue
        sleepers.delete(sleeper)
        sleeper.wake()
      }
      for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
