import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePlist } from '../../../electron/apple/plist/write.ts'
import { startCart } from '../../harness/cart.ts'
import type { RunningCart } from '../../harness/cart.ts'
import { MuxLine, PortLine } from './wire-client.ts'

let cart: RunningCart
let udids: readonly string[]

beforeAll(async () => {
  cart = await startCart({ devices: 2 })
  udids = (await cart.list()).map(({ identity }) => identity.udid)
})
afterAll(() => cart?.stop())

async function once<T>(work: (line: MuxLine) => Promise<T>): Promise<T> {
  const line = await MuxLine.open(cart.address)
  try {
    return await work(line)
  } finally {
    line.close()
  }
}

describe('the practice usbmuxd', () => {
  it('echoes the tag, zero too', async () => {
    await once(async (line) => {
      for (const tag of [0, 7, 0xfffffffe]) {
        line.sendFrame({ version: 1, message: 8, tag, body: writePlist({ MessageType: 'ReadBUID' }) })
        expect((await line.frame()).tag).toBe(tag)
      }
    })
  })

  it('lists devices with stable, different places', async () => {
    const { DeviceList } = (await once((line) => line.ask({ MessageType: 'ListDevices' }))) as unknown as {
      DeviceList: { Properties: { SerialNumber: string; LocationID: number; ConnectionType: string } }[]
    }
    expect(DeviceList.map(({ Properties }) => Properties.SerialNumber)).toEqual(udids)
    expect(new Set(DeviceList.map(({ Properties }) => Properties.LocationID)).size).toBe(2)
    expect(DeviceList[0]?.Properties.ConnectionType).toBe('USB')
  })

  it('tells listeners who is here, who goes and who comes back under a larger number, with tag 0', async () => {
    await once(async (line) => {
      expect(await line.ask({ MessageType: 'Listen', ProgName: 'listener' }, 5)).toMatchObject({ Number: 0 })
      const first = await line.frame()
      expect(first.tag).toBe(0)
      expect(await line.event()).toMatchObject({ MessageType: 'Attached' })
      await cart.post(`devices/${udids[1]}/unplug`)
      const gone = await line.event()
      expect(gone).toMatchObject({ MessageType: 'Detached' })
      await cart.post(`devices/${udids[1]}/plug`)
      const back = await line.event()
      expect(back).toMatchObject({ MessageType: 'Attached', Properties: { SerialNumber: udids[1] } })
      expect(Number(back['DeviceID'])).toBeGreaterThan(Number(gone['DeviceID']))
      const { ListenerList } = (await once((other) => other.ask({ MessageType: 'ListListeners' }))) as unknown as {
        ListenerList: { ProgName: string }[]
      }
      expect(ListenerList.map(({ ProgName }) => ProgName)).toEqual(['listener'])
    })
  })

  it('refuses a command from a listener and hangs up', async () => {
    await once(async (line) => {
      await line.ask({ MessageType: 'Listen' })
      await line.frame()
      await line.frame()
      expect(await line.ask({ MessageType: 'ListDevices' })).toMatchObject({ Number: 1 })
      await expect(line.frame()).rejects.toMatchObject({ code: 'stream.closed' })
    })
  })

  it('names each way a Connect can fail and stays a command connection', async () => {
    await once(async (line) => {
      expect(await line.ask({ MessageType: 'Connect', PortNumber: 32498 })).toMatchObject({ Number: 2 })
      expect(await line.ask({ MessageType: 'Connect', DeviceID: 1 })).toMatchObject({ Number: 1 })
      expect(await line.ask({ MessageType: 'Connect', DeviceID: 999, PortNumber: 32498 })).toMatchObject({ Number: 2 })
      expect(await line.ask({ MessageType: 'Connect', DeviceID: 1, PortNumber: 1 })).toMatchObject({ Number: 3 })
      expect(await line.ask({ MessageType: 'Nonsense' })).toMatchObject({ Number: 1 })
      expect(await line.ask({ MessageType: 'ListDevices' })).toHaveProperty('DeviceList')
    })
  })

  it('keeps pair records and tells listeners of a new one only when the device was named', async () => {
    await once(async (listener) => {
      await listener.ask({ MessageType: 'Listen' })
      const attached = [await listener.event(), await listener.event()]
      const deviceId = attached.find((event) => JSON.stringify(event).includes(udids[0] ?? ''))?.['DeviceID'] as number
      await once(async (line) => {
        const record = { PairRecordID: udids[0], PairRecordData: Buffer.from('record') }
        expect(await line.ask({ MessageType: 'ReadPairRecord', PairRecordID: udids[0] })).toMatchObject({ Number: 2 })
        expect(await line.ask({ MessageType: 'SavePairRecord', PairRecordID: udids[0] })).toMatchObject({ Number: 22 })
        expect(await line.ask({ MessageType: 'SavePairRecord', ...record })).toMatchObject({ Number: 0 })
        expect(await line.ask({ MessageType: 'SavePairRecord', ...record, DeviceID: deviceId })).toMatchObject({
          Number: 0,
        })
        const read = await line.ask({ MessageType: 'ReadPairRecord', PairRecordID: udids[0] })
        expect(Buffer.from(read['PairRecordData'] as Uint8Array).toString()).toBe('record')
        expect(await line.ask({ MessageType: 'DeletePairRecord', PairRecordID: udids[0] })).toMatchObject({ Number: 0 })
        expect(await line.ask({ MessageType: 'DeletePairRecord', PairRecordID: udids[0] })).toMatchObject({ Number: 2 })
      })
      expect(await listener.event()).toEqual({ MessageType: 'Paired', DeviceID: deviceId })
    })
  })

  it('speaks the old binary protocol', async () => {
    await once(async (line) => {
      line.sendFrame({ version: 0, message: 3, tag: 9, body: Buffer.alloc(0) })
      const result = await line.frame()
      expect([result.version, result.message, result.tag, result.body.readUInt32LE()]).toEqual([0, 1, 9, 0])
      const added = await line.frame()
      expect(added.message).toBe(4)
      expect(added.body.toString('latin1', 6, 31)).toContain(udids[0])
    })
    await once(async (line) => {
      const body = Buffer.alloc(8)
      body.writeUInt32LE(1)
      body.writeUInt16BE(62078, 4)
      line.sendFrame({ version: 0, message: 2, tag: 7, body })
      expect((await line.frame()).body.readUInt32LE()).toBe(0)
    })
  })

  it('drops who sends more than 64 KiB or no frame at all, and serves the next one', async () => {
    for (const bytes of [
      Buffer.from('0100020001000000080000000100000000', 'hex'),
      Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
    ]) {
      await once(async (line) => {
        line.socket.write(bytes)
        await expect(line.frame()).rejects.toMatchObject({ code: 'stream.closed' })
      })
    }
    expect(await once((line) => line.ask({ MessageType: 'ReadBUID' }))).toHaveProperty('BUID')
  })

  it('loses the open connections of a device that is unplugged', async () => {
    const { deviceId } = await cart.device(udids[0] ?? '')
    const port = await PortLine.open(cart.address, deviceId ?? 0, 62078)
    expect(await port.ask({ Request: 'QueryType' })).toMatchObject({ Type: 'com.apple.mobile.lockdown' })
    await cart.post(`devices/${udids[0]}/unplug`)
    expect(await port.isClosed()).toBe(true)
    port.close()
    await cart.post(`devices/${udids[0]}/plug`)
  })
})
