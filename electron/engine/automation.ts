import type { AutomationRule, AutomationView, Countdown } from '../../src-shared/automation.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import { AppError, toErrorRecord } from '../../src-shared/errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import { blueprintDigest } from './blueprint-digest.ts'
import { matchesDevice } from './automation-match.ts'
import type { StandingConsents } from './guard-standing.ts'
import type { RuleOrder } from './orders.ts'
import type { Change } from './ports.ts'
import { isAtWork } from './state.ts'
import type { DeviceState } from './state.ts'

/** Where rules are kept. */
export type RuleBook = {
  readonly list: () => Promise<readonly AutomationRule[]>
  readonly put: (rule: AutomationRule) => Promise<void>
  readonly remove: (id: string) => Promise<void>
}

export type AutomationOptions = {
  readonly standing: StandingConsents
  readonly rules: RuleBook
  readonly blueprint: (id: string) => Promise<Blueprint>
  readonly start: (order: RuleOrder) => void
  readonly state: (udid: string) => DeviceState
  /** Whether Intune has a device record with that serial number. */
  readonly intuneKnows: (serial: string) => Promise<boolean>
  readonly station: string
  readonly clock: Clock
  readonly logger: Logger
}

export type ArmRequest = {
  readonly id: string
  readonly operator: string
  readonly maximum: number
  readonly minutes: number
  readonly typedCount: number | null
}

/**
 * Starts runs by rules, on devices plugged in while a rule is armed: the device is read, a countdown runs, then the run
 * starts in the name of whoever armed the rule. Each device once per arming; pulling the cable calls it off.
 */
export class Automation {
  readonly #options: AutomationOptions
  /** Plugged in and not read yet, since when; one that was there before a rule was armed is none of its own. */
  readonly #new = new Map<string, number>()
  readonly #pending = new Map<string, { readonly shown: Countdown; readonly stop: AbortController }>()
  readonly #taken = new Map<string, Set<string>>()
  /** What each armed rule's blueprint did to a device when the rule was armed. */
  readonly #meant = new Map<string, string>()
  readonly #wake = new Set<() => void>()

  constructor(options: AutomationOptions) {
    this.#options = options
  }

  async view(): Promise<AutomationView> {
    const { rules, standing, clock } = this.#options
    return {
      rules: [...(await rules.list())],
      armed: [...standing.list(clock.now())],
      countdowns: [...this.#pending.values()].map(({ shown }) => shown),
    }
  }

  async put(rule: AutomationRule): Promise<void> {
    await this.#options.blueprint(rule.blueprintId)
    this.disarm(rule.id)
    await this.#options.rules.put(rule)
    this.#changed()
  }

  async remove(id: string): Promise<void> {
    this.disarm(id)
    await this.#options.rules.remove(id)
    this.#changed()
  }

  /** @throws AppError `automation.unknownRule`, `stage.unknownBlueprint`, `stage.consentMismatch` */
  async arm({ id, operator, maximum, minutes, typedCount }: ArmRequest): Promise<void> {
    const { standing, clock, station } = this.#options
    const rule = (await this.#options.rules.list()).find((one) => one.id === id)
    if (rule === undefined) throw new AppError('automation.unknownRule', { id })
    const blueprint = await this.#options.blueprint(rule.blueprintId)
    const mayErase = blueprint.erase !== 'never'
    const armedAt = clock.now()
    const expiresAt = armedAt + minutes * 60_000
    this.disarm(id)
    standing.arm({ ruleId: id, operator, station, maximum, mayErase, armedAt, expiresAt }, typedCount)
    this.#taken.set(id, new Set())
    this.#meant.set(id, blueprintDigest(blueprint))
    this.#changed()
  }

  disarm(id: string): void {
    this.#options.standing.disarm(id)
    for (const [udid, { shown }] of this.#pending) if (shown.ruleId === id) this.#callOff(udid)
    this.#changed()
  }

  /** Hears of every event. What was read back at start calls for nothing. */
  observe({ udid, after, event, replayed }: Change): void {
    if (replayed) return
    if (event.type === 'attached' && !isAtWork(after.run)) this.#new.set(udid, event.at)
    if (event.type === 'detached' || event.type === 'runStarted') {
      this.#new.delete(udid)
      this.#callOff(udid)
    }
    const pluggedInAt = this.#new.get(udid)
    if (event.type !== 'identified' || pluggedInAt === undefined) return
    this.#new.delete(udid)
    this.#consider(udid, pluggedInAt).catch((error: unknown) =>
      this.#options.logger.warn({ udid, error: toErrorRecord(error) }, 'no rule was tried'),
    )
  }

  /** First everything, then everything again after each change, until the signal fires. */
  async *feed(signal: AbortSignal): AsyncGenerator<AutomationView> {
    while (!signal.aborted) {
      const changed = Promise.withResolvers<void>()
      const wake = (): void => changed.resolve()
      this.#wake.add(wake)
      signal.addEventListener('abort', wake, { once: true })
      try {
        yield await this.view()
        await changed.promise
      } finally {
        this.#wake.delete(wake)
        signal.removeEventListener('abort', wake)
      }
    }
  }

  /** Calls everything off, for shutdown. */
  stop(): void {
    for (const udid of this.#pending.keys()) this.#callOff(udid)
  }

  async #consider(udid: string, pluggedInAt: number): Promise<void> {
    const standing = this.#options.standing.list(this.#options.clock.now())
    const armed = new Set(standing.filter(({ armedAt }) => armedAt <= pluggedInAt).map(({ ruleId }) => ruleId))
    if (armed.size === 0) return
    for (const rule of await this.#options.rules.list()) {
      if (!armed.has(rule.id) || !(await this.#isFor(rule, udid))) continue
      return this.#count(rule, udid)
    }
  }

  async #isFor(rule: AutomationRule, udid: string): Promise<boolean> {
    const { facts, slot, presence, run } = this.#options.state(udid)
    if (facts === null || presence !== 'attached' || isAtWork(run) || run?.status === 'awaiting') return false
    if (this.#taken.get(rule.id)?.has(udid) !== false || !matchesDevice(rule.match, facts, slot)) return false
    if (rule.match.inIntune === null) return true
    return facts.serial !== null && (await this.#options.intuneKnows(facts.serial)) === rule.match.inIntune
  }

  #count(rule: AutomationRule, udid: string): void {
    const { clock, state, logger } = this.#options
    // Intune was asked meanwhile: the device may be gone, the rule disarmed, or a person quicker.
    if (state(udid).presence !== 'attached' || isAtWork(state(udid).run) || this.#pending.has(udid)) return
    const stop = new AbortController()
    const ms = rule.countdownSeconds * 1_000
    const shown = { udid, serial: state(udid).facts?.serial ?? null, ruleId: rule.id, startsAt: clock.now() + ms }
    this.#pending.set(udid, { shown, stop })
    this.#changed()
    clock.sleep(ms, stop.signal).then(
      () =>
        this.#begin(rule, udid, stop.signal).catch((error: unknown) =>
          logger.warn({ udid, rule: rule.id, error: toErrorRecord(error) }, 'a rule did not start its run'),
        ),
      () => {},
    )
  }

  /** @throws AppError `automation.blueprintChanged`, and those of the start */
  async #begin(rule: AutomationRule, udid: string, signal: AbortSignal): Promise<void> {
    try {
      const blueprint = await this.#options.blueprint(rule.blueprintId)
      // Called off at the last moment.
      if (signal.aborted) return
      // Whoever armed the rule agreed to what the blueprint said then.
      if (this.#meant.get(rule.id) !== blueprintDigest(blueprint)) {
        this.disarm(rule.id)
        throw new AppError('automation.blueprintChanged')
      }
      this.#options.start({ udid, blueprint, ruleId: rule.id })
      this.#taken.get(rule.id)?.add(udid)
    } finally {
      this.#callOff(udid)
    }
  }

  #callOff(udid: string): void {
    const pending = this.#pending.get(udid)
    if (pending === undefined) return
    this.#pending.delete(udid)
    pending.stop.abort()
    this.#changed()
  }

  #changed(): void {
    for (const wake of this.#wake) wake()
  }
}
