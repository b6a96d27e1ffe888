import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEraseWarrant } from '../../electron/apple/services/erase-warrant.ts'
import { eraseDevice, openMcInstall } from '../../electron/apple/services/mcinstall.ts'
import { openBench } from './device-bench.ts'
import type { Bench } from './device-bench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench({ devices: [{ state: 'activated' }, { state: 'activated' }] })
})
afterAll(() => bench.cart.stop())

describe('a usbmuxd that started anew and gave the number of one device to another', () => {
  it('leads no erase to the other device, though both are paired with this host', async () => {
    const { mux, devices, pair } = bench
    const [mine, other] = devices
    const { record } = await pair(mine!)
    const { record: otherRecord } = await pair(other!)
    const renumbered = { ...mine!, deviceId: other!.deviceId }
    for (const known of [record, otherRecord]) {
      const erased = openMcInstall(mux, renumbered, known).then((service) =>
        eraseDevice(service, createEraseWarrant(mine!.udid), { preserveDataPlan: true, disallowProximitySetup: true }),
      )
      await expect(erased).rejects.toThrow()
    }
    await expect(openMcInstall(mux, mine!, record).then((service) => service.close())).resolves.toBeUndefined()
    // Nothing has left the cable, as an erased device would.
    expect(new Set((await mux.listDevices()).map(({ deviceId }) => deviceId))).toEqual(
      new Set(devices.map(({ deviceId }) => deviceId)),
    )
    await expect(openMcInstall(mux, other!, otherRecord).then((service) => service.close())).resolves.toBeUndefined()
  })
})
