import type { Clock } from '../lib/clock.ts'

export type Throttle = {
  /**
   * Runs a task when there is room.
   * @param writes how many requests of it change something; 0 for what only reads
   * @throws what the task throws; AppError 'app.cancelled' while it waits
   */
  readonly run: <T>(writes: number, task: () => Promise<T>, signal?: AbortSignal) => Promise<T>
  /** Nobody starts for so long: one caller was throttled, and the others would be too. */
  readonly pause: (ms: number) => void
}

export type ThrottleLimits = {
  /** Requests in flight at once. */
  readonly concurrent: number
  /** Writes started within `windowMs`. Microsoft: 100 per 20 s for one app at the Intune enrollment service. */
  readonly writesPerWindow: number
  readonly windowMs: number
}

export const intuneLimits: ThrottleLimits = { concurrent: 4, writesPerWindow: 90, windowMs: 20_000 }

/** Keeps one client below the service's limits, in order of arrival. */
export function createThrottle(clock: Clock, limits: ThrottleLimits = intuneLimits): Throttle {
  const waiting: (() => void)[] = []
  let inFlight = 0
  let pausedUntil = 0
  let written: readonly number[] = []

  const enter = async (): Promise<void> => {
    if (inFlight < limits.concurrent) {
      inFlight++
      return
    }
    // Whoever leaves hands its place on, so that nobody slips in between.
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  const leave = (): void => {
    const next = waiting.shift()
    if (next) next()
    else inFlight--
  }
  const waitFor = (more: number): number => {
    const now = clock.now()
    written = written.filter((at) => at > now - limits.windowMs)
    // As many of the oldest must lapse as would be too many.
    const last = more === 0 ? undefined : written[written.length + more - limits.writesPerWindow - 1]
    return Math.max(pausedUntil, last === undefined ? now : last + limits.windowMs) - now
  }

  return {
    run: async (writes, task, signal) => {
      const counted = Math.min(writes, limits.writesPerWindow)
      await enter()
      try {
        for (let ms = waitFor(counted); ms > 0; ms = waitFor(counted)) await clock.sleep(ms, signal)
        written = [...written, ...Array.from({ length: counted }, () => clock.now())]
        return await task()
      } finally {
        leave()
      }
    },
    pause: (ms) => {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms)
    },
  }
}
