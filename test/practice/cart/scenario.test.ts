import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeIdentity } from '../../../electron/practice/cart/identities.ts'
import { openKeyCabinet } from '../../../electron/practice/cart/key-cabinet.ts'
import type { DeviceKeys } from '../../../electron/practice/cart/key-cabinet.ts'
import { createLogger } from '../../../electron/lib/logger.ts'
import { models, osReleases, runs } from '../../../electron/practice/cart/models.ts'
import { parsePace, pacedMs } from '../../../electron/practice/cart/pace.ts'
import { choices, defaultScenario, readScenario } from '../../../electron/practice/cart/scenario.ts'
import { seededRandom } from '../../../electron/practice/cart/seeded-random.ts'
import { ensureFactory } from '../../../electron/practice/factory.ts'
import type { Factory } from '../../../electron/practice/factory.ts'

const quiet = createLogger({ level: 'silent', name: 'test' })
let folder: string
let factory: Factory
let keys: DeviceKeys

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-scenario-'))
  factory = await ensureFactory(join(folder, 'factory'))
  keys = (await openKeyCabinet(null, quiet))(0)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the usual cart', () => {
  it('has three devices in use and four fresh ones in each seven, and every eighth stays in use', () => {
    const states = defaultScenario(16).devices.map(({ state }) => state)
    for (const start of [0, 8]) {
      const seven = states.slice(start, start + 7)
      expect(seven.filter((state) => state === 'used')).toHaveLength(3)
      expect(seven.filter((state) => state === 'fresh')).toHaveLength(4)
      expect(states[start + 7]).toBe('used')
    }
  })
})

describe('identities', () => {
  it('are synthetic by form, consistent, and the same again for the same seed', () => {
    const [model] = models
    const [release] = osReleases
    if (model === undefined || release === undefined) throw new Error('there are models')
    const make = (seed: string) => makeIdentity(model, release, seededRandom(seed), keys, factory)
    const one = make('a')
    expect(one.serial).toMatch(/^TEST[A-Z0-9]{8}$/)
    expect(one.udid).toMatch(/^0000[0-9A-F]{4}-[0-9A-F]{16}$/)
    expect(BigInt(`0x${one.udid.slice(9)}`)).toBe(one.ecid)
    expect(Number.parseInt(one.udid.slice(0, 8), 16)).toBe(model.chipId)
    const again = make('a')
    expect([again.udid, again.serial, again.imei, again.wifiAddress]).toEqual([
      one.udid,
      one.serial,
      one.imei,
      one.wifiAddress,
    ])
    expect(make('b').udid).not.toBe(one.udid)
  })

  it('only pair models with releases they run', () => {
    expect(choices({ model: 'iPhone17,3', os: '17' })).toEqual([])
    expect(
      choices({ os: '26' }).every(({ model, release }) => runs(model, release) && release.version.startsWith('26.')),
    ).toBe(true)
    expect(new Set(choices({}).map(({ release }) => release.version.split('.')[0]))).toEqual(
      new Set(['16', '17', '18', '26']),
    )
  })
})

describe('a scenario file', () => {
  const read = async (text: string): Promise<unknown> => {
    const path = join(folder, 'scenario.json')
    await writeFile(path, text)
    return readScenario(path)
  }

  it('is refused with the place of the mistake', async () => {
    await expect(read('{')).rejects.toMatchObject({
      code: 'practice.scenarioInvalid',
      message: expect.stringContaining('not JSON') as string,
    })
    await expect(read('{"devices":[{"state":"new"}]}')).rejects.toThrow('devices.0.state')
    await expect(read('{"devices":[{},{"model":"iPhone99,1"}]}')).rejects.toThrow('devices.1')
    await expect(read('{"devices":[{"colour":"red"}]}')).rejects.toMatchObject({ code: 'practice.scenarioInvalid' })
    await expect(readScenario(join(folder, 'none.json'))).rejects.toMatchObject({ code: 'app.fileUnreadable' })
  })

  it('fills in what it leaves out', async () => {
    expect(await read('{"devices":[{}]}')).toMatchObject({
      devices: [{ state: 'fresh', batteryPercent: 80 }],
      networks: [{ ssid: 'Slipway Practice' }],
    })
  })
})

describe('the pace', () => {
  it('is instant, realistic or so many times faster', () => {
    expect(parsePace('x0')).toBeNull()
    expect(parsePace('slow')).toBeNull()
    expect(
      ['instant', 'realistic', 'x10'].map((text) => pacedMs(parsePace(text) ?? { kind: 'realistic' }, 60_000)),
    ).toEqual([25, 60_000, 6000])
  })
})
