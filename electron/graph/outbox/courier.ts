import { AppError, asAppError, isErrorCode } from '../../../src-shared/errors.ts'
import { isOpen, needsDecision } from '../../../src-shared/outbox.ts'
import type { Intent } from '../../../src-shared/outbox.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Logger } from '../../lib/logger.ts'
import type { Outage } from '../outage.ts'
import type { TenantDesk } from '../tenant-desk.ts'
import { markNeedsPerson } from './delivery.ts'
import type { Delivery, RedeemStored } from './delivery.ts'
import type { Outbox } from './outbox.ts'
import { pauseAfter } from './pace.ts'
import { deliverHeads } from './pass.ts'
import { headsOf } from './queue.ts'
import { judge } from './verdict.ts'

export type CourierOptions = {
  readonly outbox: Outbox
  readonly desk: TenantDesk
  readonly outage: Outage
  /** @throws AppError `app.practiceRealMix` when the tenant is not of this Slipway's world */
  readonly assertTenant: (practiceWorld: string | null) => void
  /** Serial numbers are about to be imported for the first time. */
  readonly beforeImport: (serials: readonly string[]) => Promise<void>
  /** For what cannot be taken back. */
  readonly redeem: RedeemStored
  readonly clock: Clock
  readonly logger: Logger
  readonly makeId: () => string
  /** At least 0, below 1. */
  readonly fraction: () => number
}

/** Devices of a cart arrive together; one request for all of them costs what one for each would cost eight times. */
const gatherMs = 100
/** Whoever has something to deliver wakes the loop; this is only how long a timer may be. */
const idleMs = 24 * 60 * 60_000

/** Takes to Intune what the outbox holds, until Intune shows it. One loop, one pass at a time. */
export class Courier {
  readonly #options: CourierOptions
  readonly #stopping = new AbortController()
  #nap = new AbortController()
  #loop: Promise<void> = Promise.resolve()
  #pass: Promise<boolean> = Promise.resolve(false)
  #stopListening: readonly (() => void)[] = []
  #trouble: { readonly error: AppError; readonly at: number } | null = null
  #misses = 0

  constructor(options: CourierOptions) {
    this.#options = options
  }

  /** Why nothing can be told although the tenant answers: sign-in, permissions, the wrong world. */
  get trouble(): AppError | null {
    return this.#trouble?.error ?? null
  }

  /** Begins to deliver, and goes on until `stop`. */
  start(): void {
    const { outbox, outage } = this.#options
    this.#stopListening = [
      outbox.onChange((news) => news === 'asked' && this.wake()),
      outage.onChange(() => outage.view === null && this.wake()),
    ]
    this.#loop = this.#run()
  }

  async stop(): Promise<void> {
    for (const stop of this.#stopListening) stop()
    this.#stopping.abort()
    this.wake()
    await this.#loop
  }

  /** Something may be deliverable now that was not before. */
  wake(): void {
    this.#nap.abort()
  }

  /**
   * One attempt at everything that can be told, until nothing moves any more.
   * @throws AppError why Intune cannot be told
   */
  async deliverNow(): Promise<void> {
    while (!this.#stopping.signal.aborted && headsOf(this.#options.outbox.intents).length > 0) {
      this.#pass = this.#pass.catch(() => false).then(() => this.#deliverHeads())
      if (!(await this.#pass)) return
    }
  }

  /**
   * Waits until these are delivered, or until it shows that they will be later.
   * @param patienceMs how long a tenant that answers slowly is waited for
   * @returns `later` when the tenant is away or slow; they stay in the outbox
   * @throws AppError why Intune does not take one of them; `app.cancelled`
   */
  async settled(ids: readonly string[], patienceMs: number, signal: AbortSignal): Promise<'done' | 'later'> {
    const { outbox, outage, clock } = this.#options
    const began = clock.now()
    for (;;) {
      const changed = new AbortController()
      const stops = [outbox.onChange(() => changed.abort()), outage.onChange(() => changed.abort())]
      try {
        const wanted = new Set(ids)
        const mine = outbox.intents.filter((one) => wanted.has(one.id))
        const decided = mine.find((one) => needsDecision(one) || isDroppedByPerson(one))
        if (decided !== undefined) throw errorOf(decided)
        if (!mine.some(isOpen)) return 'done'
        if (this.#trouble !== null && this.#trouble.at >= began) throw this.#trouble.error
        if (outage.view !== null && outage.seenAt >= began) return 'later'
        const left = began + patienceMs - clock.now()
        if (left <= 0) return 'later'
        await clock.sleep(left, AbortSignal.any([signal, changed.signal])).catch((error: unknown) => {
          if (signal.aborted) throw error
        })
      } finally {
        for (const stop of stops) stop()
      }
    }
  }

  async #run(): Promise<void> {
    const { clock } = this.#options
    const stopping = this.#stopping.signal
    while (!stopping.aborted) {
      const pause = await this.#round()
      if (stopping.aborted) return
      await clock.sleep(pause, this.#nap.signal).catch(() => {})
      if (!this.#nap.signal.aborted) continue
      await clock.sleep(gatherMs, stopping).catch(() => {})
      this.#nap = new AbortController()
    }
  }

  /** @returns how long nothing needs to be done, unless somebody wakes the loop */
  async #round(): Promise<number> {
    const { fraction, outbox } = this.#options
    let error: AppError | null = null
    try {
      await this.deliverNow()
    } catch (thrown) {
      error = asAppError(thrown)
      if (error.code === 'app.cancelled') return 0
    }
    if (headsOf(outbox.intents).length === 0) return idleMs
    this.#misses++
    return pauseAfter(this.#misses, fraction(), error)
  }

  /** @returns whether anything came to an end, so that what follows it may go */
  async #deliverHeads(): Promise<boolean> {
    const { outbox, outage, clock, logger } = this.#options
    const before = openCount(outbox.intents)
    try {
      const delivery = await this.#prepare()
      await deliverHeads(delivery, this.#ours(delivery, await this.#options.desk.tenant()), logger)
      outage.end()
      this.#trouble = null
    } catch (thrown) {
      const error = asAppError(thrown)
      outage.note(error, clock.now())
      if (judge(error) !== 'later' && error.code !== 'app.cancelled') {
        if (error.code === 'app.unexpected') logger.error({ error: thrown }, 'the outbox stumbled')
        this.#trouble = { error, at: clock.now() }
        outbox.change([], () => ({}))
      }
      throw error
    }
    const hasMoved = openCount(outbox.intents) < before
    if (hasMoved) this.#misses = 0
    return hasMoved
  }

  async #prepare(): Promise<Delivery> {
    const { desk, outbox, beforeImport, redeem, makeId, clock } = this.#options
    this.#options.assertTenant((await desk.tenant()).practiceWorld)
    return {
      graph: desk.graph,
      accountId: await desk.accountId(),
      profile: (wish) => desk.profile(wish),
      forgetProfile: (wish) => desk.forgetProfile(wish),
      beforeImport,
      redeem,
      change: (intents, change) => outbox.change(intents, change),
      makeId,
      clock,
      signal: this.#stopping.signal,
    }
  }

  /** What is meant for another tenant waits for a person: this one must never hear of it. */
  #ours(delivery: Delivery, tenant: { readonly tenantId: string; readonly displayName: string }): readonly Intent[] {
    const heads = headsOf(this.#options.outbox.intents)
    const foreign = heads.filter((one) => one.tenantId !== tenant.tenantId)
    for (const one of foreign) {
      const error = new AppError('outbox.otherTenant', { serial: one.serial, tenant: tenant.displayName })
      markNeedsPerson(delivery, [one], error)
    }
    return heads.filter((one) => one.tenantId === tenant.tenantId)
  }
}

function openCount(intents: readonly Intent[]): number {
  return intents.filter(isOpen).length
}

function isDroppedByPerson(one: Intent): boolean {
  return one.state === 'dropped' && one.note !== 'superseded'
}

function errorOf(one: Intent): AppError {
  if (one.state === 'dropped') return new AppError('outbox.dropped', { serial: one.serial, reason: one.note })
  const { lastError } = one
  if (lastError !== null && isErrorCode(lastError.code)) return new AppError(lastError.code, lastError.details)
  return new AppError('stage.registrationRefused', { serial: one.serial, reason: lastError?.message ?? '?' })
}
