import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'

/** What an administrator does in Intune's pages: one call to Graph, straight, not through our client. */
async function graph(bench: Bench, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${bench.world.graphBaseUrl}/v1.0/deviceManagement/${path}`, {
    method,
    headers: { authorization: `Bearer ${bench.world.graphToken}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  const text = await response.text()
  return text === '' ? null : JSON.parse(text)
}

async function managedDeviceId(bench: Bench, serial: string): Promise<string> {
  const found = (await graph(bench, 'GET', `managedDevices?$filter=serialNumber eq '${serial}'`)) as {
    value: { id: string }[]
  }
  return found.value[0]?.id ?? 'none'
}

describe('what Intune asks of enrolled devices reaches them by push', () => {
  let bench: Bench
  let retired: DeviceReport
  let wiped: DeviceReport

  beforeAll(async () => {
    bench = await startBench({ scenario: { devices: [{ state: 'fresh' }, { state: 'fresh' }] } })
    ;[retired, wiped] = bench.devices as [DeviceReport, DeviceReport]
    await bench.startRun('bench', [retired.identity.udid, wiped.identity.udid])
    await bench.feed.untilStage(retired.identity.udid, 'enrolled')
    await bench.feed.untilStage(wiped.identity.udid, 'enrolled')
  }, 120_000)
  afterAll(() => bench?.stop())

  it('a retired device loses its management, also when it hangs on no cable', async () => {
    const { udid, serial } = retired.identity
    await bench.cart.unplug(udid)
    await graph(bench, 'POST', `managedDevices/${await managedDeviceId(bench, serial)}/retire`)
    const now = await bench.cart.until(udid, ({ storage }) => !storage.enrolled)
    expect(now.counts['erased'] ?? 0).toBe(0)
  })

  it('a wiped device erases itself once and is at Hello again', async () => {
    const { udid, serial } = wiped.identity
    await graph(bench, 'POST', `managedDevices/${await managedDeviceId(bench, serial)}/wipe`, {
      keepEnrollmentData: false,
    })
    const now = await bench.cart.until(udid, ({ counts }) => counts['erased'] === 1)
    expect(now.storage).toMatchObject({ enrolled: false, setupDone: false, activated: false })
  })
})
