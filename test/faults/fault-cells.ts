import { isErrorCode } from '../../src-shared/errors.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import { blueprintIds } from '../../src-shared/default-blueprints.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'
import type { StepName } from '../../src-shared/step.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { HookedJournal } from './hooked-journal.ts'
import type { JournalHook } from './hooked-journal.ts'
import { diskIsFull } from './troubles.ts'
import type { Trouble } from './troubles.ts'

export type MatrixRoute = 'bench' | 'direct'

export type FaultBench = {
  readonly bench: Bench
  /** Stages the cell's own device with the trouble in that step. Says how it ended, and what was wrong with that. */
  readonly tryCell: (index: number, step: StepName, trouble: Trouble) => Promise<CellEnd>
  readonly stop: () => Promise<void>
}

export type CellEnd = {
  /** False: the run never came to that step. */
  readonly struck: boolean
  readonly code: string | null
  readonly failures: readonly string[]
}

const settled: ReadonlySet<DeviceView['stage']> = new Set(['enrolled', 'needsAttention'])
/** An outage ends at last, whether or not it has stopped the device. */
const outageMs = 3_000

/** A bench with one used device for each cell, all unplugged, and an eye on its journal. */
export async function openFaultBench(
  route: MatrixRoute,
  cells: number,
  blueprints: (usual: readonly Blueprint[]) => readonly Blueprint[],
): Promise<FaultBench> {
  let hook: JournalHook = () => {}
  const bench = await startBench({
    scenario: { devices: Array.from({ length: cells }, () => ({ state: 'used', attached: false })) },
    blueprints,
    app: () => ({ openJournal: (path) => new HookedJournal(path, (...line) => hook(...line)) }),
  })
  const tryCell = async (index: number, step: StepName, trouble: Trouble): Promise<CellEnd> => {
    const { identity, slot } = bench.devices[index]!
    const { udid } = identity
    const struck = strikeAt(bench, { udid, slot, step, trouble }, (set) => (hook = set))
    await bench.cart.plug(udid)
    await bench.startRun(route, [udid])
    try {
      const first = await endOf(bench, udid, struck.done, trouble)
      return {
        struck: struck.happened(),
        code: first.error?.code ?? (first.stage === 'enrolled' ? null : first.stage),
        failures: await judge(bench, route, first),
      }
    } catch (error) {
      return { struck: struck.happened(), code: null, failures: [String(error)] }
    } finally {
      hook = () => {}
      await trouble.end?.(bench)
      await bench.cart.unplug(udid)
    }
  }
  return { bench, tryCell, stop: () => bench.stop() }
}

type Aim = { readonly udid: string; readonly slot: number; readonly step: StepName; readonly trouble: Trouble }

/** Strikes once, when the step is written down as begun. */
function strikeAt(
  bench: Bench,
  { udid, slot, step, trouble }: Aim,
  listen: (hook: JournalHook) => void,
): { readonly happened: () => boolean; readonly done: Promise<void> } {
  let state: 'waiting' | 'struck' | 'over' = 'waiting'
  const done = new Promise<void>((resolve, reject) => {
    listen((when, who, event) => {
      if (who !== udid) return
      if (state === 'waiting' && when === 'after' && event.type === 'stepStarted' && event.step === step) {
        state = 'struck'
        trouble.strike(bench, udid, slot).then(resolve, reject)
      } else if (state === 'struck' && when === 'before') {
        state = 'over'
        if (trouble.diskFull === true) throw diskIsFull('journal.sqlite')
      }
    })
  })
  return { happened: () => state !== 'waiting', done }
}

async function endOf(bench: Bench, udid: string, struck: Promise<void>, trouble: Trouble): Promise<DeviceView> {
  const ended = bench.feed.untilDevice(udid, ({ run, stage }) => run !== null && settled.has(stage), 'an end')
  await Promise.race([struck, ended])
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, outageMs))])
  await trouble.end?.(bench)
  return Promise.race([ended, stillAsked(bench, udid)])
}

/** A profile whose installation failed on the device is gone from it; the bench asks for a tap until it lapses. */
async function stillAsked(bench: Bench, udid: string): Promise<DeviceView> {
  for (let asked = 0; asked < 10;) {
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    const prompts = (await bench.cart.device(udid)).prompts.length
    asked = bench.feed.view(udid)?.tap === 'installProfile' && prompts === 0 ? asked + 1 : 0
  }
  return bench.feed.view(udid)!
}

/** Done, or a person is told why in words; then one retry, with a new consent, brings it to its end. */
async function judge(bench: Bench, route: MatrixRoute, view: DeviceView): Promise<string[]> {
  const { udid } = view
  const failures: string[] = []
  if (view.stage === 'waitingForTap') {
    await bench.app.handlers['runs.cancel']({ udids: [udid] })
    await bench.feed.untilDevice(udid, ({ stage }) => stage === 'ready', 'cancelled')
  }
  if (view.stage !== 'enrolled') {
    if (
      view.stage === 'needsAttention' &&
      (view.error === null || !isErrorCode(view.error.code) || view.error.code === 'app.unexpected')
    )
      failures.push(`needs attention without words: ${view.error?.code ?? 'no error'}`)
    await bench.feed.untilDevice(udid, ({ presence }) => presence === 'attached', 'back on its cable')
    const consent = route === 'direct' ? null : { udids: [udid], typedCount: 1 }
    await bench.app.handlers['runs.retry']({ udids: [udid], consent })
    const again = await bench.feed.untilDevice(udid, ({ stage }) => stage === 'enrolled', 'enrolled after a retry')
    if (again.error !== null) failures.push(`enrolled with an error: ${again.error.code}`)
  }
  const { counts, storage } = await bench.cart.device(udid)
  if (!storage.enrolled) failures.push('not enrolled')
  if (view.stage === 'enrolled' && (counts['erased'] ?? 0) > 1) failures.push(`erased ${counts['erased']} times`)
  return failures
}

export const routeIds: Readonly<Record<MatrixRoute, string>> = {
  bench: blueprintIds.bench,
  direct: blueprintIds.direct,
}
