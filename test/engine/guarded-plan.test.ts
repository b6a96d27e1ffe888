import { describe, expect, it } from 'vitest'
import { planGuarded } from '../../electron/engine/guarded-plan.ts'
import { ProtectedDevices } from '../../electron/engine/protected-devices.ts'
import { noProtection } from '../../src-shared/protection.ts'
import type { Protection } from '../../src-shared/protection.ts'
import { bench, direct, fresh, setupAssistant, used } from './fixtures.ts'

const serial = 'TEST00000001'
const agreed = { ...bench, eraseConsent: true }

function problemsOf(protection: Partial<Protection>, facts = used, wanted = setupAssistant, at = agreed) {
  const lists = new ProtectedDevices()
  lists.set({ ...noProtection, ...protection })
  return planGuarded(lists, facts, wanted, at).problems.map(({ code }) => code)
}

describe('a plan names, before anything is done, what the guard would refuse', () => {
  it('to erase a device that is never to be erased, and nothing where it is not erased', () => {
    expect(problemsOf({ never: [serial] })).toEqual(['stage.neverErase'])
    expect(problemsOf({ never: [serial] }, fresh)).toEqual([])
    expect(problemsOf({ never: [serial] }, used, direct)).toEqual([])
    expect(problemsOf({ never: ['OTHER0000001'] })).toEqual([])
  })

  it('anything at all with a device that is not on the list of a station for listed devices', () => {
    expect(problemsOf({ onlyListed: true })).toEqual(['stage.quarantined'])
    expect(problemsOf({ onlyListed: true }, fresh)).toEqual(['stage.quarantined'])
    expect(problemsOf({ onlyListed: true, allowed: [serial] })).toEqual([])
  })

  it('once: a device that has not told its name is asked by the run', () => {
    const nameless = { ...used, serial: null }
    expect(problemsOf({ never: [serial] }, nameless, setupAssistant, { ...agreed, dryRun: true })).toEqual([])
    expect(problemsOf({ never: [serial] }, nameless)[0]).toBe('stage.serialUnknown')
  })
})
