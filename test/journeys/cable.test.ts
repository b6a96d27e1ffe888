import { afterEach, describe, expect, it } from 'vitest'
import type { StepName } from '../../src-shared/step.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { createSkippableClock } from '../harness/skippable-clock.ts'

let bench: Bench
afterEach(() => bench?.stop())

/** Pulls the cable the moment a step begins; resolves when the core has seen it, or rejects when nobody did. */
function pullAt(udid: string, step: StepName): Promise<void> {
  return new Promise((resolve, reject) => {
    let pulled = false
    bench.log.onLine(({ fields }) => {
      if (pulled || fields['udid'] !== udid || fields['event'] !== 'stepStarted' || fields['step'] !== step) return
      pulled = true
      bench.cart
        .unplug(udid)
        .then(() => bench.feed.untilDevice(udid, ({ presence }) => presence !== 'attached', `pulled at ${step}`))
        .then(() => resolve(), reject)
    })
  })
}

describe('a cable that is pulled in the middle', () => {
  // Those that the usual blueprint has for a device in use.
  const steps = [
    'identify',
    'power',
    'register',
    'erase',
    'pair',
    'activate',
    'trust',
    'wifi',
    'name',
    'language',
    'supervise',
    'verify',
    'enroll',
  ] as const

  it('of any step: replugged in the same or another slot, every device ends enrolled, erased once', async () => {
    bench = await startBench({ scenario: { devices: steps.map(() => ({ state: 'used' })) } })
    const udids = bench.devices.map(({ identity }) => identity.udid)
    const journeys = steps.map(async (step, index) => {
      const udid = udids[index]!
      await pullAt(udid, step)
      await bench.cart.plug(udid, index % 2 === 0 ? undefined : 100 + index)
      return bench.feed.untilStage(udid, 'enrolled')
    })
    await bench.startRun('bench', udids)
    const ended = await Promise.all(journeys)
    for (const [index, view] of ended.entries()) {
      const truth = await bench.cart.device(view.udid)
      const about = {
        step: steps[index],
        erased: truth.counts['erased'],
        stored: truth.counts['cloudConfigurationStored'],
      }
      expect(about).toEqual({ step: steps[index], erased: 1, stored: 1 })
      expect(truth.storage).toMatchObject({ deviceName: truth.identity.serial, supervised: true, enrolled: true })
      expect(view.run?.steps.filter(({ outcome }) => outcome !== 'done' && outcome !== 'skipped')).toEqual([])
    }
  })

  it('of the direct route’s steps: the device is not erased, enrolls once, and Install is asked for again', async () => {
    const direct = ['identify', 'register', 'trust', 'wifi', 'name', 'enroll'] as const
    bench = await startBench({ scenario: { devices: direct.map(() => ({ state: 'used' })) } })
    const udids = bench.devices.map(({ identity }) => identity.udid)
    const journeys = direct.map(async (step, index) => {
      await pullAt(udids[index]!, step)
      await bench.cart.plug(udids[index]!)
      return bench.feed.untilStage(udids[index]!, 'enrolled')
    })
    await bench.startRun('direct', udids)
    await Promise.all(journeys)
    for (const { counts } of await bench.cart.list()) {
      expect(counts['erased'] ?? 0).toBe(0)
      expect(counts['enrolled']).toBe(1)
    }
  })
})

describe('a device that does not come back from its erase', () => {
  it('needs attention after ten minutes, and goes on by itself when it is back at last', async () => {
    const clock = createSkippableClock()
    // Slow enough for somebody to pull the cable while the device is down.
    bench = await startBench({ scenario: { devices: [{ state: 'used' }] }, time: 'x20', app: () => ({ clock }) })
    const udid = bench.devices[0]!.identity.udid
    await bench.startRun('bench', [udid])
    await bench.cart.until(udid, ({ running }) => !running)
    await bench.cart.unplug(udid)
    const away = await bench.feed.untilDevice(
      udid,
      ({ stage, presence }) => stage === 'away' && presence === 'away',
      'away',
    )
    expect(away.safeToUnplug).toBe(false)
    clock.skip(10 * 60_000 + 1_000)
    const overdue = await bench.feed.untilStage(udid, 'needsAttention')
    expect(overdue.error?.code).toBe('stage.notBack')
    await bench.cart.plug(udid)
    const view = await bench.feed.untilStage(udid, 'enrolled')
    expect(view.error).toBeNull()
    expect((await bench.cart.device(udid)).counts['erased']).toBe(1)
  })
})
