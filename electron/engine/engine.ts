import { AppError, toErrorRecord } from '../../src-shared/errors.ts'
import type { ErrorRecord } from '../../src-shared/errors.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { EraseConsent } from '../../src-shared/contract.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import type { Plan } from '../../src-shared/plan.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import { DeviceFeed } from './feed.ts'
import type { Guard } from './guard.ts'
import { next } from './machine.ts'
import { planDevice } from './planner.ts'
import type { EnrollmentWatch, Journal, ReadBench, ReadFacts, Steps } from './ports.ts'
import { ReturnTimers } from './return-timers.ts'
import { interruptStep } from './run-machine.ts'
import { runStep } from './step-runner.ts'
import { isAtWork, isUnderWay, unknownDevice } from './state.ts'
import type { DeviceState, Work } from './state.ts'
import type { Turns } from './turns.ts'

export type EngineOptions = {
  readonly journal: Journal
  readonly steps: Steps
  readonly readFacts: ReadFacts
  readonly readBench: ReadBench
  readonly watch: EnrollmentWatch
  readonly guard: Guard
  readonly turns: Turns
  readonly clock: Clock
  readonly logger: Logger
  readonly makeId: () => string
  /** How long a device may take to come back from an erase or a restart before it needs attention. */
  readonly returnTimeoutMs: number
  /** Whether a person's command works on the device; no run starts meanwhile. */
  readonly isOccupied: (udid: string) => boolean
}

/**
 * Moves every device through its machine: an event goes into the journal, then the state changes, then work begins.
 * It knows no socket, no SQL and no Graph; those come in through ports.
 */
export class Engine {
  readonly feed = new DeviceFeed()
  readonly options: EngineOptions
  readonly #states = new Map<string, DeviceState>()
  readonly #running = new Map<string, AbortController>()
  readonly #tasks = new Set<Promise<void>>()
  readonly #returnTimers: ReturnTimers
  #stopped = false

  constructor(options: EngineOptions) {
    this.options = options
    this.#returnTimers = new ReturnTimers(options.clock, options.returnTimeoutMs)
  }

  /** Replays the journal; runs that were under way go on when their device is seen again. */
  start(): void {
    this.options.journal.replay((udid, event) => {
      this.#states.set(udid, next(this.state(udid), event).state)
    })
    for (const state of this.#states.values()) {
      if (isUnderWay(state.run) && state.run.eraseConsent) this.options.guard.grant(state.udid, state.run.id)
      this.dispatch(state.udid, { type: 'restarted', at: this.#now() })
    }
  }

  /** Stops all work at once, for shutdown: the journal knows where each device was. */
  async stop(): Promise<void> {
    this.#stopped = true
    for (const controller of this.#running.values()) controller.abort()
    this.#returnTimers.stop()
    for (const udid of this.#states.keys()) this.options.watch.unfollow(udid)
    await Promise.all(this.#tasks)
  }

  state(udid: string): DeviceState {
    return this.#states.get(udid) ?? unknownDevice(udid)
  }

  attached(udid: string, deviceId: number, locationId: number, slot: number): void {
    this.dispatch(udid, { type: 'attached', at: this.#now(), deviceId, locationId, slot })
  }

  detached(udid: string): void {
    this.dispatch(udid, { type: 'detached', at: this.#now() })
  }

  intuneSays(udid: string, state: string, fresh: boolean): void {
    const known = this.state(udid)
    if (known.intuneState === state && !fresh) return
    this.dispatch(udid, { type: 'intuneState', at: this.#now(), state, fresh })
  }

  /**
   * Starts one run per device, as one batch.
   * @throws AppError `stage.consentMismatch`, `stage.busy`, `stage.unknownDevice`
   */
  startRuns(request: { udids: readonly string[]; blueprint: Blueprint; consent: EraseConsent | null }): string {
    const consented = request.consent === null ? new Set<string>() : this.options.guard.checkConsent(request.consent)
    for (const udid of request.udids) this.#assertStartable(udid)
    const batchId = this.options.makeId()
    for (const udid of request.udids) {
      const runId = this.options.makeId()
      const eraseConsent = consented.has(udid)
      if (eraseConsent) this.options.guard.grant(udid, runId)
      this.dispatch(udid, {
        type: 'runStarted',
        at: this.#now(),
        runId,
        batchId,
        blueprint: request.blueprint,
        eraseConsent,
      })
    }
    return batchId
  }

  /** Dry run: the plan for devices as they are known now. Consent is taken as given, so that erases show as such. */
  async preview(udids: readonly string[], blueprint: Blueprint): Promise<Plan[]> {
    const bench = await this.options.readBench(blueprint, AbortSignal.timeout(30_000))
    const known = udids.map((udid) => this.state(udid).facts).filter((facts) => facts !== null)
    return known.map((facts) => planDevice(facts, blueprint, { ...bench, eraseConsent: true, dryRun: true }))
  }

  /** A new run with the same blueprint, for devices whose run ended without success. An erase needs a new consent. */
  retry(udids: readonly string[], consent: EraseConsent | null): void {
    const named = consent === null ? new Set<string>() : this.options.guard.checkConsent(consent)
    for (const udid of udids) {
      const { run, presence, deviceId, locationId, slot, journalError } = this.state(udid)
      if (journalError !== null && presence === 'attached' && deviceId !== null)
        this.attached(udid, deviceId, locationId ?? 0, slot ?? 0)
      if (run === null || (run.status !== 'failed' && run.status !== 'cancelled')) continue
      const mine = named.has(udid) ? { udids: [udid], typedCount: 1 } : null
      this.startRuns({ udids: [udid], blueprint: run.blueprint, consent: mine })
    }
  }

  /** @throws AppError `stage.busy` while a run works on the device by cable */
  assertIdle(udid: string): void {
    const { run, facts } = this.state(udid)
    if (isAtWork(run)) throw new AppError('stage.busy', { device: facts?.serial ?? udid })
  }

  /** Reads the device again, when something outside a run has changed it. */
  refresh(udid: string): void {
    const { presence, run } = this.state(udid)
    if (!isAtWork(run) && presence === 'attached' && !this.#stopped) this.#perform(udid, { kind: 'identify' })
  }

  cancel(udids: readonly string[]): void {
    for (const udid of udids) {
      if (!isUnderWay(this.state(udid).run)) continue
      this.options.guard.revoke(udid)
      this.dispatch(udid, { type: 'cancelRequested', at: this.#now() })
    }
  }

  /**
   * Writes the event down, then changes the state, then lets everybody know, then does what follows from it.
   * @throws AppError of the journal; then the event has not happened, and the device stands still
   */
  dispatch(udid: string, event: JournalEvent): void {
    try {
      this.options.journal.append(udid, event)
    } catch (error) {
      this.#standStill(udid, toErrorRecord(error))
      throw error
    }
    const { state, work } = next({ ...this.state(udid), journalError: null }, event)
    this.#states.set(udid, state)
    this.feed.publish(state)
    this.options.logger.debug({ udid, event: event.type, ...('step' in event && { step: event.step }) }, 'device event')
    if (!this.#stopped) for (const item of work) this.#perform(udid, item)
  }

  /** What is not in the journal must not be done: as after a crash, the step is begun again when the device moves. */
  #standStill(udid: string, journalError: ErrorRecord): void {
    const before = this.state(udid)
    const run = before.run?.status === 'active' ? interruptStep(before.run) : before.run
    const state: DeviceState = { ...before, run, journalError }
    this.#states.set(udid, state)
    this.feed.publish(state)
    this.#running.get(udid)?.abort()
    this.options.logger.error({ udid, code: journalError.code }, journalError.message)
  }

  #perform(udid: string, work: Work): void {
    switch (work.kind) {
      case 'identify':
        return this.#task(udid, (signal) => this.#identify(udid, signal))
      case 'step':
        return this.#task(udid, (signal) => runStep(this, udid, work.step, signal))
      case 'abort':
        return this.#running.get(udid)?.abort()
      case 'awaitReturn':
        return this.#returnTimers.start(udid, () => this.dispatch(udid, { type: 'returnOverdue', at: this.#now() }))
      case 'watch':
        return this.#watch(udid)
      case 'unwatch':
        return this.options.watch.unfollow(udid)
    }
  }

  /** One thing at a time per device: a new task aborts the one before it. */
  #task(udid: string, work: (signal: AbortSignal) => Promise<void>): void {
    this.#returnTimers.callOff(udid)
    this.#running.get(udid)?.abort()
    const controller = new AbortController()
    this.#running.set(udid, controller)
    const task = work(controller.signal)
      .catch((error: unknown) =>
        this.options.logger.error({ udid, error: toErrorRecord(error) }, 'a task ended unexpectedly'),
      )
      .finally(() => {
        this.#tasks.delete(task)
        if (this.#running.get(udid) === controller) this.#running.delete(udid)
      })
    this.#tasks.add(task)
  }

  async #identify(udid: string, signal: AbortSignal): Promise<void> {
    const { deviceId } = this.state(udid)
    if (deviceId === null) return
    const giveBack = await this.options.turns.take()
    try {
      const facts = await this.options.readFacts(udid, deviceId, signal)
      if (!signal.aborted) this.dispatch(udid, { type: 'identified', at: this.#now(), facts })
    } catch (error) {
      if (!signal.aborted) this.dispatch(udid, { type: 'identifyFailed', at: this.#now(), error: toErrorRecord(error) })
    } finally {
      giveBack()
    }
  }

  #watch(udid: string): void {
    const { facts, run } = this.state(udid)
    if (facts?.serial != null && run !== null) this.options.watch.follow(udid, facts.serial, run.startedAt)
  }

  #assertStartable(udid: string): void {
    if (!this.#states.has(udid)) throw new AppError('stage.unknownDevice', { udid })
    this.assertIdle(udid)
    if (!this.options.isOccupied(udid)) return
    throw new AppError('stage.occupied', { device: this.state(udid).facts?.serial ?? udid })
  }

  #now(): number {
    return this.options.clock.now()
  }
}
