import type { Blueprint } from '../../src-shared/blueprint.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import type { ErrorCode, ErrorDetails } from '../../src-shared/errors.ts'
import type { PlannedStep, PlanProblem } from '../../src-shared/plan.ts'
import type { RecordFacts } from '../../src-shared/returns.ts'
import { backendProblems, powerProblems, vaultProblems } from './plan-problems.ts'
import type { PlanInput } from './plan-problems.ts'
import { power, shutDown, skip, take } from './plan-steps.ts'
import type { BenchFacts } from './bench-facts.ts'

/**
 * The steps of a device that comes back, in the one order there is: the bypass code first, because Intune forgets it with
 * the record; the management off while the device can still hear of it; then the erase, and activation, where Activation
 * Lock would show itself; then what is left in Intune, and the certificate.
 */
export function returnSteps(facts: DeviceFacts, blueprint: Blueprint, bench: BenchFacts): readonly PlannedStep[] {
  const record = recordFacts(facts, bench)
  return [
    power(blueprint),
    take('bypassCode', record?.bypassCode === 'kept' ? 'bypassCode.lookAgain' : 'bypassCode.beforeRecord'),
    record?.records === 0 ? skip('retire', 'retire.noRecord') : take('retire', 'retire.blueprint'),
    take('erase', 'erase.always'),
    take('pair', 'pair.afterErase'),
    take('activate', 'activate.proof'),
    recordStep(blueprint),
    take('certificate', 'certificate.always'),
    blueprint.end.label === null ? skip('label', 'label.none') : take('label', 'label.template'),
    shutDown(blueprint),
  ]
}

function recordStep({ returning }: Blueprint): PlannedStep {
  if (returning?.record !== 'delete' && returning?.identity !== 'delete') return skip('record', 'record.kept')
  if (returning.identity !== 'delete') return take('record', 'record.stale')
  return take('record', returning.record === 'delete' ? 'record.both' : 'record.serial')
}

/** What must be mended before anything is touched, by cable or in Intune. */
export function returnProblems(input: PlanInput): readonly PlanProblem[] {
  const { facts, blueprint, bench } = input
  return [
    ...when(facts.serial === null && !bench.dryRun, 'stage.serialUnknown'),
    ...backendProblems(input),
    ...when(blueprint.returning === null, 'returns.notSaid', { name: blueprint.name }),
    ...vaultProblems(input),
    ...powerProblems(input),
    // After the erase only the owner, Apple or this code gets past Activation Lock.
    ...when(facts.findMy === true && !mayHaveCode(facts, bench), 'returns.findMyNoCode', {
      serial: facts.serial ?? '',
    }),
    ...when(!bench.eraseConsent, 'stage.eraseNotConsented'),
  ]
}

export function returnWarnings({ facts, blueprint, bench }: PlanInput): readonly PlanProblem[] {
  const serial = facts.serial === null ? undefined : bench.serials.get(facts.serial)
  const isDisposed = blueprint.returning?.outcome === 'disposed'
  return [
    ...when(facts.findMy === true, 'returns.findMyOn'),
    ...when(recordFacts(facts, bench) === undefined, 'returns.recordUnknown'),
    ...when(isDisposed && serial?.automated === true, 'returns.stillAutomated', { serial: facts.serial ?? '' }),
    ...when(blueprint.dataPlan === 'erase', 'plan.dataPlanErased'),
  ]
}

/** The code is here, Intune shows it, or the device tells it to the organization that supervises it. */
function mayHaveCode(facts: DeviceFacts, bench: BenchFacts): boolean {
  const known = recordFacts(facts, bench)?.bypassCode ?? 'none'
  const isOurs = facts.supervised === true && facts.organizationName === bench.organizationName
  return known !== 'none' || (isOurs && bench.supervisionIdentity)
}

function recordFacts({ serial }: DeviceFacts, bench: BenchFacts): RecordFacts | undefined {
  return serial === null ? undefined : bench.records?.get(serial)
}

function when(holds: boolean, code: ErrorCode, details: ErrorDetails = {}): readonly PlanProblem[] {
  return holds ? [{ code, details }] : []
}
