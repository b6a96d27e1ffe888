import type { BackendFacts } from '../../src-shared/capabilities.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import type { MissingItem, Plan, PlanErases, SerialFacts } from '../../src-shared/plan.ts'
import type { RecordFacts } from '../../src-shared/returns.ts'
import { planProblems, planWarnings } from './plan-problems.ts'
import { returnProblems, returnSteps, returnWarnings } from './plan-return.ts'
import { planSteps } from './plan-steps.ts'

/** What the tenant and the bench can say before a device is touched. */
export type BenchFacts = {
  /** False when Intune has no APNs certificate, or one that has lapsed: it would refuse every enrollment. */
  readonly apnsReady: boolean
  /** The enrollment service names a profile to be trusted first (`trust_profile_url`). */
  readonly trustProfileNamed: boolean
  /** The private key is here, too. */
  readonly supervisionIdentity: boolean
  readonly eraseConsent: boolean
  /** A dry run may plan with what is not known yet: before pairing a device does not say whether it is configured. */
  readonly dryRun: boolean
  /** By serial number, as the device tells it. */
  readonly serials: ReadonlyMap<string, SerialFacts>
  /** The organization of this station. */
  readonly organizationName: string
  readonly missing: readonly MissingItem[]
  /** Serial numbers whose inventory number is known. */
  readonly assets: ReadonlySet<string>
  /** Whether devices get the internet over the cable. */
  readonly tethered: boolean
  /** Whether an ADE token of the tenant is still good; null when there is none, or nobody asked. */
  readonly programTokenGood: boolean | null
  /** Which backends can be used here. */
  readonly backends: BackendFacts
  /** What Intune has of devices that come back, by serial number; absent, or without one, when it did not say. */
  readonly records?: ReadonlyMap<string, RecordFacts>
}

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
