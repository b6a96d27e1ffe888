import { asAppError } from '../../src-shared/errors.ts'
import type { AppError } from '../../src-shared/errors.ts'
import { clockSlackMs } from '../lib/clock.ts'
import type { Clock } from '../lib/clock.ts'
import type { GraphClient } from './call.ts'
import { watchEnrollment } from './enrollment-watch.ts'
import type { EnrollmentStatus } from './enrollment-watch.ts'

export type FollowerOptions = {
  readonly graph: GraphClient
  readonly accountId: () => Promise<string>
  /** When each serial was enrolled before; live, may gain entries while the follower runs. */
  readonly baseline: Map<string, number | null>
  readonly clock: Clock
  readonly onState: (udid: string, state: string, fresh: boolean) => void
  /** Intune did not answer, and why; null whenever it did. */
  readonly onOutage: (error: AppError | null) => void
}

const retryMs = 5_000

/** Follows prepared devices by serial, unplugged or not, as long as it takes. One loop for all of them. */
export class EnrollmentFollower {
  readonly #options: FollowerOptions
  readonly #followed = new Map<string, { readonly udid: string; readonly since: number }>()
  #loop: AbortController | null = null

  constructor(options: FollowerOptions) {
    this.#options = options
  }

  follow(udid: string, serial: string, since: number): void {
    const key = serial.toUpperCase()
    // A station that started anew no longer knows the former enrollment.
    if (!this.#options.baseline.has(key)) this.#options.baseline.set(key, since - clockSlackMs)
    this.#followed.set(key, { udid, since })
    this.#restart()
  }

  unfollow(udid: string): void {
    for (const [serial, followed] of this.#followed) if (followed.udid === udid) this.#followed.delete(serial)
    if (this.#followed.size === 0) this.stop()
  }

  stop(): void {
    this.#loop?.abort()
    this.#loop = null
  }

  /** A newly followed device must not wait for the end of a long pause. */
  #restart(): void {
    this.stop()
    const loop = new AbortController()
    this.#loop = loop
    void this.#run(loop.signal)
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { graph, clock, baseline, onOutage } = this.#options
    while (!signal.aborted) {
      try {
        const accountId = await this.#options.accountId()
        await watchEnrollment({
          graph,
          accountId,
          clock,
          signal,
          baseline,
          serials: () => [...this.#followed.keys()],
          onState: (status) => this.#report(status),
          onOutage,
          onAnswer: () => onOutage(null),
          fastestMs: 1_000,
        })
      } catch (error) {
        onOutage(asAppError(error))
        await clock.sleep(retryMs, signal).catch(() => {})
      }
    }
  }

  #report(status: EnrollmentStatus): void {
    const followed = this.#followed.get(status.serial)
    if (followed === undefined) return
    const contacted = status.lastContactedAt !== null && status.lastContactedAt > followed.since
    const fresh = status.enrollmentState === 'enrolled' ? status.enrolledNow : contacted
    this.#options.onState(followed.udid, status.enrollmentState, fresh)
  }
}
