import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import type { Plan, PlanErases } from '../../src-shared/plan.ts'
import type { BenchFacts } from './bench-facts.ts'
import { planProblems, planWarnings } from './plan-problems.ts'
import { returnProblems, returnSteps, returnWarnings } from './plan-return.ts'
import { planSteps } from './plan-steps.ts'

/** What will happen to this device and why. Pure; the dry run and the run use the same. */
export function planDevice(facts: DeviceFacts, blueprint: Blueprint, bench: BenchFacts): Plan {
  const isReturn = blueprint.kind === 'return'
  const steps = isReturn ? returnSteps(facts, blueprint, bench) : planSteps(facts, blueprint, bench)
  const input = { facts, blueprint, bench, steps }
  const erase = steps.find((step) => step.name === 'erase')
  const erases: PlanErases = erase === undefined || erase.skip ? 'no' : erase.reason === notKnownYet ? 'maybe' : 'yes'
  return {
    udid: facts.udid,
    route: blueprint.route,
    erases,
    steps: [...steps],
    problems: [...(isReturn ? returnProblems(input) : planProblems(input))],
    warnings: [...(isReturn ? returnWarnings(input) : planWarnings(input))],
    expectedMs: steps.reduce((sum, step) => sum + step.expectedMs, 0),
  }
}

const notKnownYet = 'erase.notKnownYet'

/** Those that are known: before it is unlocked a device may not tell its own. */
export function serialsOf(all: readonly DeviceFacts[]): readonly string[] {
  return all.flatMap(({ serial }) => (serial === null ? [] : [serial]))
}
