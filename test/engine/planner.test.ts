import { describe, expect, test } from 'vitest'
import { planDevice } from '../../electron/engine/planner.ts'
import { bench, direct, fresh, setupAssistant, used } from './fixtures.ts'

const taken = (plan: ReturnType<typeof planDevice>) => plan.steps.filter((step) => !step.skip).map((step) => step.name)
const codes = (plan: ReturnType<typeof planDevice>) => plan.problems.map((problem) => problem.code)

describe('the Setup Assistant route', () => {
  test('a fresh device is activated and configured, never erased', () => {
    const plan = planDevice(fresh, setupAssistant, bench)
    expect(plan.erases).toBe('no')
    expect(codes(plan)).toEqual([])
    expect(taken(plan)).toEqual([
      'register',
      'activate',
      'trust',
      'wifi',
      'name',
      'language',
      'supervise',
      'verify',
      'enroll',
    ])
  })

  test('a used device is erased, paired and activated again before anything is written', () => {
    const plan = planDevice(used, setupAssistant, { ...bench, eraseConsent: true })
    expect(plan.erases).toBe('yes')
    expect(codes(plan)).toEqual([])
    expect(taken(plan).slice(0, 4)).toEqual(['register', 'erase', 'pair', 'activate'])
  })

  test('an erase that nobody agreed to is a problem, not a plan', () => {
    expect(codes(planDevice(used, setupAssistant, bench))).toEqual(['stage.eraseNotConsented'])
  })

  test('a blueprint that forbids erasing stops at a used device', () => {
    expect(codes(planDevice(used, { ...setupAssistant, erase: 'never' }, { ...bench, eraseConsent: true }))).toEqual([
      'stage.eraseNeeded',
    ])
  })

  test('Find My stops an erase even with consent, for nobody could activate the device afterwards', () => {
    const plan = planDevice({ ...used, findMy: true }, setupAssistant, { ...bench, eraseConsent: true })
    expect(codes(plan)).toEqual(['stage.findMyOn'])
  })

  test('the one cloud configuration comes after everything that wants an ordinary trusted host', () => {
    const names = planDevice(fresh, { ...setupAssistant, profiles: ['kiosk'] }, bench).steps.map((step) => step.name)
    for (const before of ['trust', 'wifi', 'name', 'language', 'profiles'] as const) {
      expect(names.indexOf(before)).toBeLessThan(names.indexOf('supervise'))
    }
  })
})

describe('the direct route', () => {
  test('never erases, never supervises, and wants a device past Setup Assistant', () => {
    const plan = planDevice(used, direct, bench)
    expect(plan.erases).toBe('no')
    expect(taken(plan)).toEqual(['register', 'trust', 'wifi', 'name', 'enroll'])
    expect(codes(planDevice(fresh, direct, bench))).toEqual(['stage.directNeedsSetUpDevice'])
  })
})

test('without an APNs certificate, a serial or the identity nothing starts', () => {
  const plan = planDevice({ ...fresh, serial: null }, setupAssistant, {
    ...bench,
    apnsReady: false,
    supervisionIdentity: false,
  })
  expect(codes(plan)).toEqual(['stage.serialUnknown', 'stage.identityMissing', 'stage.apnsMissing'])
})
