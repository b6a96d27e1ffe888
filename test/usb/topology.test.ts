import { describe, expect, it } from 'vitest'
import { readSysfs } from '../../electron/usb/sysfs.ts'
import { readTopology } from '../../electron/usb/topology.ts'
import type { BusTree } from '../../electron/usb/bus-tree.ts'
import { linuxTree, macTree, nativeTree, portOf, sysfsCapture, udids, windowsTree } from './captured-bus.ts'

function modes(tree: BusTree): Record<string, string> {
  return Object.fromEntries(readTopology(tree).devices.map((device) => [device.path, device.mode]))
}

describe('a cart on Linux', () => {
  const tree = linuxTree('linux-cart.txt')

  it('shows every iPhone and iPad at its port, those that usbmuxd hides too, in the order of the ports', () => {
    expect(Object.entries(modes(tree))).toEqual([
      ['1-2.1', 'normal'],
      ['1-2.3', 'normal'],
      ['1-2.4.1', 'normal'],
      ['1-2.4.2', 'normal'],
      ['1-2.4.3', 'recovery'],
      ['3-1', 'dfu'],
      ['3-2', 'ncmDirect'],
      ['3-10', 'normal'],
    ])
  })

  it('takes a device on the USB 3 side of a connector to be in that connector', () => {
    const port = portOf(tree, udids.superSpeed)
    expect(port).toMatchObject({
      path: '1-2.3',
      key: '0000:00:14.0/usb2:2.3',
      busNumber: 2,
      address: 3,
      speed: 'super',
    })
  })

  it('tells a device that nothing configured yet from one that offers only a network', () => {
    expect(portOf(tree, udids.unconfigured).mode).toBe('normal')
    expect(portOf(tree, udids.networkOnly).mode).toBe('ncmDirect')
  })

  it('reads from the serial string of recovery and DFU who the device is', () => {
    expect(portOf(tree, udids.recovery)).toMatchObject({
      iboot: { chipId: 0x8110, boardId: 0x0e, ecid: 0xe5n, serialNumber: 'TESTRECOVERY', imei: '990000000000005' },
    })
    expect(portOf(tree, udids.dfu).iboot).toMatchObject({ serialNumber: null, bootVersion: 'iBoot-0000.0.0.0.1' })
  })

  it('names controllers and hubs, and counts what hangs below each', () => {
    const { buses, hubs } = readTopology(tree)
    expect(buses.map(({ number, appleDevices }) => [number, appleDevices])).toEqual([
      [1, 4],
      [2, 1],
      [3, 3],
      [4, 0],
    ])
    expect(buses[0]?.controller).toBe('xHCI Host Controller 0000:00:14.0')
    expect(hubs).toEqual([
      { path: '1-2', product: 'USB2.1 Hub', appleDevices: 4 },
      { path: '1-2.4', product: 'USB2.1 Hub', appleDevices: 3 },
      { path: '2-2', product: 'USB3.2 Hub', appleDevices: 1 },
    ])
    expect(portOf(tree, udids.recovery).hubs).toEqual(['1-2', '1-2.4'])
  })
})

describe('ports over time', () => {
  it('a device that moves gets the port it moved to, and one plugged in again keeps its own', () => {
    const [before, after] = [linuxTree('linux-cart.txt'), linuxTree('linux-cart-replugged.txt')]
    expect(portOf(after, udids.iphone)).toMatchObject({ path: '1-2.4.4', address: 21 })
    expect(portOf(after, udids.sameModel).key).toBe(portOf(before, udids.sameModel).key)
    expect(portOf(after, udids.sameModel).address).not.toBe(portOf(before, udids.sameModel).address)
  })

  it('a phone that comes back on the USB 2 side of its connector is still in the same port', () => {
    const [before, after] = [linuxTree('linux-cart.txt'), linuxTree('linux-cart-replugged.txt')]
    expect(portOf(before, udids.superSpeed).speed).not.toBe(portOf(after, udids.superSpeed).speed)
    expect(portOf(after, udids.superSpeed).key).toBe(portOf(before, udids.superSpeed).key)
  })

  it('a restart that numbers the buses the other way round changes the path but not the key', () => {
    const [before, after] = [linuxTree('linux-cart.txt'), linuxTree('linux-cart-restarted.txt')]
    expect(portOf(after, udids.iphone).path).toBe('3-2.1')
    expect(portOf(after, udids.iphone).key).toBe(portOf(before, udids.iphone).key)
  })

  it('two controllers that give themselves the same name never share a port', () => {
    const capture = new Map(sysfsCapture('linux-cart.txt'))
    capture.set('usb3', { ...capture.get('usb3'), serial: '0000:00:14.0' })
    expect(readSysfs(capture).buses.map((bus) => bus.key)).toEqual([
      '0000:00:14.0/usb2#1',
      '0000:00:14.0/usb3',
      '0000:00:14.0/usb2#3',
      '0000:03:00.0/usb3',
    ])
  })
})

describe('a cart on a Mac', () => {
  const tree = macTree('mac-two-controllers.plist')

  it('reads ports from IOKit locations, over two controllers and a hub in a hub', () => {
    expect(modes(tree)).toEqual({
      '0-1.1': 'normal',
      '0-1.4.1': 'normal',
      '0-1.4.2': 'normal',
      '0-1.4.3': 'recovery',
      '1-1': 'dfu',
    })
    expect(readTopology(tree).buses).toEqual([
      { number: 0, controller: 'AppleT8103USBXHCI', appleDevices: 4 },
      { number: 1, controller: 'AppleT8103USBXHCI', appleDevices: 1 },
      { number: 2, controller: 'AppleEmbeddedUSBXHCIFL1100', appleDevices: 0 },
    ])
    expect(readTopology(tree).hubs.map((hub) => hub.path)).toEqual(['0-1', '0-1.4', '0-2'])
  })

  it('keeps apart two phones of one model, by serial and by location', () => {
    expect(portOf(tree, udids.iphone)).toMatchObject({ locationId: 0x0011_0000, address: 4, speed: 'high' })
    expect(portOf(tree, udids.sameModel)).toMatchObject({ locationId: 0x0014_2000, address: 6 })
  })

  it('leaves out the root hub that macOS simulates, and takes a location above 2^31 as the bus it is', () => {
    const nameless = macTree('mac-nameless.plist')
    expect(readTopology(nameless).devices.map((device) => device.path)).toEqual(['20-4.2', '20-4.3', '20-4.4', '128-1'])
    expect(portOf(nameless, udids.ipad).locationId).toBe(0x8010_0000)
  })
})

describe('a cart on Windows', () => {
  const tree = windowsTree()

  it('reads ports from location paths, without the interfaces of composite devices', () => {
    expect(modes(tree)).toEqual({
      '1-2.1': 'normal',
      '1-2.4.1': 'normal',
      '1-2.4.2': 'normal',
      '1-2.4.3': 'recovery',
      '2-1': 'dfu',
    })
    expect(readTopology(tree).buses).toEqual([
      { number: 1, controller: 'USB xHCI Compliant Host Controller', appleDevices: 4 },
      { number: 2, controller: 'ASMedia USB 3.1 eXtensible Host Controller', appleDevices: 1 },
    ])
  })

  it('knows a device by the end of its instance id, in whatever letter case and with _ for blanks', () => {
    expect(portOf(tree, udids.sameModel).path).toBe('1-2.4.2')
    expect(portOf(tree, udids.recovery).iboot?.serialNumber).toBe('TESTRECOVERY')
    expect(portOf(tree, udids.dfu).iboot?.bootVersion).toBe('IBOOT-0000.0.0.0.1')
  })

  it('keeps a slot by the place of the controller, not by its number in the list', () => {
    expect(portOf(tree, udids.iphone).key).toBe('PCIROOT(0)#PCI(1400)#USBROOT(0):2.1')
  })
})

describe('the package usb', () => {
  const same = [udids.iphone, udids.sameModel, udids.ipad, udids.recovery, udids.dfu]

  it('names ports on macOS and Windows exactly as the system itself does, so that slots stay', () => {
    for (const udid of same) {
      const mac = portOf(macTree('mac-two-controllers.plist'), udid)
      expect(portOf(nativeTree('darwin'), udid)).toMatchObject({ key: mac.key, locationId: mac.locationId })
      expect(portOf(nativeTree('win32'), udid).key).toBe(portOf(windowsTree(), udid).key)
    }
  })

  it('finds the same modes and paths on Linux', () => {
    expect(modes(nativeTree('linux'))).toEqual({
      '1-2.1': 'normal',
      '1-2.4.1': 'normal',
      '1-2.4.2': 'normal',
      '1-2.4.3': 'recovery',
      '3-1': 'dfu',
    })
  })
})
