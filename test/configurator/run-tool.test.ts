import { readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Cfgutil } from '../../electron/configurator/cfgutil.ts'
import { runCfgutil } from '../../electron/configurator/run-tool.ts'
import { readProperties } from '../../electron/configurator/verbs/get.ts'
import { listDevices } from '../../electron/configurator/verbs/list.ts'
import { readCfgutilVersion } from '../../electron/configurator/verbs/version.ts'
import { readEcid } from '../../src-shared/ecid.ts'
import { fakeDevice } from './fake/state.ts'
import { makeFakeCfgutil } from './fake-cfgutil.ts'
import type { FakeCfgutil } from './fake-cfgutil.ts'

const never = new AbortController().signal
const limits = { timeoutMs: 20_000, graceMs: 100 }
const ecid = readEcid(fakeDevice(0).ecid)!
const code = (one: string) => expect.objectContaining({ code: `configurator.${one}` })

let fake: FakeCfgutil
beforeEach(() => {
  fake = makeFakeCfgutil([fakeDevice(0, { isPaired: true }), fakeDevice(1)])
})
afterEach(() => fake.dispose())

const cfgutil = (): Cfgutil => new Cfgutil({ path: fake.path, temporary: fake.temporary, keys: null })
const list = (signal = never, one = limits) => runCfgutil(fake.path, { verb: 'list' }, one, signal)

/** Resolves once the stand-in has begun its n-th call; tells its process. */
async function begun(calls: number): Promise<number> {
  for (;;) {
    const pid = fake.calls()[calls - 1]?.pid
    if (pid !== undefined && fake.state().faults.length === 0) return pid
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('running cfgutil', () => {
  it('gives back what it printed and how it ended', async () => {
    const { stdout, code: exit, signal } = await list()
    expect(JSON.parse(stdout)).toMatchObject({ Type: 'CommandOutput', Command: 'list' })
    expect([exit, signal]).toEqual([0, null])
  })

  it('is killed when nobody waits for it any more', async () => {
    fake.fail({ verb: 'list', kind: 'hang' })
    const stopping = new AbortController()
    const running = list(stopping.signal)
    const pid = await begun(1)
    stopping.abort()
    await expect(running).rejects.toEqual(code('stopped'))
    expect(isAlive(pid)).toBe(false)
  })

  it('is killed even when it does not want to end', async () => {
    fake.fail({ verb: 'list', kind: 'hang', ignoresTerm: true })
    const stopping = new AbortController()
    const running = list(stopping.signal)
    const pid = await begun(1)
    stopping.abort()
    await expect(running).rejects.toEqual(code('stopped'))
    expect(isAlive(pid)).toBe(false)
  })

  it('is not even started when it was stopped before', async () => {
    await expect(list(AbortSignal.abort())).rejects.toEqual(code('stopped'))
    expect(fake.calls()).toEqual([])
  })

  it('ends when its time is over', async () => {
    fake.fail({ verb: 'list', kind: 'hang' })
    await expect(list(never, { timeoutMs: 500, graceMs: 100 })).rejects.toEqual(code('noAnswer'))
    for (const { pid } of fake.calls()) expect(isAlive(pid)).toBe(false)
  })

  it('ends when it prints without end, and keeps no more than its limit', async () => {
    fake.fail({ verb: 'list', kind: 'huge' })
    await expect(list()).rejects.toEqual(code('tooMuch'))
    expect(isAlive(fake.calls()[0]!.pid)).toBe(false)
  })

  it('sees none of our secrets in its environment', async () => {
    process.env['SLIPWAY_PASSPHRASE'] = 'open sesame'
    try {
      await list()
    } finally {
      delete process.env['SLIPWAY_PASSPHRASE']
    }
    expect(fake.calls()[0]?.environment).toContain('PATH')
    expect(fake.calls()[0]?.environment).not.toContain('SLIPWAY_PASSPHRASE')
  })

  it('says that it is not there when it cannot be started', async () => {
    await expect(runCfgutil('/nowhere/cfgutil', { verb: 'list' }, limits, never)).rejects.toEqual(code('notFound'))
  })
})

describe('what cfgutil answers', () => {
  it('lists devices, also one in DFU that has no name', async () => {
    fake.change(({ devices }) => void (devices[1]!.bootedState = 'DFU'))
    expect(await listDevices(cfgutil(), never)).toEqual([
      { ecid, udid: fakeDevice(0).udid, name: 'iPhone', productType: 'iPhone14,4', locationId: 0x120000 },
      { ecid: fakeDevice(1).ecid, udid: null, name: null, productType: 'iPhone14,4', locationId: 0x120001 },
    ])
  })

  it('tells its version', async () => {
    expect(await readCfgutilVersion(cfgutil(), never)).toBe('2.20')
    fake.change((state) => void (state.versionText = 'no number here'))
    expect(await readCfgutilVersion(cfgutil(), never)).toBeNull()
  })

  it('reads what a device tells, and leaves open what it does not', async () => {
    expect(await readProperties(cfgutil(), ecid, never)).toMatchObject({
      serialNumber: fakeDevice(0).serialNumber,
      isSupervised: false,
      humanReadableProductVersion: '26.6.1',
    })
    const stranger = readEcid(fakeDevice(1).ecid)!
    expect(await readProperties(cfgutil(), stranger, never)).toMatchObject({ serialNumber: null, isPaired: false })
  })

  it('is found behind progress, and beside notices of macOS', async () => {
    fake.fail({ verb: 'get', kind: 'noise' })
    expect(await readProperties(cfgutil(), ecid, never)).toMatchObject({ isPaired: true })
  })

  it('is refused when it is about another device', async () => {
    fake.fail({ verb: 'get', kind: 'otherDevice', ecid: fakeDevice(1).ecid })
    await expect(readProperties(cfgutil(), ecid, never)).rejects.toEqual(code('wrongDevice'))
  })

  it('may be a document cut short, a crash or bare words: none is taken for a result', async () => {
    for (const fault of [
      { verb: 'get', kind: 'partial' },
      { verb: 'get', kind: 'crash' },
      { verb: 'get', kind: 'exit', code: 134, stderr: 'abort() called\n' },
    ] as const) {
      fake.fail(fault)
      await expect(readProperties(cfgutil(), ecid, never)).rejects.toEqual(code('garbled'))
    }
  })

  it('comes for one device at a time, and never for a device nobody named', async () => {
    const one = cfgutil()
    await Promise.all([1, 2, 3].map(() => readProperties(one, ecid, never)))
    expect(fake.order()).toEqual(['begins', 'ends', 'begins', 'ends', 'begins', 'ends'])
    for (const { argv } of fake.calls('get')) {
      expect(argv.filter((word) => word === '--ecid')).toHaveLength(1)
      expect(argv[argv.indexOf('--ecid') + 1]).toBe(ecid)
    }
    expect(readdirSync(fake.temporary)).toEqual([])
  })
})
