import { describe, expect, it } from 'vitest'
import { capabilityNames, capableBackends, onlyConfigurator, supportOf } from '../../src-shared/capabilities.ts'
import { judgeVerification } from '../../src-shared/configurator-view.ts'

const mac = { platform: 'darwin', cfgutilVerified: true } as const
const namesOf = (...args: Parameters<typeof capableBackends>) => capableBackends(...args).map(({ backend }) => backend)

describe('what each backend can do', () => {
  it('is Slipway alone while cfgutil is not verified, and off the Mac', () => {
    for (const capability of capabilityNames) {
      for (const facts of [
        { platform: 'darwin', cfgutilVerified: false },
        { platform: 'linux', cfgutilVerified: true },
        { platform: 'win32', cfgutilVerified: true },
      ]) {
        expect(namesOf(capability, facts)).not.toContain('configurator')
      }
    }
  })

  it('is proved for what the trial does, and stays unverified for the rest', () => {
    expect(capableBackends('erase', mac)).toEqual([
      { backend: 'slipway', support: 'yes', source: 'ownClient' },
      { backend: 'configurator', support: 'yes', source: 'flagSeen' },
    ])
    expect(capableBackends('restore', mac)).toEqual([
      { backend: 'configurator', support: 'unverified', source: 'flagSeen' },
    ])
    expect(supportOf('configurator', 'erase', { ...mac, cfgutilVerified: false })).toBe('unverified')
  })

  it('never offers cfgutil what nobody has seen a flag for', () => {
    for (const capability of ['enrollmentAddress', 'addToBusinessManager', 'assignAppLicense'] as const) {
      expect(supportOf('configurator', capability, mac)).toBe('no')
    }
  })

  it('tells what only Apple’s tools can do', () => {
    const only = capabilityNames.filter((capability) => onlyConfigurator(capability, mac))
    expect(only).toEqual(['restore', 'revive'])
    expect(onlyConfigurator('restore', { ...mac, platform: 'linux' })).toBe(false)
  })
})

describe('the verdict on cfgutil', () => {
  const cfgutil = { version: '2.20', fingerprint: 'a'.repeat(64) }
  const kept = { cfgutil, provedAt: '2026-11-22T07:00:00.000Z' }

  it('holds for the same version of the same file only', () => {
    expect(judgeVerification('/x', cfgutil, kept)).toMatchObject({ verified: true, state: 'verified' })
    for (const other of [
      { ...cfgutil, version: '2.21' },
      { ...cfgutil, version: null },
      { ...cfgutil, fingerprint: 'b'.repeat(64) },
    ]) {
      expect(judgeVerification('/x', other, kept)).toMatchObject({ verified: false, state: 'changed' })
    }
    expect(judgeVerification('/x', cfgutil, null)).toMatchObject({ verified: false, state: 'unverified' })
  })
})
