import { AppError } from '../../src-shared/errors.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { EraseConsent } from '../../src-shared/contract.ts'
import type { Hold } from '../../src-shared/hold.ts'
import type { Plan } from '../../src-shared/plan.ts'
import { blueprintDigest } from './blueprint-digest.ts'
import { planGuarded } from './guarded-plan.ts'
import type { Engine } from './engine.ts'
import type { Pilots } from './pilots.ts'
import { serialsOf } from './planner.ts'
import { isAtWork, isUnderWay } from './state.ts'
import type { DeviceState, RunState } from './state.ts'

export type StartOrder = {
  readonly udids: readonly string[]
  readonly blueprint: Blueprint
  readonly consent: EraseConsent | null
  /** Who gives it; null when nobody has signed on. */
  readonly operator?: string | null
  /** Starts all at once although no device has been prepared with this blueprint yet. */
  readonly waivePilot?: boolean
  /** Absent: a new batch. */
  readonly batchId?: string
}

/** One device, in the name of an armed rule. */
export type RuleOrder = { readonly udid: string; readonly blueprint: Blueprint; readonly ruleId: string }

type Begin = {
  readonly batchId: string
  readonly runId: string
  readonly blueprint: Blueprint
  readonly eraseConsent: boolean
  readonly operator: string | null
  readonly rule?: string
  readonly hold: Hold | undefined
}

export type RetryOrder = {
  /** Absent: all of the batch that stopped. */
  readonly udids?: readonly string[] | undefined
  readonly batchId?: string | undefined
  readonly consent: EraseConsent | null
}

export type OrdersOptions = {
  readonly engine: Engine
  readonly pilots: Pilots
  readonly makeId: () => string
  /** Whether a person's command works on the device; no run starts meanwhile. */
  readonly isOccupied: (udid: string) => boolean
}

/** What people ask of the engine: look what would happen, start, pause, cancel, try again. */
export class Orders {
  readonly #engine: Engine
  readonly #options: OrdersOptions

  constructor(options: OrdersOptions) {
    this.#engine = options.engine
    this.#options = options
  }

  /** Dry run: the plan for devices as they are known now. Consent is taken as given, so that erases show as such. */
  async preview(udids: readonly string[], blueprint: Blueprint): Promise<Plan[]> {
    const known = udids.map((udid) => this.#engine.state(udid).facts).filter((facts) => facts !== null)
    const { guard } = this.#engine.options
    const bench = await this.#engine.options.readBench(blueprint, AbortSignal.timeout(30_000), serialsOf(known))
    return known.map((facts) =>
      planGuarded(guard.protected, facts, blueprint, { ...bench, eraseConsent: true, dryRun: true }),
    )
  }

  /**
   * Starts one run per device, as one batch. With a blueprint that has prepared no device yet only one of them begins;
   * the others are held until it is prepared.
   * @throws AppError `stage.consentMismatch`, `stage.busy`, `stage.occupied`, `stage.unknownDevice`; then nothing starts
   */
  start(order: StartOrder): string {
    const { guard } = this.#engine.options
    const consented = order.consent === null ? new Set<string>() : guard.checkConsent(order.consent)
    // Named twice, a device would get two runs, the second of which takes the first one's consent away.
    const udids = [...new Set(order.udids)]
    for (const udid of udids) this.#assertStartable(udid)
    const batchId = order.batchId ?? this.#options.makeId()
    const holds = order.waivePilot === true ? null : this.#options.pilots.holdsFor(udids, order.blueprint)
    for (const udid of udids) {
      this.#begin(udid, {
        batchId,
        runId: this.#options.makeId(),
        blueprint: order.blueprint,
        eraseConsent: consented.has(udid),
        operator: order.operator ?? null,
        hold: holds?.get(udid),
      })
    }
    return batchId
  }

  /**
   * Starts a run under the consent that a rule was armed with, which it uses up by one.
   * @throws AppError those of `start`, and `automation.notArmed`, `automation.expired`, `automation.usedUp`
   */
  startByRule({ udid, blueprint, ruleId }: RuleOrder): void {
    this.#assertStartable(udid)
    const runId = this.#options.makeId()
    const { standing } = this.#engine.options.guard
    const { operator, mayErase: eraseConsent } = standing.draw(ruleId, runId, this.#now())
    const hold = this.#options.pilots.holdsFor([udid], blueprint).get(udid)
    this.#begin(udid, { batchId: `rule ${ruleId}`, runId, blueprint, eraseConsent, operator, rule: ruleId, hold })
  }

  #begin(udid: string, { hold, ...begin }: Begin): void {
    if (begin.eraseConsent) this.#engine.options.guard.grant(udid, begin.runId)
    this.#engine.dispatch(udid, { type: 'runStarted', at: this.#now(), ...begin, ...(hold !== undefined && { hold }) })
  }

  /**
   * Takes up again what stopped: a new run with the same blueprint, in the same batch, where a run failed (an erase needs
   * a new consent); where the run is still open, whatever it waits for is waited for anew.
   * @throws AppError those of `start`
   */
  retry(order: RetryOrder): void {
    const named = order.consent === null ? new Set<string>() : this.#engine.options.guard.checkConsent(order.consent)
    const again = new Map<string, { readonly run: RunState; readonly udids: string[] }>()
    for (const udid of this.#toRetry(order)) {
      this.#goOn(udid)
      const state = this.#engine.state(udid)
      const { run } = state
      if (run === null || !isOver(state)) continue
      const key = `${blueprintDigest(run.blueprint)} ${run.batchId} ${run.operator ?? ''}`
      const group = again.get(key) ?? { run, udids: [] }
      group.udids.push(udid)
      again.set(key, group)
    }
    for (const { run, udids } of again.values()) {
      const mine = udids.filter((udid) => named.has(udid))
      const consent = mine.length === 0 ? null : { udids: mine, typedCount: mine.length }
      // It had begun before, as a pilot or because somebody waived one: it is not held back now.
      const waivePilot = run.hold === null
      this.start({
        udids,
        blueprint: run.blueprint,
        consent,
        operator: run.operator,
        batchId: run.batchId,
        waivePilot,
      })
    }
  }

  /** Stand still at the next safe point; absent: every device that is at work. */
  pause(udids?: readonly string[]): void {
    for (const { udid, run } of this.#chosen(udids))
      if (run !== null && isAtWork(run) && !run.paused)
        this.#engine.dispatch(udid, { type: 'pauseRequested', at: this.#now() })
  }

  resume(udids?: readonly string[]): void {
    for (const { udid, run } of this.#chosen(udids))
      if (run?.paused === true) this.#engine.dispatch(udid, { type: 'resumeRequested', at: this.#now() })
  }

  /** A person lets held devices begin, whatever became of the pilot. */
  release(udids?: readonly string[]): void {
    for (const { udid, run } of this.#chosen(udids)) {
      if (run === null || run.hold === null || !isAtWork(run)) continue
      this.#engine.dispatch(udid, { type: 'released', at: this.#now(), by: 'person' })
    }
  }

  /** Stops at the next safe point. */
  cancel(udids: readonly string[]): void {
    for (const udid of udids) {
      if (!isUnderWay(this.#engine.state(udid).run)) continue
      this.#engine.options.guard.revoke(udid)
      this.#engine.dispatch(udid, { type: 'cancelRequested', at: this.#now() })
    }
  }

  #toRetry({ udids, batchId }: RetryOrder): readonly string[] {
    const inBatch = (state: DeviceState): boolean => batchId === undefined || state.run?.batchId === batchId
    if (udids !== undefined) return udids.filter((udid) => inBatch(this.#engine.state(udid)))
    if (batchId === undefined) return []
    // What a person has stopped they did not mean.
    return this.#chosen()
      .filter((state) => inBatch(state) && state.run?.status !== 'cancelled')
      .map(({ udid }) => udid)
  }

  /** What can go on without a new run: after a full disk, an unreadable device, one that did not come back, one refused far away. */
  #goOn(udid: string): void {
    const { run, presence, deviceId, locationId, slot, journalError, identifyError } = this.#engine.state(udid)
    const attached = presence === 'attached' && deviceId !== null
    if (journalError !== null && attached) return this.#engine.attached(udid, deviceId, locationId ?? 0, slot ?? 0)
    const open = run !== null && isUnderWay(run)
    if (journalError !== null || (open && run.error !== null && !isOver(this.#engine.state(udid))))
      return this.#engine.dispatch(udid, { type: 'retryRequested', at: this.#now() })
    if (!open && identifyError !== null) this.#engine.refresh(udid)
  }

  #chosen(udids?: readonly string[]): readonly DeviceState[] {
    return udids === undefined ? [...this.#engine.states()] : udids.map((udid) => this.#engine.state(udid))
  }

  #assertStartable(udid: string): void {
    if (!this.#engine.has(udid)) throw new AppError('stage.unknownDevice', { udid })
    this.#engine.assertIdle(udid)
    this.#engine.options.guard.protected.assertNotQuarantined(this.#engine.state(udid).facts?.serial ?? null)
    if (!this.#options.isOccupied(udid)) return
    throw new AppError('stage.occupied', { device: this.#engine.state(udid).facts?.serial ?? udid })
  }

  #now(): number {
    return this.#engine.options.clock.now()
  }
}

/** Only a new run helps: it ended badly, or Intune refused a device that is here to be done again. */
function isOver({ run, presence }: DeviceState): boolean {
  if (run === null) return false
  if (run.status === 'failed' || run.status === 'cancelled') return true
  return run.status === 'awaiting' && run.error !== null && presence === 'attached'
}
