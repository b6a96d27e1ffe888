import { afterEach, expect, it } from 'vitest'
import { activateDevice } from '../../electron/apple/activation.ts'
import { createHostIdentity } from '../../electron/apple/host-identity.ts'
import { parseMuxAddress } from '../../electron/apple/mux-address.ts'
import { ensurePaired } from '../../electron/apple/pairing.ts'
import { createEraseWarrant } from '../../electron/apple/services/erase-warrant.ts'
import { eraseDevice, openMcInstall } from '../../electron/apple/services/mcinstall.ts'
import { Usbmux } from '../../electron/apple/usbmux.ts'
import type { AttachedDevice } from '../../electron/apple/usbmux.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import { randomUuid } from '../../electron/lib/crypto.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { HookedJournal } from '../faults/hooked-journal.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { eventually } from '../harness/eventually.ts'

let bench: Bench
afterEach(() => bench?.stop())

/** What an erase by another computer does, and a person after it: nobody of ours hears of it. */
async function eraseAndActivateElsewhere(udid: string): Promise<void> {
  const { muxAddress, activationUrl, rootCertificatePem } = bench.world
  const mux = new Usbmux({ address: parseMuxAddress(muxAddress), logger: silentLogger })
  const host = createHostIdentity({ hostId: randomUuid() })
  const link = async (after: number) => {
    const holds = (one: AttachedDevice): boolean => one.udid === udid && one.deviceId > after
    const list = await eventually(
      () => mux.listDevices(),
      (devices) => devices.some(holds),
      'the device',
    )
    const device = list.find(holds)!
    const signal = AbortSignal.timeout(30_000)
    const world = { mux, device, host, onState: () => {}, signal, clock: systemClock, logger: silentLogger }
    return { mux, device, record: (await ensurePaired(world)).record }
  }
  const before = await link(0)
  const service = await openMcInstall(mux, before.device, before.record)
  await eraseDevice(service, createEraseWarrant(udid), { preserveDataPlan: true, disallowProximitySetup: true })
  service.close()
  const after = await link(before.device.deviceId)
  await activateDevice({
    ...after,
    endpoint: activationUrl,
    additionalCaPems: [rootCertificatePem],
    logger: silentLogger,
  })
}

/** A person sets it up for themselves. */
async function setUp(udid: string): Promise<void> {
  for (;;) {
    const { storage, prompts } = await bench.cart.until(udid, (one) => one.storage.setupDone || one.prompts.length > 0)
    if (storage.setupDone) return
    await bench.cart.tap(udid, prompts[0]!.kind)
  }
}

it('an erase that happened unheard, after which somebody used the device, is not done again without asking', async () => {
  const powerCut: { udid: string | null } = { udid: null }
  bench = await startBench({
    scenario: { devices: [{ state: 'used' }, { state: 'used' }] },
    app: () => ({
      openJournal: (path) =>
        new HookedJournal(path, (when, udid, event) => {
          if (when === 'after' && event.type === 'eraseOrdered' && udid === powerCut.udid) throw new Error('no power')
        }),
    }),
  })
  const [pulled, ordered] = bench.devices.map(({ identity }) => identity.udid) as [string, string]
  powerCut.udid = ordered
  let unheard = false
  const isPulled = new Promise<void>((resolve, reject) => {
    bench.log.onLine(({ fields }) => {
      if (unheard || fields['udid'] !== pulled || fields['event'] !== 'stepStarted' || fields['step'] !== 'erase')
        return
      unheard = true
      bench.cart.unplug(pulled).then(resolve, reject)
    })
  })
  await bench.startRun('bench', [pulled, ordered])
  await isPulled
  await bench.feed.untilStage(pulled, 'interrupted')
  await bench.feed.untilStage(ordered, 'needsAttention')
  await bench.stopCore()
  powerCut.udid = null
  await bench.cart.plug(pulled)
  await eraseAndActivateElsewhere(pulled)
  // This one's other computer shares our usbmuxd no more; the other one's left a pair record that the device honors.
  await new Usbmux({ address: parseMuxAddress(bench.world.muxAddress), logger: silentLogger }).deletePairRecord(pulled)
  await eraseAndActivateElsewhere(ordered)
  await setUp(ordered)
  bench = await bench.restartCore()
  const views = await bench.feed.until(
    (all) => all.length === 2 && all.every((one) => ['needsAttention', 'enrolled'].includes(one.stage)),
    'two ends',
  )
  expect(views.find(({ udid }) => udid === pulled)?.error?.code).toBe('stage.deviceChanged')
  expect(views.find(({ udid }) => udid === ordered)?.error?.code).toBe('stage.eraseNotConsented')
  for (const udid of [pulled, ordered]) expect((await bench.cart.device(udid)).counts['erased']).toBe(1)
})

it('a core that is started again while a device has yet to begin its erase takes it neither for failed nor for not begun', async () => {
  const unheard = new Set<string>()
  const told: string[] = []
  const orders = new Map<string, number>()
  bench = await startBench({
    // A tenth of what devices take: they leave two seconds after the order.
    time: 'x10',
    scenario: { devices: [{ state: 'used' }, { state: 'used' }] },
    app: () => ({
      openJournal: (path) =>
        new HookedJournal(path, (when, udid, event) => {
          if (when === 'after' && event.type === 'eraseOrdered') orders.set(udid, (orders.get(udid) ?? 0) + 1)
          if (event.type !== 'stepDone' || event.step !== 'erase' || told.includes(udid)) return
          if (when === 'after') told.push(udid)
          if (when === 'before' && unheard.has(udid)) throw new Error('no power')
        }),
    }),
  })
  const [heard, cut] = bench.devices.map(({ identity }) => identity.udid) as [string, string]
  unheard.add(cut)
  await bench.startRun('bench', [heard, cut])
  await bench.feed.untilStage(heard, 'away')
  await bench.feed.untilStage(cut, 'needsAttention')
  unheard.clear()
  bench = await bench.restartCore()
  for (const udid of [heard, cut]) {
    await bench.feed.untilDevice(udid, ({ stage }) => ['enrolled', 'needsAttention'].includes(stage), 'its end')
    expect(bench.feed.views().find((one) => one.udid === udid)?.error).toBeNull()
    expect((await bench.cart.device(udid)).counts['erased']).toBe(1)
    expect(orders.get(udid)).toBe(1)
  }
}, 120_000)
