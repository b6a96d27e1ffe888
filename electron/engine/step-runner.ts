import { AppError, asAppError, isErrorCode, toErrorRecord } from '../../src-shared/errors.ts'
import type { StepName } from '../../src-shared/step.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import type { ProtectedDevices } from './protected-devices.ts'
import { planGuarded } from './guarded-plan.ts'
import { serialsOf } from './planner.ts'
import type { ReadBench, StepContext, StepResult, Steps } from './ports.ts'
import type { DeviceState } from './state.ts'
import type { Scheduler, Turn } from './scheduler.ts'

const maxAttempts = 4
const firstPauseMs = 500
/** A broken pipe is often a pulled cable whose detach message is still under way. */
const detachGraceMs = 1500

/** The part of the engine that a step's life needs. */
export type StepHost = {
  readonly options: {
    readonly steps: Steps
    readonly readBench: ReadBench
    readonly guard: { readonly protected: ProtectedDevices }
    readonly scheduler: Scheduler
    readonly clock: Clock
    readonly logger: Logger
  }
  readonly state: (udid: string) => DeviceState
  readonly dispatch: (udid: string, event: JournalEvent) => void
}

/**
 * Does one step of one device's run and says what came of it. When the device leaves meanwhile, the machine has
 * already put the run aside, and whatever the step says no longer counts; only an erase is heard to its end.
 */
export async function runStep(engine: StepHost, udid: string, step: StepName, signal: AbortSignal): Promise<void> {
  const { scheduler, clock } = engine.options
  let turn: Turn | null = null
  const afterwards: (() => void)[] = []
  try {
    turn = await scheduler.take({ udid, kind: step, rank: rankOf(engine.state(udid)) }, signal)
    if (signal.aborted) return
    if (engine.state(udid).run?.cancelRequested === true) throw new AppError('app.cancelled')
    const resumed = engine.state(udid).run?.steps.find((one) => one.name === step)?.startedAt != null
    engine.dispatch(udid, { type: 'stepStarted', at: clock.now(), step })
    const result = await attempt(engine, udid, step, signal, { resumed, turn, afterwards })
    if (!signal.aborted) conclude(engine, udid, step, result)
  } catch (error) {
    fail(engine, udid, step, error, signal)
  } finally {
    for (const work of afterwards) work()
    turn?.giveBack()
  }
}

/**
 * Who works first where not all can: a device that has still to restart, because its absence can pass while others work;
 * then whoever is nearest to the end.
 */
function rankOf({ run }: DeviceState): number {
  const steps = run?.steps ?? []
  const restarts = run?.plan == null || steps.some(({ name, outcome }) => name === 'erase' && outcome === 'pending')
  return (restarts ? 1_000 : 0) + steps.filter(({ outcome }) => outcome === 'done').length
}

type Life = { readonly resumed: boolean; readonly turn: Turn; readonly afterwards: (() => void)[] }

async function attempt(
  engine: StepHost,
  udid: string,
  step: StepName,
  signal: AbortSignal,
  life: Life,
): Promise<StepResult> {
  const { clock, logger } = engine.options
  const orderedAt = (): number | null => engine.state(udid).run?.eraseOrderedAt ?? null
  for (let count = 1; ; count++) {
    const before = orderedAt()
    try {
      return await perform(
        engine,
        step,
        contextFor(engine, udid, signal, { ...life, resumed: life.resumed || count > 1 }),
      )
    } catch (thrown) {
      const error = asAppError(thrown)
      if (error.code === 'app.unexpected') logger.error({ udid, step, error: thrown }, 'a step failed unexpectedly')
      if (signal.aborted) throw error
      if (isConnectionLoss(error)) await clock.sleep(detachGraceMs, signal)
      // An erase that was ordered may have happened and is never repeated here; anything else may be, when its error
      // says that a pause helps.
      if (orderedAt() !== before || !helpsToWait(error) || count === maxAttempts) throw error
      for (const work of life.afterwards.splice(0)) work()
      logger.info({ udid, step, code: error.code, count }, 'trying a step again')
      await clock.sleep(firstPauseMs * 2 ** (count - 1), signal)
    }
  }
}

function contextFor(
  engine: StepHost,
  udid: string,
  signal: AbortSignal,
  { resumed, turn, afterwards }: Life,
): StepContext {
  const { deviceId, slot, run, facts } = engine.state(udid)
  if (run === null || deviceId === null) throw new AppError('apple.deviceGone', { udid })
  return {
    udid,
    deviceId,
    slot,
    runId: run.id,
    blueprint: run.blueprint,
    facts,
    resumed,
    eraseOrderedAt: run.eraseOrderedAt,
    orderedUnder: run.orderedUnder,
    beforeErase: run.beforeErase,
    signal,
    askedAt: run.startedAt,
    aside: (work) => turn.aside(work),
    afterwards: (work) => void afterwards.push(work),
    profilesBefore: run.profilesBefore,
    noteProfiles: (identifiers) => {
      const at = engine.options.clock.now()
      if (!signal.aborted && run.current !== null)
        engine.dispatch(udid, { type: 'profilesNoted', at, step: run.current, identifiers: [...identifiers] })
    },
    learn: (read) => {
      if (!signal.aborted) engine.dispatch(udid, { type: 'identified', at: engine.options.clock.now(), facts: read })
    },
    awaitTap: (tap) => {
      if (signal.aborted || engine.state(udid).run?.tap === tap) return
      if (tap !== null) turn.giveBack()
      engine.dispatch(udid, { type: 'tapAwaited', at: engine.options.clock.now(), tap })
    },
  }
}

/** The step itself, and what belongs to it: what it read is kept, and out of the first reading comes the plan. */
async function perform(engine: StepHost, step: StepName, context: StepContext): Promise<StepResult> {
  const { udid, signal } = context
  const result = await engine.options.steps[step](context)
  if (signal.aborted) return result
  if (result.facts !== undefined)
    engine.dispatch(udid, { type: 'identified', at: engine.options.clock.now(), facts: result.facts })
  if (step === 'identify') await planRun(engine, context)
  return result
}

/**
 * Makes the plan from what was just read.
 * @throws AppError the plan's first problem: it ends the run before anything was touched
 */
async function planRun(engine: StepHost, { udid, signal, aside }: StepContext): Promise<void> {
  const { run, facts } = engine.state(udid)
  if (run === null || facts === null) return
  const bench = await aside(() => engine.options.readBench(run.blueprint, signal, serialsOf([facts])))
  if (signal.aborted) return
  const lists = engine.options.guard.protected
  const plan = planGuarded(lists, facts, run.blueprint, { ...bench, eraseConsent: run.eraseConsent, dryRun: false })
  engine.dispatch(udid, { type: 'planned', at: engine.options.clock.now(), plan })
  const [problem] = plan.problems
  if (problem !== undefined)
    throw new AppError(isErrorCode(problem.code) ? problem.code : 'app.unexpected', problem.details)
}

function conclude(engine: StepHost, udid: string, step: StepName, result: StepResult): void {
  const at = engine.options.clock.now()
  if (result.awaitEnrollment === true) engine.dispatch(udid, { type: 'enrollmentAwaited', at })
  else engine.dispatch(udid, { type: 'stepDone', at, step, reason: result.reason ?? null })
}

function fail(engine: StepHost, udid: string, step: StepName, thrown: unknown, signal: AbortSignal): void {
  const { run, deviceId } = engine.state(udid)
  // Aborted without a cancellation: the device left, and the machine has put the step back.
  if (signal.aborted && run?.cancelRequested !== true) return
  if (run === null || run.interrupted) return
  const at = engine.options.clock.now()
  // The cable left, and with it the answer: whether the erase happened shows when the device is back.
  const hasLeft = run.startedOn === null || run.startedOn !== deviceId
  if (step === 'erase' && !run.cancelRequested && hasLeft)
    return engine.dispatch(udid, { type: 'stepInterrupted', at, step })
  const error = signal.aborted ? new AppError('app.cancelled') : thrown
  engine.dispatch(udid, { type: 'stepFailed', at, step, error: toErrorRecord(error) })
}

/** The Graph client has waited and asked again itself before it gave up; who stands at the bench waits for the word. */
const givenUpOn: ReadonlySet<string> = new Set(['graph.unreachable', 'graph.throttled', 'graph.serviceTrouble'])

function helpsToWait(error: AppError): boolean {
  return error.traits.retry === 'backoff' && !givenUpOn.has(error.code)
}

/** What a pulled cable or a stopped device service looks like from within a step, before its detach message is here. */
const lossCodes: ReadonlySet<string> = new Set([
  'stream.closed',
  'tls.handshake',
  'apple.deviceGone',
  'apple.portRefused',
  'apple.mux.missingOnLinux',
  'apple.mux.missingOnMac',
  'apple.mux.missingOnWindows',
  'apple.mux.unreachable',
])

function isConnectionLoss(error: AppError): boolean {
  return lossCodes.has(error.code)
}
