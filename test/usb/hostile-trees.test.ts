import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../src-shared/errors.ts'
import { usbTreeView } from '../../src-shared/usb-view.ts'
import type { BusTree } from '../../electron/usb/bus-tree.ts'
import { readIbootSerial } from '../../electron/usb/iboot-serial.ts'
import { iokitBusNumber, iokitLocation, iokitPorts } from '../../electron/usb/iokit-location.ts'
import { readIoreg } from '../../electron/usb/ioreg.ts'
import { readNative } from '../../electron/usb/native.ts'
import { readSysfs } from '../../electron/usb/sysfs.ts'
import { viewTree } from '../../electron/usb/view-tree.ts'
import { readWindowsPnp } from '../../electron/usb/windows-pnp.ts'
import { attachedDevice, linuxTree, sysfsCapture, udids } from './captured-bus.ts'

/** A tree that can be looked at through the contract, or an expected error: nothing else may come of any input. */
function looksSound(read: () => BusTree): boolean {
  try {
    const view = viewTree(read(), [attachedDevice(udids.iphone, { locationId: 0x1_0007 })], () => null)
    return usbTreeView.safeParse(view).success
  } catch (error) {
    return error instanceof AppError
  }
}

const names = fc.oneof(
  fc.constantFrom('usb1', '1-2', '1-2.4', '1-2.4:1.0', '99999-1', '1-0', '1-1.1.1.1.1.1.1.1', '__proto__', '1-2..3'),
  fc.string(),
)
const files = fc.dictionary(
  fc.constantFrom('idVendor', 'idProduct', 'speed', 'serial', 'peer', 'devnum', 'bDeviceClass', 'bInterfaceClass'),
  fc.oneof(fc.constantFrom('05ac', '12a8', '1281', '480', '5000', 'usb1-port2', '1-2-port3', '-1', '1e9'), fc.string()),
)

describe('whatever a system prints', () => {
  it('sysfs entries of any name and content', () => {
    fc.assert(fc.property(fc.array(fc.tuple(names, files)), (entries) => looksSound(() => readSysfs(new Map(entries)))))
  })

  it('a property list cut or changed at any byte', () => {
    const bytes = readFileSync(new URL('../fixtures/usb/mac-two-controllers.plist', import.meta.url))
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 255 }), fc.boolean(), (at, byte, cut) => {
        const changed = Buffer.from(cut ? bytes.subarray(0, at) : bytes)
        if (!cut) changed[at] = byte
        return looksSound(() => readIoreg(changed))
      }),
    )
    fc.assert(fc.property(fc.uint8Array(), (garbage) => looksSound(() => readIoreg(garbage))))
  })

  it('JSON of any shape, and text that is none', () => {
    const row = fc.record(
      {
        InstanceId: fc.oneof(fc.constant('USB\\VID_05AC&PID_12A8\\A1'), fc.constant('USB\\ROOT_HUB30\\1'), fc.string()),
        LocationPaths: fc.oneof(
          fc.constant('PCIROOT(0)#USBROOT(0)#USB(2)'),
          fc.constant(['X#USBROOT(0)#USB(0)', 'X#USBROOT(0)#USB(1)', 7]),
          fc.anything(),
        ),
        Name: fc.anything(),
        Parent: fc.anything(),
      },
      { requiredKeys: [] },
    )
    const json = fc.oneof(fc.array(row), row, fc.jsonValue()).map((value) => {
      // A bigint or a cycle is nothing JSON could say.
      try {
        return JSON.stringify(value) ?? ''
      } catch {
        return '['
      }
    })
    fc.assert(fc.property(json, (text) => looksSound(() => readWindowsPnp(text))))
    fc.assert(fc.property(fc.string(), (text) => looksSound(() => readWindowsPnp(text))))
  })

  it('devices of the package usb with any bus, ports and strings', () => {
    const device = fc.record({
      vendorId: fc.constant(0x05ac),
      productId: fc.constantFrom(0x12a8, 0x1227, 0x1281),
      deviceClass: fc.nat(255),
      bus: fc.oneof(fc.constantFrom('001', '14', 'X#USBROOT(0)'), fc.string()),
      address: fc.nat(255),
      ports: fc.array(fc.integer({ min: -1, max: 300 })),
      speed: fc.string(),
      serialNumber: fc.option(fc.string()),
      productName: fc.option(fc.string()),
    })
    const platform = fc.constantFrom('linux', 'darwin', 'win32' as const)
    fc.assert(fc.property(fc.array(device), platform, (list, system) => looksSound(() => readNative(list, system))))
  })

  it('a tree whose kernel entries lost any files is smaller, not wrong', () => {
    const whole = linuxTree('linux-cart.txt')
    const capture = [...sysfsCapture('linux-cart.txt')]
    fc.assert(
      fc.property(fc.subarray(capture), (kept) => {
        const tree = readSysfs(new Map(kept))
        return looksSound(() => tree) && tree.devices.length <= whole.devices.length
      }),
    )
  })
})

describe('numbers and strings', () => {
  it('an IOKit location says bus and ports, and they say the location', () => {
    const ports = fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.nat(255), ports, (bus, chain) => {
        const location = iokitLocation(bus, chain) ?? 0
        expect(iokitBusNumber(location)).toBe(bus)
        expect(iokitPorts(location)).toEqual(chain)
      }),
    )
    expect([iokitPorts(0x1400_0000), iokitPorts(0x0204_0100)]).toEqual([null, null])
    expect(iokitLocation(1, [16])).toBeNull()
  })

  it('a boot serial of any text is read or refused', () => {
    fc.assert(fc.property(fc.string(), (text) => readIbootSerial(text) === null || /CPID:/i.test(text)))
    expect(readIbootSerial(`CPID:8110 ECID:${'F'.repeat(17)} SRNM:[] IMEI:[a b]`)).toEqual({
      chipId: 0x8110,
      boardId: null,
      ecid: null,
      serialNumber: null,
      imei: null,
      bootVersion: null,
    })
  })
})
