import type { Kysely } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../electron/store/database.ts'
import { systemClock } from '../../electron/lib/clock.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import { up as first } from '../../electron/store/migrations/010-first.ts'
import { up as slotPort } from '../../electron/store/migrations/020-slot-port.ts'
import type { Tables } from '../../electron/store/schema.ts'
import { Slots } from '../../electron/store/slots.ts'
import { noBus } from '../../electron/usb/bus.ts'
import type { BusSource } from '../../electron/usb/bus.ts'
import type { BusTree } from '../../electron/usb/bus-tree.ts'
import { followCables } from '../../electron/usb/cables.ts'
import { slotPlace } from '../../electron/usb/slot-place.ts'
import { UsbPorts } from '../../electron/usb/usb-ports.ts'
import { ScriptedMux } from '../apple/scripted-mux.ts'
import type { Message } from '../apple/scripted-mux.ts'
import { linuxTree, portOf, udids } from './captured-bus.ts'

const open: { close: () => Promise<void> }[] = []
afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close()
})

/** What usbmuxd on Linux says of a device: its LocationID is bus and address. */
function announced(deviceId: number, udid: string, bus: number, address: number): Message {
  const properties = {
    ConnectionType: 'USB',
    LocationID: bus * 0x1_0000 + address,
    ProductID: 0x12a8,
    SerialNumber: udid,
  }
  return { MessageType: 'Attached', DeviceID: deviceId, Properties: properties }
}

/** Cables, bus and slots as the app puts them together; each `Attached` told to the engine becomes a line. */
async function bench(source: BusSource, present: readonly Message[]) {
  const sends: ((event: Message) => void)[] = []
  const listening = Promise.withResolvers<void>()
  const mux = await new ScriptedMux({
    reply: (request) => (request['MessageType'] === 'ListDevices' ? { DeviceList: [...present] } : 0),
    listener: (send) => {
      sends.push(send)
      listening.resolve()
    },
  }).listen()
  const database = openDatabase<Tables>(':memory:')
  await first(database as Kysely<unknown>)
  await slotPort(database as Kysely<unknown>)
  const slots = new Slots(database)
  const client = mux.client()
  const ports = new UsbPorts({
    source,
    listAttached: () => client.listDevices(),
    slotAt: (port) => slots.at(port),
    clock: systemClock,
    logger: silentLogger,
  })
  const told: string[] = []
  const cables = followCables({
    mux: client,
    engine: {
      attached: (udid, deviceId, _location, slot) => void told.push(`${udid} ${deviceId} in ${slot}`),
      detached: (udid) => void told.push(`${udid} gone`),
    },
    slotOf: async (device) => slots.numberOf(slotPlace(device, await ports.portOf(device))),
    logger: silentLogger,
    clock: systemClock,
  })
  open.push({
    close: async () => {
      await cables.stop()
      await slots.save()
      await database.destroy()
      await mux.close()
    },
  })
  await listening.promise
  return { told, slots, send: (event: Message) => sends.at(-1)?.(event) }
}

describe('slots of a cart on Linux', () => {
  it('stay with the port when a device comes back under a new address, and follow the device to another port', async () => {
    let tree: BusTree = linuxTree('linux-cart.txt')
    const source: BusSource = { read: () => Promise.resolve(tree), watch: () => {} }
    const present = [announced(1, udids.iphone, 1, 7), announced(2, udids.sameModel, 1, 10)]
    const { told, slots, send } = await bench(source, present)
    await expect.poll(() => told.length).toBe(2)
    const [iphonePort, otherPort] = [portOf(tree, udids.iphone).key, portOf(tree, udids.sameModel).key]

    tree = linuxTree('linux-cart-replugged.txt')
    for (const deviceId of [1, 2]) send({ MessageType: 'Detached', DeviceID: deviceId })
    send(announced(3, udids.sameModel, 1, 22))
    send(announced(4, udids.iphone, 1, 21))
    await expect.poll(() => told.length).toBe(6)
    expect(told).toEqual([
      `${udids.iphone} 1 in 1`,
      `${udids.sameModel} 2 in 2`,
      `${udids.iphone} gone`,
      `${udids.sameModel} gone`,
      `${udids.sameModel} 3 in 2`,
      `${udids.iphone} 4 in 3`,
    ])
    expect([slots.at(iphonePort), slots.at(otherPort)]).toEqual([1, 2])
  })

  it('are numbered by LocationID without a bus, as in practice', async () => {
    const { told, send } = await bench(noBus, [announced(1, udids.iphone, 1, 7)])
    await expect.poll(() => told.length).toBe(1)
    send({ MessageType: 'Detached', DeviceID: 1 })
    send(announced(2, udids.iphone, 1, 7))
    await expect.poll(() => told.length).toBe(3)
    expect(told.at(-1)).toBe(`${udids.iphone} 2 in 1`)
  })
})
