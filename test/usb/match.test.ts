import { describe, expect, it } from 'vitest'
import { matchPorts } from '../../electron/usb/match.ts'
import { readTopology } from '../../electron/usb/topology.ts'
import { slotPlace } from '../../electron/usb/slot-place.ts'
import { sameSerial, udidFromSerial } from '../../electron/usb/udid-serial.ts'
import { attachedDevice, linuxTree, macTree, portOf, udids } from './captured-bus.ts'

const linux = readTopology(linuxTree('linux-cart.txt')).devices
const nameless = readTopology(macTree('mac-nameless.plist')).devices

describe('serial strings and UDIDs', () => {
  it('puts the hyphen where usbmuxd puts it, and leaves 40 digits alone', () => {
    expect(udidFromSerial('0000811000000000000000a1')).toBe('00008110-00000000000000A1')
    expect(udidFromSerial('00008110-00000000000000A1')).toBe('00008110-00000000000000A1')
    expect(udidFromSerial('ABCDEF0123'.repeat(4))).toBe('abcdef0123'.repeat(4))
    expect(udidFromSerial('TESTKEYBOARD')).toBeNull()
  })

  it('compares whatever hyphens and letter case a system uses', () => {
    expect(sameSerial('0000811000000000000000a1', udids.iphone)).toBe(true)
    expect(sameSerial('0000811000000000000000a2', udids.iphone)).toBe(false)
  })
})

describe('devices of usbmuxd and ports', () => {
  it('are tied by serial, two of one model each to its own', () => {
    const matches = matchPorts([attachedDevice(udids.iphone), attachedDevice(udids.sameModel)], linux)
    expect([...matches].map(([udid, { port, by }]) => [udid, port.path, by])).toEqual([
      [udids.iphone, '1-2.1', 'serial'],
      [udids.sameModel, '1-2.4.2', 'serial'],
    ])
  })

  it('are tied by serial even where the location is of an earlier enumeration', () => {
    const stale = attachedDevice(udids.iphone, { locationId: 0x1_000a })
    expect(matchPorts([stale], linux).get(udids.iphone)?.port.path).toBe('1-2.1')
  })

  it('are tied by LocationID where the port tells no serial, on a Mac', () => {
    const device = attachedDevice(udids.sameModel, { locationId: 0x1443_0000 })
    expect(matchPorts([device], nameless).get(udids.sameModel)).toMatchObject({
      by: 'location',
      port: { path: '20-4.3' },
    })
  })

  it('are tied by bus and address where the port tells no serial, on Linux', () => {
    const silent = linux.map((port) => ({ ...port, serial: null, udid: null }))
    const device = attachedDevice(udids.sameModel, { locationId: 0x1_000a })
    expect(matchPorts([device], silent).get(udids.sameModel)).toMatchObject({
      by: 'address',
      port: { path: '1-2.4.2' },
    })
  })

  it('are not tied to a place that another product, or another serial, is in', () => {
    const otherProduct = attachedDevice(udids.sameModel, { locationId: 0x1443_0000, productId: 0x12ab })
    expect(matchPorts([otherProduct], nameless).size).toBe(0)
    const otherSerial = attachedDevice('00008110-0000000000000999', { locationId: 0x1_0007 })
    expect(matchPorts([otherSerial], linux).size).toBe(0)
  })

  it('are left alone when two ports claim the serial, unless the location decides', () => {
    const twins = linux.map((port) => ({ ...port, serial: '0000811000000000000000A1' }))
    expect(matchPorts([attachedDevice(udids.iphone)], twins).size).toBe(0)
    const placed = attachedDevice(udids.iphone, { locationId: 0x1_0007 })
    expect(matchPorts([placed], twins).get(udids.iphone)?.port.path).toBe('1-2.1')
  })

  it('are left alone when two of them claim one port', () => {
    const one = attachedDevice(udids.superSpeed, { locationId: 0x1443_0000 })
    const other = attachedDevice(udids.sameModel, { locationId: 0x1443_0000, deviceId: 2 })
    expect(matchPorts([one], nameless).size).toBe(1)
    expect(matchPorts([one, other], nameless).size).toBe(0)
    const elsewhere = attachedDevice(udids.ipad, { locationId: 0x8010_0000, productId: 0x12ab })
    expect([...matchPorts([one, other, elsewhere], nameless).keys()]).toEqual([udids.ipad])
  })

  it('have no port when they are on the network', () => {
    expect(matchPorts([attachedDevice(udids.iphone, { connection: 'network' })], linux).size).toBe(0)
  })
})

describe('what a slot is kept by', () => {
  const device = attachedDevice(udids.iphone, { locationId: 0x1_0007 })

  it('is the port alone on Linux, where the location is new with every enumeration', () => {
    const port = portOf(linuxTree('linux-cart.txt'), udids.iphone)
    expect(slotPlace(device, port)).toEqual({ port: '0000:00:14.0/usb2:2.1', location: null })
  })

  it('is port and location on a Mac, where both name the same', () => {
    const port = portOf(macTree('mac-two-controllers.plist'), udids.iphone)
    expect(slotPlace(device, port)).toEqual({ port: 'iokit-00:1.1', location: 0x0011_0000 })
  })

  it('is the location where no bus tells a port, as in practice', () => {
    expect(slotPlace(device, null)).toEqual({ port: null, location: 0x1_0007 })
  })
})
