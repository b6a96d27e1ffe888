import type { Blueprint } from '../../src-shared/blueprint.ts'
import {
  needsEmptyDevice,
  readBacksOf,
  registersSerial,
  writesConfiguration,
} from '../../src-shared/blueprint-meaning.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import type { PlannedStep } from '../../src-shared/plan.ts'
import { restoreDuration, stepDurations } from '../../src-shared/step-durations.ts'
import type { StepName } from '../../src-shared/step.ts'
import type { BenchFacts } from './bench-facts.ts'

/**
 * The steps of every route, in the one order there is. It is Apple's: everything that wants an ordinary trusted host
 * comes before the one cloud configuration, which can be written once per erase and may forget every host; what only a
 * supervisor may do comes after it.
 */
export function planSteps(facts: DeviceFacts, blueprint: Blueprint, bench: BenchFacts): readonly PlannedStep[] {
  const erase = eraseStep(facts, blueprint)
  return [
    power(blueprint),
    register(facts, blueprint, bench),
    erase,
    ...afterErase(facts, blueprint, !erase.skip),
    trust(blueprint, bench),
    wifi(blueprint),
    blueprint.nameTemplate === null ? skip('name', 'name.unchanged') : take('name', 'name.template'),
    language(blueprint),
    blueprint.timeZone === null ? skip('timeZone', 'timeZone.unchanged') : take('timeZone', 'timeZone.blueprint'),
    several('profiles', blueprint.profiles),
    several('apps', blueprint.apps),
    supervise(blueprint),
    verify(blueprint),
    blueprint.wallpaper === null ? skip('wallpaper', 'wallpaper.unchanged') : take('wallpaper', 'wallpaper.blueprint'),
    blueprint.end.label === null ? skip('label', 'label.none') : take('label', 'label.template'),
    shutDown(blueprint),
    enroll(blueprint),
  ]
}

/** Whether a device is erased, and why; a reason of its own for what only the paired device can tell. */
function eraseStep(facts: DeviceFacts, blueprint: Blueprint): PlannedStep {
  const policy = blueprint.erase
  if (blueprint.route === 'direct') return skip('erase', 'erase.neverOnDirect')
  if (policy === 'always') return eraseFor(blueprint, 'erase.always')
  if (!needsEmptyDevice(blueprint)) return skip('erase', 'erase.nothingToWrite')
  if (facts.cloudConfigured === null && facts.setupDone !== true && policy === 'ifNeeded')
    return eraseFor(blueprint, 'erase.notKnownYet')
  const why =
    facts.cloudConfigured === true ? 'erase.cloudConfigured' : facts.setupDone === true ? 'erase.setupDone' : null
  if (why === null) return skip('erase', 'erase.notNeeded')
  return policy === 'ifNeeded' ? eraseFor(blueprint, why) : skip('erase', 'erase.forbidden')
}

/** The newest system is fetched and installed with a restore: gigabytes, and a device in recovery meanwhile. */
function eraseFor({ eraseWith }: Blueprint, reason: string): PlannedStep {
  const step = take('erase', reason)
  return eraseWith === 'command' ? step : { ...step, expectedMs: restoreDuration.ms }
}

export function power({ powerCheck }: Blueprint): PlannedStep {
  return powerCheck === null ? skip('power', 'power.notAsked') : take('power', 'power.blueprint')
}

function register(facts: DeviceFacts, blueprint: Blueprint, bench: BenchFacts): PlannedStep {
  if (blueprint.route === 'automated') return skip('register', 'register.automated')
  if (!registersSerial(blueprint)) return skip('register', 'register.none')
  const known = facts.serial === null ? undefined : bench.serials.get(facts.serial)
  // Done all the same: it costs little, and tells an enrollment that is to come from an old one.
  if (known?.imported === true && known.assigned === true) return take('register', 'register.known')
  return take('register', blueprint.route === 'direct' ? 'register.beforeExport' : 'register.serial')
}

function afterErase(facts: DeviceFacts, blueprint: Blueprint, erases: boolean): readonly PlannedStep[] {
  if (erases) return [take('pair', 'pair.afterErase'), take('activate', 'activate.afterErase')]
  const pair = skip('pair', 'pair.already')
  if (blueprint.route === 'direct') return [pair, skip('activate', 'activate.direct')]
  const unactivated = facts.activationState === 'Unactivated'
  return [pair, unactivated ? take('activate', 'activate.unactivated') : skip('activate', 'activate.already')]
}

function trust(blueprint: Blueprint, bench: BenchFacts): PlannedStep {
  if (!registersSerial(blueprint)) return skip('trust', 'trust.notOnRoute')
  return bench.trustProfileNamed ? take('trust', 'trust.named') : skip('trust', 'trust.notNamed')
}

function wifi({ wifi: settings, networkProfile }: Blueprint): PlannedStep {
  if (networkProfile !== null) return take('wifi', settings === null ? 'wifi.profile' : 'wifi.both')
  return settings === null ? skip('wifi', 'wifi.none') : take('wifi', 'wifi.blueprint')
}

function language(blueprint: Blueprint): PlannedStep {
  if (blueprint.route === 'direct') return skip('language', 'language.direct')
  const unchanged = blueprint.language === null && blueprint.locale === null
  return unchanged ? skip('language', 'language.unchanged') : take('language', 'language.blueprint')
}

function several(name: 'profiles' | 'apps', names: readonly string[]): PlannedStep {
  return names.length === 0 ? skip(name, `${name}.none`) : take(name, `${name}.blueprint`, names.length)
}

function supervise(blueprint: Blueprint): PlannedStep {
  if (blueprint.route === 'direct') return skip('supervise', 'supervise.direct')
  if (blueprint.route === 'automated') return skip('supervise', 'supervise.automated')
  if (!writesConfiguration(blueprint)) return skip('supervise', 'supervise.nothing')
  if (blueprint.route === 'none')
    return take('supervise', blueprint.supervise ? 'supervise.withoutEnrollment' : 'supervise.panesOnly')
  return take('supervise', blueprint.supervise ? 'supervise.once' : 'supervise.enrollmentOnly')
}

function verify(blueprint: Blueprint): PlannedStep {
  // The device forgot this host with the write, and nobody may pair any more.
  if (blueprint.pairing === 'forbid') return skip('verify', 'verify.nobodyMayPair')
  if (readBacksOf(blueprint).length > 0) return take('verify', 'verify.readBack')
  return skip('verify', blueprint.route === 'direct' ? 'verify.direct' : 'verify.nothing')
}

/** Where a person enrolls later, the device is shut down as the last thing before it is handed over. */
export function shutDown({ end, route }: Blueprint): PlannedStep {
  if (!end.shutDown) return skip('shutDown', 'shutDown.staysOn')
  return take('shutDown', route === 'none' ? 'shutDown.prepared' : 'shutDown.handedOver')
}

function enroll({ route, endsAt }: Blueprint): PlannedStep {
  if (route === 'none') return skip('enroll', 'enroll.none')
  if (route === 'direct') return take('enroll', 'enroll.direct')
  // Whoever uses the device walks through Setup Assistant in their own time.
  if (endsAt === 'user') return take('enroll', route === 'automated' ? 'enroll.automatedUser' : 'enroll.user', 0)
  return take('enroll', route === 'automated' ? 'enroll.automatedBench' : 'enroll.bench')
}

export function take(name: StepName, reason: string, times = 1): PlannedStep {
  return { name, skip: false, reason, expectedMs: stepDurations[name].ms * times }
}

export function skip(name: StepName, reason: string): PlannedStep {
  return { name, skip: true, reason, expectedMs: 0 }
}
