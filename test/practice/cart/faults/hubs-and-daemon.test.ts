import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCart } from '../../../harness/cart.ts'
import type { RunningCart } from '../../../harness/cart.ts'
import { Staged } from '../supervisor.ts'
import { MuxLine, PortLine, openSession } from '../wire-client.ts'

let cart: RunningCart

beforeAll(async () => {
  cart = await startCart({ scenario: { devices: [{ count: 4, state: 'activated' }] } })
})
afterAll(() => cart?.stop())

describe('a hub reset', () => {
  it('drops its ports at once and brings them back under new numbers; others stay', async () => {
    const before = await cart.list()
    await cart.post('faults', { fault: 'hubReset', ports: [1, 2] })
    for (const { identity } of before.slice(0, 2))
      await cart.until(identity.udid, ({ attached, counts }) => attached && counts['detached'] === 1)
    const after = await cart.list()
    expect(after.map(({ counts }) => counts['detached'] ?? 0)).toEqual([1, 1, 0, 0])
    expect(after.map(({ slot }) => slot)).toEqual([1, 2, 3, 4])
    expect(Math.min(...after.slice(0, 2).map(({ deviceId }) => deviceId ?? 0))).toBeGreaterThan(4)
  })

  it('happens once, whichever device meets its trigger first', async () => {
    await cart.post('faults', { fault: 'hubReset', at: { request: 'StartSession', nth: 1 } })
    const [third, fourth] = [await Staged.in(cart, 3), await Staged.in(cart, 4)]
    await expect(openSession(cart.address, await third.deviceId(), third.host)).rejects.toThrow()
    await cart.until(fourth.udid, ({ attached, counts }) => attached && counts['detached'] === 1)
    ;(await openSession(cart.address, await fourth.deviceId(), fourth.host)).close()
    expect((await cart.list()).map(({ counts }) => counts['detached'] ?? 0)).toEqual([2, 2, 1, 1])
    const { faults } = (await cart.get('faults')) as { faults: readonly { fault: { fault: string }; over: boolean }[] }
    expect(faults.map(({ fault, over }) => [fault.fault, over])).toEqual([
      ['hubReset', true],
      ['hubReset', true],
    ])
  })
})

describe('the daemon’s own line', () => {
  it.each([[{ fault: 'splitFrames', bytes: 1 }], [{ fault: 'coalescedFrames', holdMs: 10 }]])(
    'carries listening and a connection through, whole and in order, under %j',
    async (fault) => {
      await cart.post('faults', { ...fault, where: 'daemon', on: { slots: [1] }, times: 2 })
      const listener = await MuxLine.open(cart.address)
      expect(await listener.ask({ MessageType: 'Listen' }, 7)).toMatchObject({ MessageType: 'Result', Number: 0 })
      for (let count = 0; count < 4; count += 1)
        expect(await listener.event()).toMatchObject({ MessageType: 'Attached' })
      listener.close()
      const { deviceId } = (await cart.list())[3] ?? { deviceId: 0 }
      const line = await PortLine.open(cart.address, deviceId ?? 0, 62078)
      expect(await line.ask({ Request: 'QueryType' })).toMatchObject({ Type: 'com.apple.mobile.lockdown' })
      line.close()
    },
  )
})

describe('a restart of the daemon', () => {
  it('ends every connection, listens at the same place again, and counts devices from one', async () => {
    const staged = await Staged.in(cart, 2)
    const record = Buffer.from('kept')
    const listener = await MuxLine.open(cart.address)
    const line = await MuxLine.open(cart.address)
    const { BUID } = await line.ask({ MessageType: 'ReadBUID' })
    await line.ask({ MessageType: 'SavePairRecord', PairRecordID: staged.udid, PairRecordData: record })
    await listener.ask({ MessageType: 'Listen' })
    const ended = Promise.all([once(listener.socket, 'close'), once(line.socket, 'close')])
    for (const { reader, socket } of [listener, line]) {
      reader.release()
      socket.resume()
    }
    await cart.post('faults', { fault: 'daemonRestart', on: { slots: [2] } })
    await ended
    const again = await reached(cart.address)
    expect(await again.ask({ MessageType: 'ReadBUID' })).toEqual({ BUID })
    expect(await again.ask({ MessageType: 'ReadPairRecord', PairRecordID: staged.udid })).toMatchObject({
      PairRecordData: Uint8Array.from(record),
    })
    const { DeviceList } = (await again.ask({ MessageType: 'ListDevices' })) as {
      DeviceList: readonly { DeviceID: number; Properties: { SerialNumber: string } }[]
    }
    expect(DeviceList.map(({ DeviceID }) => DeviceID)).toEqual([1, 2, 3, 4])
    const { deviceId } = await cart.device(staged.udid)
    expect(DeviceList.find(({ DeviceID }) => DeviceID === deviceId)?.Properties.SerialNumber).toBe(staged.udid)
    again.close()
    // The devices themselves never noticed.
    ;(await openSession(cart.address, deviceId ?? 0, staged.host)).close()
  })
})

async function reached(address: string): Promise<MuxLine> {
  for (let tries = 0; tries < 200; tries += 1) {
    const line = await MuxLine.open(address).catch(() => null)
    if (line !== null) return line
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('the daemon did not come back')
}
