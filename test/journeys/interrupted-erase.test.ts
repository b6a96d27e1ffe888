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
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { eventually } from '../harness/eventually.ts'

let bench: Bench
afterEach(() => bench?.stop())

/** What an erase that was asked for before the cable was pulled does, and a person after it: nobody of ours hears of it. */
async function eraseAndActivateUnheard(udid: string): Promise<void> {
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
  // It was another computer: ours has no record of that.
  await mux.deletePairRecord(udid)
}

it('an erase that happened unheard, after which somebody used the device, is not done again without asking', async () => {
  bench = await startBench({ scenario: { devices: [{ state: 'used' }] } })
  const { udid } = bench.devices[0]!.identity
  let unheard = false
  const pulled = new Promise<void>((resolve, reject) => {
    bench.log.onLine(({ fields }) => {
      if (unheard || fields['event'] !== 'stepStarted' || fields['step'] !== 'erase') return
      unheard = true
      bench.cart.unplug(udid).then(resolve, reject)
    })
  })
  await bench.startRun('bench', [udid])
  await pulled
  await bench.feed.untilStage(udid, 'interrupted')
  await bench.stopCore()
  await bench.cart.plug(udid)
  await eraseAndActivateUnheard(udid)
  bench = await bench.restartCore()
  const view = await bench.feed.until(
    (views) => views.some((one) => ['needsAttention', 'enrolled'].includes(one.stage)),
    'an end',
  )
  expect(view[0]?.error?.code).toBe('stage.deviceChanged')
  expect((await bench.cart.device(udid)).counts['erased']).toBe(1)
})
