import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { startMuxRelay } from '../harness/mux-relay.ts'
import type { MuxRelay } from '../harness/mux-relay.ts'

// `npm test` pulls it at a few moments, `npm run test:faults` at many.
const moments = process.env['SLIPWAY_FAULTS'] === 'all' ? 24 : 4

describe('a cable that is pulled at any moment of a run, counted in what went over the wire', () => {
  let bench: Bench
  let relay: MuxRelay
  let whole = 0

  beforeAll(async () => {
    bench = await startBench({
      scenario: { devices: Array.from({ length: moments + 1 }, () => ({ state: 'used' })) },
      app: async (world) => {
        relay = await startMuxRelay(world.muxAddress)
        return { muxAddress: relay.address }
      },
    })
    await bench.feed.until((views) => views.filter(({ stage }) => stage === 'ready').length > moments, 'all ready')
    relay.onPiece(() => void whole++)
    await stage(moments)
    relay.onPiece(null)
  }, 120_000)
  afterAll(async () => {
    await relay.down()
    await bench.stop()
  })

  const udidAt = (index: number): string => bench.devices[index]!.identity.udid
  const stage = async (index: number): Promise<void> => {
    await bench.startRun('bench', [udidAt(index)])
    await bench.feed.untilStage(udidAt(index), 'enrolled')
  }

  it.each(Array.from({ length: moments }, (_, index) => index))('moment %i', async (index) => {
    const udid = udidAt(index)
    const moment = Math.max(1, Math.round((whole * (index + 0.5)) / moments))
    const pulled = new Promise<void>((resolve, reject) => {
      let count = 0
      relay.onPiece(() => {
        count += 1
        if (count !== moment) return
        relay.onPiece(null)
        bench.cart.unplug(udid).then(resolve, reject)
      })
    })
    const staged = stage(index)
    // A run that needs fewer pieces than the first one ends before its moment comes.
    await Promise.race([pulled, staged])
    relay.onPiece(null)
    await bench.feed.untilDevice(
      udid,
      (view) => view.presence !== 'attached' || view.stage === 'enrolled',
      'seen to leave',
    )
    await bench.cart.plug(udid)
    await staged
    const { counts, storage } = await bench.cart.device(udid)
    expect({ moment, erased: counts['erased'], stored: counts['cloudConfigurationStored'] }).toEqual({
      moment,
      erased: 1,
      stored: 1,
    })
    expect(storage).toMatchObject({ supervised: true, enrolled: true, network: 'Slipway Practice' })
  })
})
