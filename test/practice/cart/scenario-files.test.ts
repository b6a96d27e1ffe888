import { readFile, readdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtInScenarios } from '../../../electron/practice/cart/built-in-scenarios.ts'
import { parseScenario, readScenario } from '../../../electron/practice/cart/scenario.ts'
import { scenarioSchema } from '../../../electron/practice/cart/scenario-schema.ts'
import { startCart } from '../../harness/cart.ts'
import type { RunningCart } from '../../harness/cart.ts'
import { MuxLine } from './wire-client.ts'

const cartFolder = new URL('../../../electron/practice/cart/', import.meta.url)
const schemaPath = fileURLToPath(new URL('scenario.schema.json', cartFolder))

describe('the JSON Schema of scenario files', () => {
  it('is what the cart really checks', async () => {
    const current = z.toJSONSchema(scenarioSchema, { io: 'input', reused: 'ref' })
    // A changed schema is written with UPDATE_SCHEMAS=1, then read by a person.
    if (process.env['UPDATE_SCHEMAS'] === '1') await writeFile(schemaPath, `${JSON.stringify(current, null, 2)}\n`)
    expect(JSON.parse(await readFile(schemaPath, 'utf8'))).toEqual(JSON.parse(JSON.stringify(current)))
  })
})

describe('the built-in scenarios', () => {
  it('are all the files there are, by their names', async () => {
    const files = await readdir(new URL('scenarios/', cartFolder))
    expect(files.map((name) => name.replace(/\.json$/, '')).toSorted()).toEqual(
      Object.keys(builtInScenarios).toSorted(),
    )
  })

  it('say in words what they are for, have a seed, and aim at slots that exist', () => {
    for (const [name, json] of Object.entries(builtInScenarios)) {
      const scenario = parseScenario(json)
      if (typeof scenario === 'string') throw new Error(`${name}: ${scenario}`)
      expect(scenario.about?.length, name).toBeGreaterThan(20)
      expect(scenario.seed, name).toBe(name)
      const slots = scenario.faults.flatMap(({ on }) => (typeof on === 'object' && 'slots' in on ? on.slots : []))
      for (const slot of slots) expect(slot, name).toBeLessThanOrEqual(scenario.devices.length)
    }
  })

  it('can be made longer or shorter, and nothing else', async () => {
    const own = await readScenario('first-day')
    const many = await readScenario('first-day', 20)
    expect(own.devices).toHaveLength(8)
    expect(many.devices).toHaveLength(20)
    expect(many.devices.slice(8, 16)).toEqual(own.devices)
    await expect(readScenario('second-day')).rejects.toMatchObject({ code: 'app.fileUnreadable' })
  })

  it('a device that is locked has a passcode, and one with a plan a modem', () => {
    expect(parseScenario({ devices: [{ locked: true }] })).toContain('needs a passcode')
    expect(parseScenario({ devices: [{ model: 'iPad13,18', dataPlan: true }] })).toContain('devices.0')
    expect(parseScenario({ devices: [{ count: 200 }, { count: 200 }] })).toContain('more than')
  })
})

describe('a cart filled from a built-in scenario', () => {
  let cart: RunningCart | null = null
  afterEach(async () => {
    await cart?.stop()
    cart = null
  })

  // The cart of sixty-four has its own test, for its size.
  it.each(Object.keys(builtInScenarios).filter((name) => name !== 'full-cart'))(
    '%s starts, lists what it should, and has its faults armed',
    async (name) => {
      const scenario = await readScenario(name)
      cart = await startCart({ scenario: name, seed: null, hands: 'never' })
      const line = await MuxLine.open(cart.address)
      const { DeviceList } = (await line.ask({ MessageType: 'ListDevices' })) as { DeviceList: readonly unknown[] }
      line.close()
      const hidden = scenario.devices.filter(({ recovery, attached }) => recovery || !attached)
      expect(DeviceList).toHaveLength(scenario.devices.length - hidden.length)
      const { faults } = (await cart.get('faults')) as { faults: readonly { devices: readonly string[] }[] }
      expect(faults).toHaveLength(scenario.faults.length)
      expect(faults.every(({ devices }) => devices.length > 0)).toBe(true)
    },
  )

  it('locked-and-used: every kind of device that needs a person first', async () => {
    cart = await startCart({ scenario: 'locked-and-used', seed: null, hands: 'never' })
    const devices = await cart.list()
    expect(devices.map(({ locked }) => locked)).toEqual([true, true, false, false, false, false, false, false])
    expect(devices.map(({ unlockedSinceBoot }) => unlockedSinceBoot)[1]).toBe(false)
    expect(devices.map(({ storage }) => storage.organization).slice(2, 5)).toEqual([
      'School District',
      'Hospital',
      'School District',
    ])
    expect(devices.map(({ power }) => power).at(-1)).toBe('recovery')
    const usb = (await cart.get('usb')) as { devices: readonly { productId: number; serial: string | null }[] }
    const recovery = usb.devices.filter(({ productId }) => productId === 0x1281)
    expect(recovery).toHaveLength(1)
    expect(recovery[0]?.serial).toContain(`SRNM:[${devices.at(-1)?.identity.serial}]`)
  })
})
