import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { blueprintIds } from '../../src-shared/default-blueprints.ts'
import { startBench } from '../harness/bench.ts'
import type { Bench } from '../harness/bench.ts'
import { expectWords } from '../harness/words.ts'

describe('devices that no consent may erase', () => {
  let bench: Bench
  const device = (index: number) => bench.devices[index]!.identity

  beforeAll(async () => {
    bench = await startBench({ scenario: { devices: [{ state: 'used' }, { state: 'used' }] } })
  }, 60_000)
  afterAll(() => bench?.stop())

  it('one on the list is not erased although a person agreed, also after a new start', async () => {
    await bench.app.handlers['protection.change']({ protect: [device(0).serial.toLowerCase()] })
    bench = await bench.restartCore()
    await bench.startRun('bench', [device(0).udid])
    expectWords(await bench.feed.untilStage(device(0).udid, 'needsAttention'), 'stage.neverErase')
    expect((await bench.cart.device(device(0).udid)).counts).not.toHaveProperty('erased')
  })

  it('one may be put on the list by its UDID or ECID once it was seen; what names no device is refused', async () => {
    const { udid, ecid, serial } = device(0)
    const change = bench.app.handlers['protection.change']
    await expect(change({ protect: ['00008110-0000000000000001'] })).rejects.toMatchObject({
      code: 'stage.listNeedsSerial',
    })
    // Of two windows neither undoes what the other did.
    const [, lists] = await Promise.all([change({ protect: [udid] }), change({ protect: ['F2LX 1234 ABCD'] })])
    expect(lists.never).toEqual(['F2LX1234ABCD', serial])
    expect((await change({ protect: [udid], unprotect: [serial] })).never).toContain(serial)
    expect((await change({ unprotect: [ecid] })).never).toEqual(['F2LX1234ABCD'])
    await change({ protect: [serial] })
  })

  it('at a station for listed devices another one is left alone as soon as it tells its name', async () => {
    await bench.app.handlers['protection.change']({
      onlyListed: true,
      allow: [device(0).serial],
      unprotect: [device(0).serial],
    })
    // It tells its name once it is paired, and from then on it is left alone.
    await bench.startRun('bench', [device(1).udid])
    expectWords(await bench.feed.untilStage(device(1).udid, 'needsAttention'), 'stage.quarantined')
    expect((await bench.cart.device(device(1).udid)).counts).not.toHaveProperty('erased')
    const again = bench.app.handlers['runs.start']({
      udids: [device(1).udid],
      blueprintId: blueprintIds.bench,
      consent: null,
    })
    await expect(again).rejects.toThrow(/left alone/)
    await bench.app.handlers['runs.retry']({
      udids: [device(0).udid],
      consent: { udids: [device(0).udid], typedCount: 1 },
    })
    await bench.feed.untilStage(device(0).udid, 'enrolled')
  })
})
