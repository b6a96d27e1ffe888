import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import type { Plan, PlannedStep, PlanProblem } from '../../src-shared/plan.ts'
import type { ErrorCode } from '../../src-shared/errors.ts'
import type { StepName } from '../../src-shared/step.ts'

/** What the tenant and the bench can say before a device is touched. */
export type BenchFacts = {
  /** False when Intune has no APNs certificate: it would refuse every enrollment. */
  readonly apnsReady: boolean
  /** The enrollment service names a profile to be trusted first (`trust_profile_url`). */
  readonly trustProfileNamed: boolean
  readonly supervisionIdentity: boolean
  readonly eraseConsent: boolean
  /** A dry run may plan with what is not known yet: before pairing a device does not say whether it is configured. */
  readonly dryRun: boolean
}

/**
 * What will happen to this device and why. Pure; the dry run and the run use the same.
 * The order of the steps is Apple's: everything that wants an ordinary trusted host comes before the one cloud
 * configuration, which can be written once per erase.
 */
export function planDevice(facts: DeviceFacts, blueprint: Blueprint, bench: BenchFacts): Plan {
  const erase = eraseDecision(facts, blueprint)
  const steps =
    blueprint.route === 'direct' ? directSteps(blueprint, bench) : setupAssistantSteps(facts, blueprint, bench, erase)
  const problems = [...commonProblems(facts, blueprint, bench), ...routeProblems(facts, blueprint, bench, erase)]
  return { udid: facts.udid, route: blueprint.route, erases: !erase.skip, steps, problems }
}

function eraseDecision(facts: DeviceFacts, blueprint: Blueprint): PlannedStep {
  const policy = blueprint.erase
  if (blueprint.route === 'direct') return skip('erase', 'erase.neverOnDirect')
  if (policy === 'always') return take('erase', 'erase.always')
  if (facts.cloudConfigured === null && facts.setupDone !== true && policy === 'ifNeeded')
    return take('erase', 'erase.notKnownYet')
  const why =
    facts.cloudConfigured === true ? 'erase.cloudConfigured' : facts.setupDone === true ? 'erase.setupDone' : null
  if (why === null) return skip('erase', 'erase.notNeeded')
  return policy === 'ifNeeded' ? take('erase', why) : skip('erase', 'erase.forbidden')
}

function setupAssistantSteps(
  facts: DeviceFacts,
  blueprint: Blueprint,
  bench: BenchFacts,
  erase: PlannedStep,
): PlannedStep[] {
  const erases = !erase.skip
  const unactivated = erases || facts.activationState === 'Unactivated'
  return [
    take('register', 'register.serial'),
    erase,
    erases ? take('pair', 'pair.afterErase') : skip('pair', 'pair.already'),
    unactivated
      ? take('activate', erases ? 'activate.afterErase' : 'activate.unactivated')
      : skip('activate', 'activate.already'),
    ...commonSteps(blueprint, bench),
    blueprint.language === null && blueprint.locale === null
      ? skip('language', 'language.unchanged')
      : take('language', 'language.blueprint'),
    extraProfiles(blueprint),
    take('supervise', blueprint.supervise ? 'supervise.once' : 'supervise.enrollmentOnly'),
    take('verify', 'verify.readBack'),
    take('enroll', blueprint.endsAt === 'bench' ? 'enroll.bench' : 'enroll.user'),
  ]
}

function directSteps(blueprint: Blueprint, bench: BenchFacts): PlannedStep[] {
  return [
    take('register', 'register.beforeExport'),
    skip('erase', 'erase.neverOnDirect'),
    skip('pair', 'pair.already'),
    skip('activate', 'activate.direct'),
    ...commonSteps(blueprint, bench),
    skip('language', 'language.direct'),
    extraProfiles(blueprint),
    skip('supervise', 'supervise.direct'),
    skip('verify', 'verify.direct'),
    take('enroll', 'enroll.direct'),
  ]
}

function commonSteps(blueprint: Blueprint, bench: BenchFacts): PlannedStep[] {
  return [
    bench.trustProfileNamed ? take('trust', 'trust.named') : skip('trust', 'trust.notNamed'),
    blueprint.wifi === null ? skip('wifi', 'wifi.none') : take('wifi', 'wifi.blueprint'),
    blueprint.nameTemplate === null ? skip('name', 'name.unchanged') : take('name', 'name.template'),
  ]
}

function extraProfiles(blueprint: Blueprint): PlannedStep {
  return blueprint.profiles.length === 0 ? skip('profiles', 'profiles.none') : take('profiles', 'profiles.blueprint')
}

function commonProblems(facts: DeviceFacts, blueprint: Blueprint, bench: BenchFacts): PlanProblem[] {
  const problems: PlanProblem[] = []
  if (facts.serial === null && !bench.dryRun) problems.push(problem('stage.serialUnknown'))
  if (!bench.apnsReady) problems.push(problem('stage.apnsMissing'))
  if (blueprint.supervise && !bench.supervisionIdentity) problems.push(problem('stage.identityMissing'))
  return problems
}

function routeProblems(facts: DeviceFacts, blueprint: Blueprint, bench: BenchFacts, erase: PlannedStep): PlanProblem[] {
  const unknownYet = bench.dryRun && facts.setupDone === null
  if (blueprint.route === 'direct')
    return facts.setupDone === true || unknownYet ? [] : [problem('stage.directNeedsSetUpDevice')]
  if (erase.reason === 'erase.forbidden') return [problem('stage.eraseNeeded')]
  if (facts.cloudConfigured === null && !bench.dryRun) return [problem('stage.configurationUnreadable')]
  if (erase.skip) return []
  const problems: PlanProblem[] = []
  if (facts.findMy === true) problems.push(problem('stage.findMyOn'))
  if (!bench.eraseConsent) problems.push(problem('stage.eraseNotConsented'))
  return problems
}

function take(name: StepName, reason: string): PlannedStep {
  return { name, skip: false, reason }
}

function skip(name: StepName, reason: string): PlannedStep {
  return { name, skip: true, reason }
}

function problem(code: ErrorCode): PlanProblem {
  return { code, details: {} }
}
