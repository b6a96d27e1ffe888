import { AppError } from '../../src-shared/errors.ts'

/** Time as a port, so that tests can be exact. `now` is milliseconds since 1970. */
export type Clock = {
  readonly now: () => number
  /** @throws AppError `app.cancelled` when the signal fires first */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

/** What a clock may be corrected by, and what the clocks of two computers may differ by, in milliseconds. */
export const clockSlackMs = 5 * 60_000

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(new AppError('app.cancelled'))
      const onAbort = (): void => {
        clearTimeout(timer)
        reject(new AppError('app.cancelled'))
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort)
        resolve()
      }, ms)
      signal?.addEventListener('abort', onAbort, { once: true })
    }),
}
