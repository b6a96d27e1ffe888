import type { Blueprint } from '../../src-shared/blueprint.ts'
import { enrolls, registersSerial, writesConfiguration } from '../../src-shared/blueprint-meaning.ts'
import { neededCapabilities } from '../../src-shared/blueprint-capabilities.ts'
import { capableBackends } from '../../src-shared/capabilities.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import type { ErrorCode, ErrorDetails } from '../../src-shared/errors.ts'
import { usesToken } from '../../src-shared/naming.ts'
import type { PlannedStep, PlanProblem, SerialFacts } from '../../src-shared/plan.ts'
import { isBefore, parseOsVersion } from '../../src-shared/setup-assistant/os-version.ts'
import type { BenchFacts } from './bench-facts.ts'

export type PlanInput = {
  readonly facts: DeviceFacts
  readonly blueprint: Blueprint
  readonly bench: BenchFacts
  readonly steps: readonly PlannedStep[]
}

type Found = readonly PlanProblem[]

/**
 * What must be mended before the device may be touched, the most fundamental first. None left means that the steps lead
 * where the blueprint says.
 */
export function planProblems(input: PlanInput): Found {
  // A kind of blueprint whose steps are planned elsewhere must not be taken for staging.
  if (input.blueprint.kind !== 'stage') return [problem('plan.kindNotStaged')]
  return [
    ...backendProblems(input),
    ...identityProblems(input),
    ...vaultProblems(input),
    ...powerProblems(input),
    ...tenantProblems(input),
    ...routeProblems(input),
    ...eraseProblems(input),
    ...networkProblems(input),
  ]
}

/** A step that nobody here can do is not begun with: the table says who can, and what is proved. */
export function backendProblems({ blueprint, bench }: Pick<PlanInput, 'blueprint' | 'bench'>): Found {
  return neededCapabilities(blueprint)
    .filter((capability) => capableBackends(capability, bench.backends).length === 0)
    .map((capability) => problem('plan.backendCannot', { what: capability }))
}

function identityProblems({ facts, blueprint, bench }: PlanInput): Found {
  const { organization } = blueprint
  const configures = writesConfiguration(blueprint)
  return [
    ...when(facts.serial === null && !bench.dryRun, 'stage.serialUnknown'),
    ...when(organization !== null && organization !== bench.organizationName, 'plan.organizationUnknown', {
      name: organization ?? '',
      station: bench.organizationName,
    }),
    ...when(configures && blueprint.supervise && !bench.supervisionIdentity, 'stage.identityMissing'),
    // The write makes the device forget every host: only the key gets back in.
    ...when(blueprint.pairing === 'certificate' && !bench.supervisionIdentity, 'plan.pairingWithoutKey'),
  ]
}

export function vaultProblems({ facts, blueprint, bench }: PlanInput): Found {
  const named = [blueprint.nameTemplate, blueprint.end.label]
  const wantsAsset = named.some((template) => template !== null && usesToken(template, 'asset'))
  const assetKnown = facts.serial === null ? bench.dryRun : bench.assets.has(facts.serial)
  return [
    ...bench.missing.map(({ kind, name }) =>
      kind === 'profile'
        ? problem('stage.profileMissing', { name })
        : kind === 'secret'
          ? problem('stage.secretMissing', { name })
          : problem(kind === 'app' ? 'plan.appMissing' : 'plan.pictureMissing', { name }),
    ),
    ...when(wantsAsset && !assetKnown, 'plan.assetUnknown', { serial: facts.serial ?? '' }),
  ]
}

export function powerProblems({ facts, blueprint: { powerCheck } }: PlanInput): Found {
  if (powerCheck === null || facts.batteryPercent === null) return []
  const low = facts.batteryPercent < powerCheck.minPercent && !(powerCheck.orCharging && facts.batteryCharging === true)
  return when(low, 'plan.batteryLow', { percent: facts.batteryPercent, limit: powerCheck.minPercent })
}

function tenantProblems({ facts, blueprint, bench }: PlanInput): Found {
  if (!enrolls(blueprint) && !writesConfiguration(blueprint)) return []
  const serial = serialFacts(facts, bench)
  const details = { serial: facts.serial ?? '' }
  const missing = enrolls(blueprint) && !bench.apnsReady ? [problem('stage.apnsMissing')] : []
  if (blueprint.route === 'automated') {
    const listed = serial?.automated
    return [
      ...missing,
      ...when(bench.programTokenGood === false, 'plan.programTokenLapsed'),
      ...when(listed === false, 'plan.notAutomated', details),
      ...when(listed === true && serial?.automatedProfile === false, 'plan.noAutomatedProfile', details),
    ]
  }
  // The device asks Apple, learns that Apple holds its configuration, and answers the write with 33004.
  return [...missing, ...when(serial?.automated === true, 'plan.automatedSerial', details)]
}

function routeProblems({ facts, blueprint, bench }: PlanInput): Found {
  const older = when(
    blueprint.wifi?.encryption === 'WPA3' && isOlder(facts, wpa3Since),
    'plan.systemTooOld',
    systemDetails('WPA3', wpa3Since, facts),
  )
  if (blueprint.route !== 'direct') return older
  const unknownYet = bench.dryRun && facts.setupDone === null
  return [
    ...older,
    ...when(facts.setupDone !== true && !unknownYet, 'stage.directNeedsSetUpDevice'),
    ...when(blueprint.wallpaper !== null && facts.supervised === false, 'plan.pictureNeedsSupervision'),
  ]
}

/** Apple: WPA3 came with iOS and iPadOS 13. */
const wpa3Since = '13.0'

/** Microsoft: Intune supports iOS and iPadOS 17 and later; older ones still enroll, without a promise. */
const intuneSince = '17.0'

function isOlder({ osVersion }: DeviceFacts, since: string): boolean {
  const [has, needs] = [parseOsVersion(osVersion ?? ''), parseOsVersion(since)]
  return has !== null && needs !== null && isBefore(has, needs)
}

function systemDetails(what: string, needs: string, { osVersion }: DeviceFacts): ErrorDetails {
  return { what, needs, has: osVersion ?? '' }
}

function eraseProblems({ facts, blueprint, bench, steps }: PlanInput): Found {
  const erase = steps.find((step) => step.name === 'erase')
  if (erase === undefined || blueprint.route === 'direct') return []
  if (erase.reason === 'erase.forbidden') return [problem('stage.eraseNeeded')]
  const reads = writesConfiguration(blueprint) || blueprint.route === 'automated'
  if (reads && facts.cloudConfigured === null && !bench.dryRun) return [problem('stage.configurationUnreadable')]
  if (erase.skip) return facts.activationState === 'Unactivated' ? findMyProblems(facts) : []
  return [...findMyProblems(facts), ...when(!bench.eraseConsent, 'stage.eraseNotConsented')]
}

/** Erased with Find My on, a device waits at Hello for its owner's account: another erase does not change that. */
function findMyProblems({ findMy, activationState, setupDone }: DeviceFacts): Found {
  if (findMy !== true) return []
  const isLocked = activationState === 'Unactivated' && setupDone !== true
  return [problem(isLocked ? 'plan.activationLocked' : 'stage.findMyOn')]
}

/** At the bench the device must get to Intune by itself; a person elsewhere has a network of their own. */
function networkProblems(input: PlanInput): Found {
  return when(lacksNetwork(input) && input.blueprint.endsAt === 'bench', 'plan.noNetwork')
}

function lacksNetwork({ facts, blueprint, bench }: PlanInput): boolean {
  // A device in use has had a network to be set up with.
  if (!enrolls(blueprint) || blueprint.route === 'direct' || bench.tethered) return false
  return blueprint.wifi === null && blueprint.networkProfile === null && facts.imei === null
}

/** What hinders nothing, and what somebody should know before it is done. */
export function planWarnings(input: PlanInput): Found {
  const { facts, blueprint, bench } = input
  if (blueprint.kind !== 'stage') return []
  const serial = serialFacts(facts, bench)
  return [
    ...when(lacksNetwork(input) && blueprint.endsAt === 'user', 'plan.userBringsNetwork'),
    ...when(writesConfiguration(blueprint) && blueprint.pairing === 'forbid', 'plan.nobodyMayPair'),
    ...when(blueprint.route === 'automated' && serial?.automated == null, 'plan.automatedUnknown'),
    ...when(registersSerial(blueprint) && bench.dryRun && serial?.imported === false, 'plan.willBeImported', {
      serial: facts.serial ?? '',
    }),
    ...dataPlanWarnings(input),
    ...when(blueprint.powerCheck !== null && facts.batteryPercent === null && !bench.dryRun, 'plan.batteryUnknown'),
    ...when(enrollsWithUser(blueprint), 'plan.userWithinADay'),
    ...when(
      enrolls(blueprint) && isOlder(facts, intuneSince),
      'plan.systemUnsupported',
      systemDetails('Intune', intuneSince, facts),
    ),
  ]
}

function dataPlanWarnings({ blueprint, steps }: PlanInput): Found {
  if (!steps.some(isErase)) return []
  if (blueprint.eraseWith === 'restore') return [problem('plan.restoreDataPlan')]
  return when(blueprint.dataPlan === 'erase', 'plan.dataPlanErased')
}

function isErase(step: PlannedStep): boolean {
  return step.name === 'erase' && !step.skip
}

function enrollsWithUser({ route, enrollmentProfile }: Blueprint): boolean {
  return route === 'setupAssistant' && enrollmentProfile !== null && enrollmentProfile.userAffinity !== 'none'
}

function serialFacts({ serial }: DeviceFacts, bench: BenchFacts): SerialFacts | undefined {
  return serial === null ? undefined : bench.serials.get(serial)
}

function when(holds: boolean, code: ErrorCode, details: ErrorDetails = {}): Found {
  return holds ? [problem(code, details)] : []
}

function problem(code: ErrorCode, details: ErrorDetails = {}): PlanProblem {
  return { code, details }
}
