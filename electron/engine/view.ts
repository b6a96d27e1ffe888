import type { DeviceStage } from '../../src-shared/device.ts'
import type { DeviceView, RunView } from '../../src-shared/device-view.ts'
import { isInStep, isUnderWay } from './state.ts'
import type { DeviceState, RunState } from './state.ts'

/** A device as windows show it. */
export function viewDevice(state: DeviceState, revision: number): DeviceView {
  const { run } = state
  return {
    udid: state.udid,
    revision,
    presence: state.presence,
    slot: state.slot,
    facts: state.facts,
    stage: stageOf(state),
    tap: run?.tap ?? null,
    safeToUnplug: isSafeToUnplug(state),
    run: run === null ? null : viewRun(run),
    intuneState: state.intuneState,
    error: state.journalError ?? run?.error ?? state.identifyError,
  }
}

export function stageOf(state: DeviceState): DeviceStage {
  const { run } = state
  if (state.journalError !== null) return 'needsAttention'
  if (run === null) return idleStage(state)
  switch (run.status) {
    case 'active':
      if (run.hold !== null) return 'held'
      if (run.paused && !isInStep(run)) return 'paused'
      if (run.interrupted) return 'interrupted'
      if (run.tap !== null) return 'waitingForTap'
      return isInStep(run) ? 'running' : 'queued'
    case 'away':
      return run.error === null ? 'away' : 'needsAttention'
    case 'awaiting':
      if (run.error !== null) return 'needsAttention'
      if (run.tap === 'installProfile') return 'waitingForTap'
      return run.blueprint.endsAt === 'user' ? 'awaitingUser' : 'awaitingEnrollment'
    case 'enrolled':
      return 'enrolled'
    case 'prepared':
      return 'prepared'
    case 'failed':
      return 'needsAttention'
    default:
      return idleStage(state)
  }
}

function idleStage(state: DeviceState): DeviceStage {
  if (state.identifyError !== null) return 'needsAttention'
  if (state.identifying) return 'identifying'
  return state.facts === null ? 'seen' : 'ready'
}

/** Nothing on the cable is under way that a pull would harm. */
function isSafeToUnplug(state: DeviceState): boolean {
  const { run } = state
  if (!isUnderWay(run) || run.status === 'awaiting') return true
  return run.hold !== null || (run.status === 'active' && run.paused && !isInStep(run))
}

function viewRun(run: RunState): RunView {
  const begun = run.steps.find(({ name }) => name === run.current)?.startedAt ?? null
  return {
    id: run.id,
    batchId: run.batchId,
    blueprintId: run.blueprint.id,
    blueprintName: run.blueprint.name,
    route: run.blueprint.route,
    endsAt: run.blueprint.endsAt,
    steps: run.steps.map((step) => ({
      name: step.name,
      outcome: step.outcome,
      reason: step.reason,
      durationMs: step.startedAt === null || step.endedAt === null ? 0 : step.endedAt - step.startedAt,
    })),
    currentStep: run.current,
    ...(begun !== null && { stepStartedAt: begun }),
    ...(run.tap !== null && run.tapSince !== null && { tapSince: run.tapSince }),
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    ...(run.paused && { paused: true }),
    ...(run.hold !== null && { hold: run.hold }),
  }
}
