import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceReport } from '../../electron/practice/cart/device-report.ts'
import { blueprintIds } from '../../src-shared/default-blueprints.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { expectWords } from '../harness/words.ts'

describe('a cart of difficult devices', () => {
  let bench: Bench
  let devices: Record<'refuses' | 'locked' | 'activationLock' | 'findMy' | 'automated' | 'stranger', DeviceReport>
  const udidOf = (name: keyof typeof devices) => devices[name].identity.udid

  beforeAll(async () => {
    bench = await startBench({
      hands: 'operator',
      scenario: {
        devices: [
          { state: 'used' },
          { state: 'used', passcode: '123456', locked: true },
          { state: 'fresh' },
          { state: 'used', findMy: true },
          { state: 'activated', automatedEnrollment: true },
          { state: 'supervised', allowPairing: false },
        ],
      },
    })
    const [refuses, locked, activationLock, findMy, automated, stranger] = bench.devices
    devices = { refuses, locked, activationLock, findMy, automated, stranger } as typeof devices
    await bench.tenant.act('lock-activation', { serials: [devices.activationLock.identity.serial] })
    for (const name of ['locked', 'findMy', 'stranger'] as const) await bench.cart.hands(udidOf(name), 'atOnce')
    await bench.startRun(
      'bench',
      Object.keys(devices).map((name) => udidOf(name as keyof typeof devices)),
    )
  }, 60_000)
  afterAll(() => bench?.stop())

  it('reports a refused trust dialog, and goes on once the person has thought again', async () => {
    const udid = udidOf('refuses')
    await bench.feed.untilDevice(udid, ({ stage, tap }) => stage === 'waitingForTap' && tap === 'trust', 'Trust?')
    await bench.cart.tap(udid, 'trust', 'refuse')
    expectWords(await bench.feed.untilStage(udid, 'needsAttention'), 'apple.lockdown.userDeniedPairing')
    expect((await bench.cart.device(udid)).counts).not.toHaveProperty('erased')
    await bench.cart.hands(udid, 'atOnce')
    await bench.app.handlers['runs.retry']({ udids: [udid], consent: { udids: [udid], typedCount: 1 } })
    await bench.feed.untilStage(udid, 'enrolled')
    expect((await bench.cart.device(udid)).counts['erased']).toBe(1)
  })

  it('asks to unlock a locked device, and goes on by itself when it is', async () => {
    const udid = udidOf('locked')
    await bench.feed.untilDevice(udid, ({ stage, tap }) => stage === 'waitingForTap' && tap === 'unlock', 'unlock')
    await bench.cart.state(udid, { locked: false })
    await bench.feed.untilStage(udid, 'enrolled')
  })

  it('stops at Activation Lock before it has written anything', async () => {
    const udid = udidOf('activationLock')
    expectWords(await bench.feed.untilStage(udid, 'needsAttention'), 'apple.activation.locked')
    const { storage, counts } = await bench.cart.device(udid)
    expect(storage).toMatchObject({ activated: false, cloudConfigurationKeys: null, profiles: [] })
    expect(counts['erased'] ?? 0).toBe(0)
  })

  it('does not erase a device with Find My on, consent or not', async () => {
    const udid = udidOf('findMy')
    expectWords(await bench.feed.untilStage(udid, 'needsAttention'), 'stage.findMyOn')
    expect((await bench.cart.device(udid)).counts['erased'] ?? 0).toBe(0)
  })

  it('says of a device of Automated Device Enrollment whose it is', async () => {
    expectWords(await bench.feed.untilStage(udidOf('automated'), 'needsAttention'), 'apple.mcinstall.adeDevice')
  })

  it('says of a device that another organization has closed that it must be opened there', async () => {
    const view = await bench.feed.untilStage(udidOf('stranger'), 'needsAttention')
    expectWords(view, 'apple.lockdown.mcProtected')
    expect((await bench.cart.device(udidOf('stranger'))).counts['erased'] ?? 0).toBe(0)
  })

  it('starts nothing when the typed number is not the number of devices', async () => {
    const udid = udidOf('findMy')
    const start = bench.app.handlers['runs.start']({
      udids: [udid],
      blueprintId: blueprintIds.bench,
      consent: { udids: [udid], typedCount: 2 },
    })
    await expect(start).rejects.toMatchObject({ code: 'stage.consentMismatch' })
  })

  it('has logged no unexpected error', () => {
    expect(bench.log.lines.filter(({ level }) => level === 'error')).toEqual([])
  })
})
