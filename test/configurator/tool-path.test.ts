import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sweepIdentityFiles } from '../../electron/configurator/identity-files.ts'
import { findCfgutil, usualPaths } from '../../electron/configurator/tool-path.ts'

const all = () => true
const code = (one: string) => expect.objectContaining({ code: `configurator.${one}` })

describe('finding cfgutil', () => {
  it('looks where Apple puts it, and nowhere else', () => {
    const place = { platform: 'darwin', mode: 'real', named: null } as const
    expect(findCfgutil(place, all)).toBe('/usr/local/bin/cfgutil')
    expect(findCfgutil(place, (path) => path.startsWith('/Applications'))).toBe(usualPaths[1])
    expect(() => findCfgutil(place, () => false)).toThrow(code('notFound'))
  })

  it('takes a named one by its whole path only', () => {
    const place = { platform: 'darwin', mode: 'real', named: 'cfgutil' } as const
    expect(() => findCfgutil(place, all)).toThrow(code('notFound'))
    expect(findCfgutil({ ...place, named: '/opt/cfgutil' }, all)).toBe('/opt/cfgutil')
  })

  it('has none to find elsewhere than on a Mac, whatever is named', () => {
    for (const platform of ['linux', 'win32'] as const) {
      expect(() => findCfgutil({ platform, mode: 'real', named: '/opt/cfgutil' }, all)).toThrow(code('notMac'))
    }
  })

  it('finds none for a practice world that names none: cfgutil works on the real cables', () => {
    expect(() => findCfgutil({ platform: 'darwin', mode: 'practice', named: null }, all)).toThrow(code('practice'))
    expect(findCfgutil({ platform: 'linux', mode: 'practice', named: '/opt/cfgutil' }, all)).toBe('/opt/cfgutil')
  })
})

describe('identity files of processes that were killed', () => {
  it('are taken away at the next start, and those of living ones are not', () => {
    const directory = mkdtempSync(join(tmpdir(), 'slipway-sweep-'))
    try {
      const names = ['slipway-cfgutil-2147483646-abc', `slipway-cfgutil-${process.pid}-abc`, 'cfgutil-1-abc'] as const
      for (const name of names) mkdirSync(join(directory, name))
      sweepIdentityFiles(directory)
      expect(names.map((name) => existsSync(join(directory, name)))).toEqual([false, true, true])
    } finally {
      rmSync(directory, { recursive: true })
    }
  })
})
