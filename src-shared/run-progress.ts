import type { RunView } from './device-view.ts'
import type { StepName } from './step.ts'

export type Progress = {
  readonly done: number
  readonly total: number
  /** The step at work, counted from 1, or null when none is. */
  readonly current: { readonly index: number; readonly name: StepName } | null
}

const counted = new WeakMap<RunView, Progress>()

/** How far a run is, counting only the steps that are not left out. A run that did not change is counted once. */
export function runProgress(run: RunView): Progress {
  const known = counted.get(run)
  if (known !== undefined) return known
  const steps = run.steps.filter((step) => step.outcome !== 'skipped')
  const done = steps.filter((step) => step.outcome === 'done').length
  const at = steps.findIndex((step) => step.name === run.currentStep)
  const name = steps[at]?.name
  const progress = { done, total: steps.length, current: name === undefined ? null : { index: at + 1, name } }
  counted.set(run, progress)
  return progress
}
