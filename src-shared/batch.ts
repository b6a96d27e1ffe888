import type { DeviceView } from './device-view.ts'
import { runProgress } from './run-progress.ts'
import type { StepName } from './step.ts'

export type BatchSummary = {
  readonly total: number
  readonly enrolled: number
  readonly awaitingUser: number
  readonly working: number
  readonly tap: number
  readonly attention: number
  readonly stepsDone: number
  readonly stepsTotal: number
  readonly startedAt: number
  /** Null while anything is still at work. */
  readonly endedAt: number | null
}

/** The batch started last, from the devices alone: no window keeps books of its own. Null when nothing was started. */
export function latestBatch(devices: readonly DeviceView[]): BatchSummary | null {
  const started = devices.filter((device) => device.run !== null)
  const newest = started.reduce<DeviceView | null>(
    (best, device) => (best === null || (device.run?.startedAt ?? 0) > (best.run?.startedAt ?? 0) ? device : best),
    null,
  )
  const batchId = newest?.run?.batchId
  if (batchId === undefined) return null
  const members = started.filter((device) => device.run?.batchId === batchId)
  const count = (...stages: readonly DeviceView['stage'][]): number =>
    members.filter((device) => stages.includes(device.stage)).length
  const enrolled = count('enrolled')
  const awaitingUser = count('awaitingUser')
  const tap = count('waitingForTap')
  const attention = count('needsAttention', 'interrupted')
  const progress = members.flatMap((device) => (device.run === null ? [] : [runProgress(device.run)]))
  const working = members.length - enrolled - awaitingUser - tap - attention
  const runs = members.flatMap((device) => (device.run === null ? [] : [device.run]))
  return {
    total: members.length,
    enrolled,
    awaitingUser,
    tap,
    attention,
    working,
    stepsDone: progress.reduce((sum, { done }) => sum + done, 0),
    stepsTotal: progress.reduce((sum, { total }) => sum + total, 0),
    startedAt: Math.min(...runs.map((run) => run.startedAt)),
    endedAt: working + tap > 0 ? null : Math.max(...runs.map((run) => run.endedAt ?? run.startedAt)),
  }
}

/** Steps after whose start a device is neither what it was nor what it should be. */
const destructive: ReadonlySet<StepName> = new Set(['erase', 'supervise'])

/** A device is just being erased, or is away because of it, or takes its configuration. */
export function isAtRisk({ stage, run }: DeviceView): boolean {
  if (run?.currentStep == null || run.endedAt !== null) return false
  return destructive.has(run.currentStep) && (stage === 'running' || stage === 'away' || stage === 'waitingForTap')
}
