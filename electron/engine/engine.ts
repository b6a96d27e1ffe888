import { AppError, toErrorRecord } from '../../src-shared/errors.ts'
import type { ErrorRecord } from '../../src-shared/errors.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import type { EngineOptions } from './engine-options.ts'
import { DeviceFeed } from './feed.ts'
import type { Guard } from './guard.ts'
import { redeemConfigurator } from './guard-configurator.ts'
import { next } from './machine.ts'
import type { Change } from './ports.ts'
import { DeviceTasks } from './device-tasks.ts'
import { ReturnTimers } from './return-timers.ts'
import { interruptStep } from './run-machine.ts'
import type { Turn } from './scheduler.ts'
import { runStep } from './step-runner.ts'
import { isAtRest, isAtWork, isInStep, unknownDevice } from './state.ts'
import type { DeviceState, Work } from './state.ts'

/**
 * Moves every device through its machine: an event goes into the journal, then the state changes, then work begins.
 * It knows no socket, no SQL and no Graph; those come in through ports.
 */
export class Engine {
  readonly feed = new DeviceFeed()
  readonly options: EngineOptions
  readonly #states = new Map<string, DeviceState>()
  readonly #tasks: DeviceTasks
  readonly #returnTimers: ReturnTimers
  readonly #now = (): number => this.options.clock.now()
  #stopped = false

  constructor(options: EngineOptions) {
    this.options = options
    this.#tasks = new DeviceTasks(options.logger)
    this.#returnTimers = new ReturnTimers(options.clock, options.returnTimeoutMs)
  }

  /** Replays the journal; runs that were under way go on when their device is seen again. */
  start(): void {
    this.options.journal.replay((udid, event, seq) => {
      const before = this.state(udid)
      const { state: after } = next(before, event)
      this.#states.set(udid, after)
      this.#tell({ seq, udid, before, after, event, replayed: true })
    })
    for (const state of this.#states.values()) {
      this.options.guard.restore(state)
      if (isAtRest(state)) this.feed.publish(state)
      else this.dispatch(state.udid, { type: 'restarted', at: this.#now() })
    }
  }

  /** Devices as the journal tells them now that words were taken out of its lines. */
  adopt(states: readonly DeviceState[]): void {
    for (const told of states) {
      const state = { ...told, journalError: this.state(told.udid).journalError }
      this.#states.set(state.udid, state)
      this.feed.publish(state)
    }
  }

  /** Stops all work at once, for shutdown: the journal knows where each device was. */
  async stop(): Promise<void> {
    this.#stopped = true
    const ended = this.#tasks.stop()
    this.#returnTimers.stop()
    for (const udid of this.#states.keys()) this.options.watch.unfollow(udid)
    await ended
  }

  state(udid: string): DeviceState {
    return this.#states.get(udid) ?? unknownDevice(udid)
  }

  states(): Iterable<DeviceState> {
    return this.#states.values()
  }

  has(udid: string): boolean {
    return this.#states.has(udid)
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

  /**
   * For after a time in which nothing could be heard, as when the computer slept: a device is read again, and what a run was
   * doing with it is begun again, where each step first looks what is already so. Only an erase is heard to its end.
   */
  lookAgain(udid: string): void {
    const { presence, run } = this.state(udid)
    if (!isAtWork(run)) return this.refresh(udid)
    if (this.#stopped || presence !== 'attached' || run === null || !isInStep(run) || run.current === 'erase') return
    const { current } = run
    const before = this.#tasks.settled(udid)
    this.#task(udid, async (signal) => {
      await before
      if (!signal.aborted) await this.#readAgain(udid, signal)
      if (!signal.aborted && current !== null)
        this.dispatch(udid, { type: 'stepInterrupted', at: this.#now(), step: current })
    })
  }

  /**
   * The erase step's one way to a warrant: the order is in the journal before the warrant exists.
   * @param pairing mark of the pairing under which it is sent
   * @throws AppError those of the guard, and of the journal
   */
  orderErase(udid: string, pairing?: string): ReturnType<Guard['redeem']> {
    const { guard } = this.options
    return guard.redeem(this.state(udid), this.#now(), (runId) =>
      this.dispatch(udid, { type: 'eraseOrdered', at: this.#now(), runId, ...(pairing !== undefined && { pairing }) }),
    )
  }

  /** The same for a restore by Apple's cfgutil. @throws AppError those of the guard, and of the journal */
  orderRestore(udid: string): ReturnType<typeof redeemConfigurator> {
    return redeemConfigurator(this.options.guard, this.state(udid), 'restore', this.#now(), (runId) =>
      this.dispatch(udid, { type: 'eraseOrdered', at: this.#now(), runId }),
    )
  }

  /**
   * Writes the event down, then changes the state, then lets everybody know, then does what follows from it.
   * @throws AppError of the journal; then the event has not happened, and the device stands still
   */
  dispatch(udid: string, event: JournalEvent): void {
    let seq: number
    try {
      seq = this.options.journal.append(udid, event)
    } catch (error) {
      this.#standStill(udid, toErrorRecord(error))
      throw error
    }
    const before = this.state(udid)
    const { state, work } = next({ ...before, journalError: null }, event)
    this.#states.set(udid, state)
    this.#tell({ seq, udid, before, after: state, event, replayed: false })
    this.feed.publish(state)
    this.options.logger.debug({ udid, event: event.type, ...('step' in event && { step: event.step }) }, 'device event')
    if (!this.#stopped) for (const item of work) this.#perform(udid, item)
  }

  /** Whoever keeps a record of what happens never stops it from happening. */
  #tell(change: Change): void {
    try {
      this.options.observe?.(change)
    } catch (error) {
      this.options.logger.error({ udid: change.udid, error: toErrorRecord(error) }, 'an observer failed')
    }
  }

  /** What is not in the journal must not be done: as after a crash, the step is begun again when the device moves. */
  #standStill(udid: string, journalError: ErrorRecord): void {
    const before = this.state(udid)
    const run = before.run?.status === 'active' ? interruptStep(before.run) : before.run
    const state: DeviceState = { ...before, run, journalError }
    this.#states.set(udid, state)
    this.feed.publish(state)
    this.#tasks.abort(udid)
    this.options.logger.error({ udid, code: journalError.code }, journalError.message)
  }

  #perform(udid: string, work: Work): void {
    switch (work.kind) {
      case 'identify':
        return this.#task(udid, (signal) => this.#identify(udid, signal))
      case 'step':
        return this.#task(udid, (signal) => runStep(this, udid, work.step, signal))
      case 'abort':
        return this.#tasks.abort(udid)
      case 'awaitReturn':
        return this.#returnTimers.start(udid, () => this.dispatch(udid, { type: 'returnOverdue', at: this.#now() }))
      case 'watch':
        return this.#watch(udid)
      case 'unwatch':
        return this.options.watch.unfollow(udid)
    }
  }

  #task(udid: string, work: (signal: AbortSignal) => Promise<void>): void {
    this.#returnTimers.callOff(udid)
    this.#tasks.begin(udid, work)
  }

  async #identify(udid: string, signal: AbortSignal): Promise<void> {
    const { deviceId } = this.state(udid)
    if (deviceId === null) return
    let turn: Turn | null = null
    try {
      turn = await this.options.scheduler.take({ udid, kind: 'read', rank: 0 }, signal)
      const facts = await this.options.readFacts(udid, deviceId, signal)
      if (!signal.aborted) this.dispatch(udid, { type: 'identified', at: this.#now(), facts })
    } catch (error) {
      if (!signal.aborted) this.dispatch(udid, { type: 'identifyFailed', at: this.#now(), error: toErrorRecord(error) })
    } finally {
      turn?.giveBack()
    }
  }

  /** One that cannot be read is the matter of the step that is begun again. */
  async #readAgain(udid: string, signal: AbortSignal): Promise<void> {
    const { deviceId } = this.state(udid)
    if (deviceId === null) return
    const facts = await this.options.readFacts(udid, deviceId, signal).catch(() => null)
    if (facts !== null && !signal.aborted) this.dispatch(udid, { type: 'identified', at: this.#now(), facts })
  }

  #watch(udid: string): void {
    const { facts, run } = this.state(udid)
    if (facts?.serial != null && run !== null) this.options.watch.follow(udid, facts.serial, run.startedAt)
  }
}
