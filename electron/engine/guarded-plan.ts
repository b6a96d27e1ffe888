import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import { toErrorRecord } from '../../src-shared/errors.ts'
import type { Plan, PlanProblem } from '../../src-shared/plan.ts'
import { planDevice } from './planner.ts'
import type { BenchFacts } from './bench-facts.ts'
import type { ProtectedDevices } from './protected-devices.ts'

/**
 * The plan, and before everything else what the guard would say to it: a list that forbids the device, or its erase. The
 * dry run and the run use the same.
 */
export function planGuarded(
  lists: Pick<ProtectedDevices, 'assertNotQuarantined' | 'assertMayDestroy'>,
  facts: DeviceFacts,
  blueprint: Blueprint,
  bench: BenchFacts,
): Plan {
  const plan = planDevice(facts, blueprint, bench)
  const quarantine = refusalOf(() => lists.assertNotQuarantined(facts.serial))
  // A device that has not told its name yet is asked again by the run.
  const mayTell = facts.serial !== null || !bench.dryRun
  const erase = plan.erases === 'no' || !mayTell ? [] : refusalOf(() => lists.assertMayDestroy(facts.serial))
  const [refusal] = [...quarantine, ...erase]
  return refusal === undefined ? plan : { ...plan, problems: [refusal, ...plan.problems] }
}

function refusalOf(ask: () => void): readonly PlanProblem[] {
  try {
    ask()
    return []
  } catch (error) {
    const { code, details } = toErrorRecord(error)
    return [{ code, details }]
  }
}
