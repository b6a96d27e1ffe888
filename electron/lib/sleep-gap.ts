import type { Clock } from './clock.ts'

export type SleepWatch = {
  readonly clock: Clock
  /** Milliseconds that stand still while the computer sleeps. */
  readonly monotonic: () => number
  /** Called after time was missed: the computer slept, the process was stopped, or the clock was set. */
  readonly onGap: (missedMs: number) => void
  readonly signal: AbortSignal
}

const lookEveryMs = 5_000
/** A busy computer is late by less. */
const toleranceMs = 10_000

/** Looks at both clocks now and then, until the signal fires. */
export async function watchForSleep({ clock, monotonic, onGap, signal }: SleepWatch): Promise<void> {
  while (!signal.aborted) {
    const before = { wall: clock.now(), steady: monotonic() }
    try {
      await clock.sleep(lookEveryMs, signal)
    } catch {
      return
    }
    const wall = clock.now() - before.wall
    const missed = Math.max(Math.abs(wall - (monotonic() - before.steady)), wall - lookEveryMs)
    if (missed > toleranceMs) onGap(missed)
  }
}
