import { AppError } from '../../src-shared/errors.ts'
import type { StepName } from '../../src-shared/step.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'

export type StationLimits = {
  /** How many devices work at once; Infinity for all of them. */
  readonly limit: number
  /** How many at once behind one USB controller. */
  readonly perController: number
  /**
   * Between two starts of the same kind behind one controller, in milliseconds: devices that are paired, or restart, all
   * in the same instant draw their current and enumerate together, and hubs drop some of them.
   */
  readonly gapMs: number
}

/** Sixteen is what the common sync-and-charge hubs hold; a second controller works beside the first. */
export const usualLimits: StationLimits = { limit: 32, perController: 16, gapMs: 100 }

export type SchedulerOptions = StationLimits & {
  /** The USB controller a device hangs on; null when nobody knows, which then limits nothing. */
  readonly controllerOf: (udid: string) => string | null
  readonly clock: Clock
  readonly logger: Logger
}

/** `read` is the first look at a device that was plugged in, outside a run. */
export type TurnKind = StepName | 'read'

export type TurnRequest = {
  readonly udid: string
  readonly kind: TurnKind
  /** Higher goes first; equal ones in the order they came. */
  readonly rank: number
}

/** The right to work on one device. Given back once; what is given back again stays given back. */
export type Turn = {
  readonly giveBack: () => void
  /**
   * Does something that keeps the device waiting without working on it, such as a question to the tenant: others may
   * work meanwhile. Without a turn of its own (given back for a finger) it is simply done.
   * @throws what `work` throws; AppError `app.cancelled` when the signal fires while waiting for the turn again
   */
  readonly aside: <T>(work: () => Promise<T>) => Promise<T>
}

type Waiting = TurnRequest & {
  readonly controller: string | null
  /** The first of its kind for the device, to be kept apart from others; not a turn taken up again. */
  readonly isStart: boolean
  readonly order: number
  readonly grant: () => void
}

/** First contact, and what makes the device restart: many in one instant are what power supplies and hubs suffer from. */
const spaced: ReadonlySet<TurnKind> = new Set(['identify', 'erase'])

/** Says whose turn it is: so many devices at once in all and behind each USB controller, starts a little apart. */
export class Scheduler {
  readonly #options: SchedulerOptions
  readonly #queue: Waiting[] = []
  readonly #held = new Map<string | null, number>()
  readonly #lastStart = new Map<string, number>()
  #taken = 0
  #count = 0
  #alarm: AbortController | null = null

  constructor(options: SchedulerOptions) {
    this.#options = options
  }

  /** @throws AppError `app.cancelled` as soon as the signal fires; the request then no longer waits */
  async take(request: TurnRequest, signal: AbortSignal): Promise<Turn> {
    const { clock, logger } = this.#options
    const asked = clock.now()
    let giveBack = await this.#wait(request, signal, spaced.has(request.kind))
    let since = clock.now()
    let waitedMs = since - asked
    let heldMs = 0
    let held = true
    const release = (): void => {
      if (!held) return
      held = false
      heldMs += clock.now() - since
      giveBack()
    }
    return {
      giveBack: () => {
        if (held)
          logger.debug(
            { udid: request.udid, kind: request.kind, waitedMs, heldMs: heldMs + clock.now() - since },
            'turn given back',
          )
        release()
      },
      aside: async (work) => {
        if (!held) return work()
        release()
        try {
          return await work()
        } finally {
          const again = clock.now()
          giveBack = await this.#wait(request, signal, false)
          since = clock.now()
          waitedMs += since - again
          held = true
        }
      },
    }
  }

  #wait(request: TurnRequest, signal: AbortSignal, isStart: boolean): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(new AppError('app.cancelled'))
      const leave = (): void => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1)
        reject(new AppError('app.cancelled'))
      }
      const controller = this.#options.controllerOf(request.udid)
      const waiting: Waiting = {
        ...request,
        controller,
        isStart,
        order: this.#count++,
        grant: () => {
          signal.removeEventListener('abort', leave)
          resolve(this.#hold(controller))
        },
      }
      signal.addEventListener('abort', leave, { once: true })
      this.#queue.push(waiting)
      this.#serve()
    })
  }

  #hold(controller: string | null): () => void {
    this.#taken++
    this.#held.set(controller, (this.#held.get(controller) ?? 0) + 1)
    let open = true
    return () => {
      if (!open) return
      open = false
      this.#taken--
      this.#held.set(controller, (this.#held.get(controller) ?? 1) - 1)
      this.#serve()
    }
  }

  /** Gives out what can be given out now; when only a gap is in the way, comes back when it is over. */
  #serve(): void {
    this.#alarm?.abort()
    this.#alarm = null
    const { clock, limit } = this.#options
    while (this.#taken < limit) {
      const now = clock.now()
      const free = this.#queue.filter((waiting) => this.#hasRoom(waiting))
      const next = free.filter((waiting) => this.#gapLeft(waiting, now) <= 0).reduce(firstOf, null)
      if (next === null) return this.#serveLater(Math.min(...free.map((waiting) => this.#gapLeft(waiting, now))))
      this.#queue.splice(this.#queue.indexOf(next), 1)
      if (next.isStart && next.controller !== null) this.#lastStart.set(laneOf(next), now)
      next.grant()
    }
  }

  #serveLater(ms: number): void {
    if (!Number.isFinite(ms)) return
    const alarm = new AbortController()
    this.#alarm = alarm
    this.#options.clock.sleep(ms, alarm.signal).then(
      () => this.#serve(),
      () => {},
    )
  }

  #hasRoom({ controller }: Waiting): boolean {
    return controller === null || (this.#held.get(controller) ?? 0) < this.#options.perController
  }

  #gapLeft(waiting: Waiting, now: number): number {
    if (!waiting.isStart || waiting.controller === null) return 0
    const last = this.#lastStart.get(laneOf(waiting))
    // A clock that was set back must not make anybody wait for it to catch up.
    return last === undefined || last > now ? 0 : last + this.#options.gapMs - now
  }
}

function laneOf({ controller, kind }: Waiting): string {
  return `${controller} ${kind}`
}

function firstOf(best: Waiting | null, one: Waiting): Waiting {
  if (best === null || one.rank > best.rank) return one
  return one.rank === best.rank && one.order < best.order ? one : best
}
