import fc from 'fast-check'
import { expect, test } from 'vitest'
import { planDevice } from '../../electron/engine/planner.ts'
import type { BenchFacts } from '../../electron/engine/bench-facts.ts'
import { blueprint } from '../../src-shared/blueprint.ts'
import type { Blueprint } from '../../src-shared/blueprint.ts'
import { writesConfiguration } from '../../src-shared/blueprint-meaning.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'
import { resources } from '../../src-shared/i18n/resources.ts'
import type { Plan, SerialFacts } from '../../src-shared/plan.ts'
import { stepNames } from '../../src-shared/step.ts'
import type { StepName } from '../../src-shared/step.ts'
import { bench, fresh, setupAssistant } from './fixtures.ts'

const maybe = fc.constantFrom(true, false, null)
const orNull = <T>(value: T) => fc.constantFrom(value, null)

const anyFacts: fc.Arbitrary<DeviceFacts> = fc
  .record({
    serial: orNull('TEST00000001'),
    osVersion: fc.constantFrom('12.0', '18.3', '26.0', null),
    activationState: fc.constantFrom('Unactivated', 'Activated', null),
    setupDone: maybe,
    cloudConfigured: maybe,
    supervised: maybe,
    findMy: maybe,
    batteryPercent: fc.constantFrom(1, 50, 100, null),
    batteryCharging: maybe,
    imei: orNull('350000000000006'),
  })
  .map((some) => ({ ...fresh, ...some }))

const anyBlueprint: fc.Arbitrary<Blueprint> = fc
  .record({
    route: fc.constantFrom('setupAssistant', 'direct', 'automated', 'none'),
    endsAt: fc.constantFrom('bench', 'user'),
    enrollmentProfile: orNull(setupAssistant.enrollmentProfile),
    supervise: fc.boolean(),
    pairing: fc.constantFrom('allow', 'forbid', 'certificate'),
    skipSetup: fc.constantFrom([], ['Siri']),
    wifi: orNull(setupAssistant.wifi),
    networkProfile: orNull('Campus'),
    nameTemplate: fc.constantFrom('{serial}', '{asset}', null),
    language: orNull('fr'),
    timeZone: orNull('Europe/Paris'),
    wallpaper: orNull({ home: 'a', lock: 'b' }),
    apps: fc.constantFrom([], ['a', 'b']),
    profiles: fc.constantFrom([], ['a']),
    erase: fc.constantFrom('never', 'ifNeeded', 'always'),
    powerCheck: orNull({ minPercent: 20, orCharging: true }),
    end: fc.record({ shutDown: fc.boolean(), label: orNull('{serial}') }),
  })
  .map((some) => blueprint.safeParse({ ...setupAssistant, ...some }).data)
  .filter((some) => some !== undefined)

const anySerial: fc.Arbitrary<SerialFacts> = fc.record({
  automated: maybe,
  automatedProfile: maybe,
  imported: maybe,
  assigned: maybe,
})

const anyBench: fc.Arbitrary<BenchFacts> = fc
  .record({
    apnsReady: fc.boolean(),
    trustProfileNamed: fc.boolean(),
    supervisionIdentity: fc.boolean(),
    eraseConsent: fc.boolean(),
    dryRun: fc.boolean(),
    tethered: fc.boolean(),
    programTokenGood: maybe,
    serial: fc.option(anySerial),
  })
  .map(({ serial, ...some }) => ({
    ...bench,
    ...some,
    serials: new Map(serial === null ? [] : [['TEST00000001', serial] as const]),
  }))

function forAll(check: (plan: Plan, facts: DeviceFacts, wanted: Blueprint, at: BenchFacts) => void): void {
  fc.assert(
    fc.property(anyFacts, anyBlueprint, anyBench, (facts, wanted, at) =>
      check(planDevice(facts, wanted, at), facts, wanted, at),
    ),
    { numRuns: 600 },
  )
}

const done = (plan: Plan): readonly StepName[] => plan.steps.filter(({ skip }) => !skip).map(({ name }) => name)

test('the order of the steps is Apple’s, whatever the blueprint, and none comes twice', () => {
  forAll((plan) => {
    const places = plan.steps.map(({ name }) => stepNames.indexOf(name))
    expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b))
  })
})

test('what wants an ordinary trusted host comes before the configuration, what only a supervisor may after it', () => {
  const place = (name: StepName): number => stepNames.indexOf(name)
  for (const before of ['trust', 'wifi', 'name', 'language', 'timeZone', 'profiles', 'apps'] as const)
    expect(place(before)).toBeLessThan(place('supervise'))
  for (const after of ['verify', 'wallpaper', 'shutDown', 'enroll'] as const)
    expect(place(after)).toBeGreaterThan(place('supervise'))
})

test('a plan says that it erases exactly when it has a step that does, with a reason for it', () => {
  forAll((plan, facts, wanted) => {
    const erase = plan.steps.find(({ name }) => name === 'erase')
    expect(plan.erases !== 'no').toBe(erase?.skip === false)
    if (erase?.skip !== false) return
    const reasons = ['erase.always', 'erase.cloudConfigured', 'erase.setupDone', 'erase.notKnownYet']
    expect(reasons).toContain(erase.reason)
    expect(wanted.erase).not.toBe('never')
    expect(wanted.route).not.toBe('direct')
    if (wanted.erase === 'ifNeeded') expect(facts.cloudConfigured === false && facts.setupDone !== true).toBe(false)
  })
})

test('nothing is erased in earnest without consent, with Find My on, or without knowing the device', () => {
  forAll((plan, facts, _wanted, at) => {
    if (plan.problems.length > 0 || plan.erases === 'no') return
    expect(at.eraseConsent).toBe(true)
    expect(facts.findMy).not.toBe(true)
    if (!at.dryRun) expect([plan.erases, facts.serial]).toEqual(['yes', 'TEST00000001'])
  })
})

test('no problem left means that the steps lead where the blueprint says', () => {
  forAll((plan, facts, wanted, at) => {
    if (plan.problems.length > 0) return
    const names = done(plan)
    expect(names.includes('supervise')).toBe(writesConfiguration(wanted))
    expect(names.includes('enroll')).toBe(wanted.route !== 'none')
    expect(names.includes('register')).toBe(wanted.route === 'setupAssistant' || wanted.route === 'direct')
    expect(names.includes('shutDown')).toBe(wanted.end.shutDown)
    if (names.includes('supervise') && !at.dryRun)
      expect(names.includes('erase') || (facts.cloudConfigured === false && facts.setupDone !== true)).toBe(true)
    if (names.includes('erase')) expect(names).toEqual(expect.arrayContaining(['pair', 'activate']))
    if (facts.activationState === 'Unactivated' && wanted.route !== 'direct') expect(names).toContain('activate')
  })
})

test('a device of automated enrollment never gets a configuration by cable', () => {
  forAll((plan, facts, wanted, at) => {
    const listed = facts.serial !== null && at.serials.get(facts.serial)?.automated === true
    if (plan.problems.length === 0 && (listed || wanted.route === 'automated'))
      expect(done(plan)).not.toContain('supervise')
  })
})

test('locking the enrollment is never among the steps and reasons: only Apple’s servers can', () => {
  forAll((plan) => {
    expect(JSON.stringify(plan)).not.toMatch(/lock(ed)?Enrollment|unremovable|removalDisallowed/i)
  })
  expect(JSON.stringify(blueprint.parse(setupAssistant))).not.toMatch(/lockEnrollment|unremovable/i)
})

test('every reason is said in English and French', () => {
  forAll((plan) => {
    for (const { reason } of plan.steps) {
      const [area = '', key = ''] = reason.split('.')
      for (const words of [resources.en.plan, resources.fr.plan])
        expect(words, reason).toHaveProperty([area, key], expect.any(String))
    }
  })
})
