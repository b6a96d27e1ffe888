import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { expectWords } from '../harness/words.ts'

describe('a tenant with troubles', () => {
  let bench: Bench
  let udids: readonly string[]
  const graphCalls = async () => (await bench.tenant.observed()).filter(({ channel }) => channel === 'graph')

  beforeAll(async () => {
    bench = await startBench({
      scenario: { devices: ['used', 'used', 'used', 'fresh', 'fresh'].map((state) => ({ state })) },
    })
    udids = bench.devices.map(({ identity }) => identity.udid)
  }, 60_000)
  afterEach(async () => {
    await bench.tenant.act('switches', { offline: false, iosBlocked: false })
    await bench.tenant.act('stop-failing')
  })
  afterAll(() => bench?.stop())

  const untouched = async (udid: string): Promise<void> => {
    const { counts, storage } = await bench.cart.device(udid)
    expect(counts).not.toHaveProperty('erased')
    expect(counts).not.toHaveProperty('cloudConfigurationStored')
    expect(storage.profiles).toEqual([])
  }
  const retry = (udid: string) =>
    bench.app.handlers['runs.retry']({ udids: [udid], consent: { udids: [udid], typedCount: 1 } })

  it('without an Apple push certificate says so, and no device is touched', async () => {
    await bench.tenant.act('remove-apns')
    await bench.startRun('bench', [udids[0]!])
    expectWords(await bench.feed.untilStage(udids[0]!, 'needsAttention'), 'stage.apnsMissing')
    await untouched(udids[0]!)
    await bench.tenant.act('renew-apns')
    await retry(udids[0]!)
    await bench.feed.untilStage(udids[0]!, 'enrolled')
  })

  it('that is away with the whole network stops a batch before anything is erased; later it goes through', async () => {
    await bench.tenant.act('switches', { offline: true })
    await bench.startRun('bench', [udids[1]!])
    expectWords(await bench.feed.untilStage(udids[1]!, 'needsAttention'), 'offline.activationUnreachable')
    await untouched(udids[1]!)
    await bench.tenant.act('switches', { offline: false })
    await retry(udids[1]!)
    await bench.feed.untilStage(udids[1]!, 'enrolled')
  })

  it('that throttles and stumbles is asked again, as politely as it wishes, and the device enrolls', async () => {
    const before = (await graphCalls()).length
    await bench.tenant.act('fail', { listener: 'graph', status: 429, count: 2, retryAfter: 0 })
    await bench.tenant.act('fail', { listener: 'graph', status: 503, count: 2, retryAfter: 0 })
    await bench.startRun('bench', [udids[2]!])
    await bench.feed.untilStage(udids[2]!, 'enrolled')
    const statuses = (await graphCalls()).slice(before).map(({ outcome }) => outcome)
    expect(statuses.filter((status) => status === '429')).toHaveLength(2)
    expect(statuses.filter((status) => status === '503')).toHaveLength(2)
  })

  it('that is away while a prepared device waits is waited for', async () => {
    const udid = udids[3]!
    await bench.cart.hands(udid, 'operator')
    await bench.startRun('bench', [udid])
    await bench.feed.untilStage(udid, 'awaitingEnrollment')
    await bench.tenant.act('switches', { offline: true })
    await bench.feed.untilDevice(udid, ({ error }) => error === null, 'no error on the device')
    await bench.tenant.act('switches', { offline: false })
    await bench.cart.hands(udid, 'atOnce')
    await bench.feed.untilStage(udid, 'enrolled')
  })

  it('that refuses the platform lets the device say so, and Intune’s word is shown', async () => {
    const udid = udids[4]!
    await bench.tenant.act('switches', { iosBlocked: true })
    await bench.startRun('bench', [udid])
    await bench.cart.until(udid, ({ counts }) => (counts['enrollmentRefused'] ?? 0) > 0)
    const view = await bench.feed.untilStage(udid, 'needsAttention')
    expectWords(view, 'stage.enrollmentRefused')
  })

  it('was never a reason for an unexpected error', () => {
    expect(bench.log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })
})
