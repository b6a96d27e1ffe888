import type { Clock } from '../lib/clock.ts'

export type Throttle = {
  /** Runs a task when there is room. @throws what the task throws; AppError 'app.cancelled' while it waits */
  readonly run: <T>(kind: 'read' | 'write', task: () => Promise<T>, signal?: AbortSignal) => Promise<T>
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
  let writes: readonly number[] = []

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
  const waitFor = (kind: 'read' | 'write'): number => {
    const now = clock.now()
    writes = writes.filter((at) => at > now - limits.windowMs)
    const oldest = writes.length >= limits.writesPerWindow ? writes[0] : undefined
    const room = kind === 'write' && oldest !== undefined ? oldest + limits.windowMs : now
    return Math.max(pausedUntil, room) - now
  }

  return {
    run: async (kind, task, signal) => {
      await enter()
      try {
        for (let ms = waitFor(kind); ms > 0; ms = waitFor(kind)) await clock.sleep(ms, signal)
        if (kind === 'write') writes = [...writes, clock.now()]
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
