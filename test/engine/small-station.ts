import { Engine } from '../../electron/engine/engine.ts'
import { Guard } from '../../electron/engine/guard.ts'
import { Orders } from '../../electron/engine/orders.ts'
import { Pilots } from '../../electron/engine/pilots.ts'
import type { Change, Step, Steps } from '../../electron/engine/ports.ts'
import { Scheduler } from '../../electron/engine/scheduler.ts'
import { stageOf } from '../../electron/engine/view.ts'
import type { Clock } from '../../electron/lib/clock.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import type { JournalEvent } from '../../src-shared/journal.ts'
import { stepNames } from '../../src-shared/step.ts'
import type { StepName } from '../../src-shared/step.ts'
import { bench, fresh } from './fixtures.ts'

export type Line = { readonly udid: string; readonly event: JournalEvent }

export type StationParts = {
  readonly clock?: Clock
  /** What was written before; the station writes on. */
  readonly lines?: Line[]
  readonly limit?: number
  readonly facts?: (udid: string) => DeviceFacts
  /** What a device takes to be read outside a run. */
  readonly beforeRead?: () => Promise<void>
  /** Steps that do something; the others are done at once. */
  readonly steps?: Partial<Record<StepName, Step>>
  readonly observe?: (change: Change) => void
}

/** An engine with its journal in memory, steps that do nothing, and an Intune that only says what it is told. */
export function smallStation(parts: StationParts = {}) {
  const { lines = [], limit = Infinity } = parts
  const facts = parts.facts ?? ((udid: string): DeviceFacts => ({ ...fresh, udid, serial: `S${udid}` }))
  const clock: Clock = parts.clock ?? { now: () => 1_000, sleep: () => new Promise(() => {}) }
  const done: Step = () => Promise.resolve({})
  const usual: Partial<Record<StepName, Step>> = {
    identify: ({ udid }) => Promise.resolve({ facts: facts(udid) }),
    enroll: () => Promise.resolve({ awaitEnrollment: true }),
  }
  const steps = Object.fromEntries(
    stepNames.map((name) => [name, parts.steps?.[name] ?? usual[name] ?? done]),
  ) as unknown as Steps
  const guard = new Guard()
  const engine: Engine = new Engine({
    journal: {
      append: (udid, event) => lines.push({ udid, event }),
      replay: (each) => lines.slice().forEach(({ udid, event }, index) => each(udid, event, index + 1)),
      proved: () => [],
    },
    steps,
    readFacts: async (udid) => {
      await parts.beforeRead?.()
      return facts(udid)
    },
    readBench: () => Promise.resolve(bench),
    watch: { follow: () => {}, unfollow: () => {} },
    guard,
    scheduler: new Scheduler({
      limit,
      perController: Infinity,
      gapMs: 0,
      controllerOf: () => null,
      clock,
      logger: silentLogger,
    }),
    clock,
    logger: silentLogger,
    returnTimeoutMs: 1_000,
    observe: (change) => {
      pilots.observe(change)
      parts.observe?.(change)
    },
  })
  const pilots = new Pilots({
    states: () => engine.states(),
    dispatch: (udid, event) => engine.dispatch(udid, event),
    now: clock.now,
  })
  let count = lines.length
  const orders = new Orders({ engine, pilots, makeId: () => `id${++count}`, isOccupied: () => false })
  engine.start()
  pilots.settle()
  return {
    engine,
    guard,
    orders,
    pilots,
    lines,
    attach: (...udids: readonly string[]) => {
      for (const [index, udid] of udids.entries()) engine.attached(udid, ++count, index + 1, index + 1)
      return settled()
    },
    stage: (udid: string) => stageOf(engine.state(udid)),
  }
}

/** Everything that was ready to happen has happened. */
export async function settled(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
