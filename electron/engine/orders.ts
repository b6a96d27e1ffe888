import { AppError } from '../../src-shared/errors.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { EraseConsent } from '../../src-shared/contract.ts'
import type { Plan } from '../../src-shared/plan.ts'
import type { Engine } from './engine.ts'
import { planDevice } from './planner.ts'
import { isUnderWay } from './state.ts'

export type StartOrder = {
  readonly udids: readonly string[]
  readonly blueprint: Blueprint
  readonly consent: EraseConsent | null
  /** Who gives it; null when nobody has signed on. */
  readonly operator?: string | null
}

export type OrdersOptions = {
  readonly engine: Engine
  readonly makeId: () => string
  /** Whether a person's command works on the device; no run starts meanwhile. */
  readonly isOccupied: (udid: string) => boolean
}

/** What people ask of the engine: look what would happen, start, cancel, try again. */
export class Orders {
  readonly #engine: Engine
  readonly #options: OrdersOptions

  constructor(options: OrdersOptions) {
    this.#engine = options.engine
    this.#options = options
  }

  /** Dry run: the plan for devices as they are known now. Consent is taken as given, so that erases show as such. */
  async preview(udids: readonly string[], blueprint: Blueprint): Promise<Plan[]> {
    const bench = await this.#engine.options.readBench(blueprint, AbortSignal.timeout(30_000))
    const known = udids.map((udid) => this.#engine.state(udid).facts).filter((facts) => facts !== null)
    return known.map((facts) => planDevice(facts, blueprint, { ...bench, eraseConsent: true, dryRun: true }))
  }

  /**
   * Starts one run per device, as one batch.
   * @throws AppError `stage.consentMismatch`, `stage.busy`, `stage.occupied`, `stage.unknownDevice`; then nothing starts
   */
  start(order: StartOrder): string {
    const { guard, clock } = this.#engine.options
    const consented = order.consent === null ? new Set<string>() : guard.checkConsent(order.consent)
    for (const udid of order.udids) this.#assertStartable(udid)
    const batchId = this.#options.makeId()
    for (const udid of order.udids) {
      const runId = this.#options.makeId()
      const eraseConsent = consented.has(udid)
      if (eraseConsent) guard.grant(udid, runId)
      this.#engine.dispatch(udid, {
        type: 'runStarted',
        at: clock.now(),
        runId,
        batchId,
        blueprint: order.blueprint,
        eraseConsent,
        operator: order.operator ?? null,
      })
    }
    return batchId
  }

  /** A new run with the same blueprint, for devices whose run ended without success. An erase needs a new consent. */
  retry(udids: readonly string[], consent: EraseConsent | null): void {
    const named = consent === null ? new Set<string>() : this.#engine.options.guard.checkConsent(consent)
    for (const udid of udids) {
      const { run, presence, deviceId, locationId, slot, journalError } = this.#engine.state(udid)
      if (journalError !== null && presence === 'attached' && deviceId !== null)
        this.#engine.attached(udid, deviceId, locationId ?? 0, slot ?? 0)
      if (run === null || (run.status !== 'failed' && run.status !== 'cancelled')) continue
      const mine = named.has(udid) ? { udids: [udid], typedCount: 1 } : null
      this.start({ udids: [udid], blueprint: run.blueprint, consent: mine, operator: run.operator })
    }
  }

  /** Stops at the next safe point. */
  cancel(udids: readonly string[]): void {
    const { guard, clock } = this.#engine.options
    for (const udid of udids) {
      if (!isUnderWay(this.#engine.state(udid).run)) continue
      guard.revoke(udid)
      this.#engine.dispatch(udid, { type: 'cancelRequested', at: clock.now() })
    }
  }

  #assertStartable(udid: string): void {
    if (!this.#engine.has(udid)) throw new AppError('stage.unknownDevice', { udid })
    this.#engine.assertIdle(udid)
    if (!this.#options.isOccupied(udid)) return
    throw new AppError('stage.occupied', { device: this.#engine.state(udid).facts?.serial ?? udid })
  }
}
