import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBench } from './device-bench.ts'
import type { Bench } from './device-bench.ts'

const count = 64

let bench: Bench
beforeAll(async () => {
  bench = await openBench({ devices: Array.from({ length: count }, () => ({ state: 'activated' })) })
})
afterAll(() => bench.cart.stop())

it('pairs a cart of 64 at once and reads the facts of each, none of them another’s', async () => {
  const { devices, pair, facts } = bench
  expect(devices).toHaveLength(count)
  const all = await Promise.all(
    devices.map(async (device) => {
      const { record, paired } = await pair(device)
      return { paired, udid: device.udid, facts: await facts(device, record) }
    }),
  )
  expect(all.every((entry) => entry.paired && entry.udid === entry.facts.udid)).toBe(true)
  expect(new Set(all.map((entry) => entry.facts.serial)).size).toBe(count)
  expect(all.every((entry) => entry.facts.supervised === false && entry.facts.batteryPercent === 80)).toBe(true)
})
