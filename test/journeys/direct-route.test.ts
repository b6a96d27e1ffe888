import { afterEach, describe, expect, it } from 'vitest'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { createSkippableClock } from '../harness/skippable-clock.ts'

let bench: Bench
afterEach(() => bench?.stop())

describe('the direct route, when nobody is in a hurry', () => {
  it('waits for the person in Settings, reports the lapse after 8 minutes, and never erases', async () => {
    const clock = createSkippableClock()
    const exports = async () => {
      const counts = Object.entries(await bench.tenant.counts()).filter(([what]) => /exportMobileConfig/i.test(what))
      return counts.reduce((sum, [, count]) => sum + count, 0)
    }
    bench = await startBench({
      scenario: { devices: [{ state: 'used' }, { state: 'used' }] },
      hands: 'operator',
      app: () => ({ clock }),
    })
    const [patient, forgotten] = bench.devices.map(({ identity }) => identity.udid) as [string, string]
    await bench.startRun('direct', [patient, forgotten])
    for (const udid of [patient, forgotten]) {
      await bench.cart.tap(udid, 'trust')
      // The root of the service and the Wi-Fi come first; a person confirms each.
      await bench.cart.tap(udid, 'installProfile')
      await bench.cart.until(udid, ({ counts }) => counts['profileInstalled'] === 1)
      await bench.cart.tap(udid, 'installProfile')
      await bench.cart.until(udid, ({ counts }) => counts['profileDownloaded'] === 3)
      await bench.feed.untilDevice(
        udid,
        ({ stage, tap, run }) => stage === 'waitingForTap' && tap === 'installProfile' && run?.currentStep === 'enroll',
        'waiting for Install',
      )
    }
    await bench.cart.tap(patient, 'installProfile')
    await bench.feed.untilStage(patient, 'enrolled')
    // Looked at again and again meanwhile, it stays one question, asked once.
    const asked = bench.log.lines.filter(
      ({ fields }) => fields['udid'] === forgotten && fields['event'] === 'tapAwaited',
    )
    expect(asked.length).toBeLessThanOrEqual(2 + 2 + 2 + 1)
    expect(bench.feed.view(forgotten)).toMatchObject({ stage: 'waitingForTap', intuneState: null })

    const due = async () => {
      const { items } = await bench.app.handlers['deadlines.list']({})
      return items.filter(({ kind }) => kind === 'downloadedProfile' || kind === 'scepChallenge')
    }
    const since = bench.feed.view(forgotten)?.run?.tapSince ?? 0
    const mine = { of: bench.devices[1]!.identity.serial, state: 'ok' }
    expect(await due()).toMatchObject([
      { ...mine, kind: 'downloadedProfile', dueAt: since + 8 * 60_000 },
      { ...mine, kind: 'scepChallenge', dueAt: since + 15 * 60_000 },
    ])

    await clock.pass(8 * 60_000 + 1_000)
    const view = await bench.feed.untilStage(forgotten, 'needsAttention')
    expect(view.error?.code).toBe('stage.installNotConfirmed')
    expect(view.run?.steps.find(({ name }) => name === 'enroll')?.outcome).toBe('failed')
    const truth = await bench.cart.list()
    expect(truth.map(({ storage }) => storage.enrolled)).toEqual([true, false])
    expect(truth.map(({ counts }) => counts['erased'] ?? 0)).toEqual([0, 0])
    expect(await due()).toEqual([])

    // Who tries again gets a fresh profile, with its own time.
    const exported = await exports()
    await bench.app.handlers['runs.retry']({ udids: [forgotten], consent: null })
    await bench.feed.untilDevice(forgotten, ({ tap }) => tap === 'installProfile', 'asked again')
    expect(await exports()).toBe(exported + 1)
    expect((bench.feed.view(forgotten)?.run?.tapSince ?? 0) - since).toBeGreaterThan(8 * 60_000)
  })

  it('refuses a device that is not past Setup Assistant, before anything is written to it', async () => {
    bench = await startBench({ scenario: { devices: [{ state: 'fresh' }] } })
    const udid = bench.devices[0]!.identity.udid
    await bench.startRun('direct', [udid])
    const view = await bench.feed.untilStage(udid, 'needsAttention')
    expect(view.error?.code).toBe('stage.directNeedsSetUpDevice')
    expect(view.run?.steps.filter(({ outcome }) => outcome === 'done')).toEqual([])
    const device = await bench.cart.device(udid)
    expect(device.storage).toMatchObject({ activated: false, profiles: [], cloudConfigurationKeys: null })
  })
})
