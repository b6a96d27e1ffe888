import { AppError, asAppError } from '../../src-shared/errors.ts'
import { readPlist } from '../apple/plist/read.ts'
import { arrayAt, integerAt, stringAt } from '../apple/plist/take.ts'
import { isPlistDict } from '../apple/plist/value.ts'
import type { PlistDict, PlistValue } from '../apple/plist/value.ts'
import { descriptorText, speedOf } from './bus-tree.ts'
import type { Bus, BusDevice, BusTree, UsbSpeed } from './bus-tree.ts'
import { iokitBusNumber, iokitPorts, iokitBus } from './iokit-location.ts'

type Found = { readonly controllers: Map<number, string>; readonly devices: BusDevice[] }

/**
 * What `ioreg -p IOUSB -l -a` prints: the USB plane of the I/O Registry as a property list, one dictionary (or, where
 * roots were asked for, an array) whose children stand under IORegistryEntryChildren.
 * @throws AppError `usb.malformed`
 */
export function readIoreg(bytes: Uint8Array): BusTree {
  const found: Found = { controllers: new Map(), devices: [] }
  collect(parse(bytes), found)
  const numbers = new Set([
    ...found.controllers.keys(),
    ...found.devices.map((device) => Number.parseInt(device.bus, 16)),
  ])
  const buses: readonly Bus[] = [...numbers]
    .toSorted((a, b) => a - b)
    .map((number) => iokitBus(number, found.controllers.get(number) ?? null))
  return { source: 'ioreg', buses, devices: found.devices }
}

function parse(bytes: Uint8Array): PlistValue {
  try {
    return readPlist(bytes)
  } catch (error) {
    throw new AppError('usb.malformed', { system: 'ioreg', reason: asAppError(error).message }, { cause: error })
  }
}

function collect(node: PlistValue, found: Found): void {
  if (Array.isArray(node)) return node.forEach((child: PlistValue) => collect(child, found))
  if (!isPlistDict(node)) return
  const location = locationOf(node)
  const device = location === null ? null : readDevice(node, location)
  if (device !== null) found.devices.push(device)
  else if (location !== null && isController(node)) found.controllers.set(iokitBusNumber(location), nameOf(node))
  collect(arrayAt(node, 'IORegistryEntryChildren') ?? [], found)
}

/** Registered as a signed or an unsigned number of 32 bits. */
function locationOf(node: PlistDict): number | null {
  const location = integerAt(node, 'locationID')
  return location === undefined || location < -(2 ** 31) || location >= 2 ** 32 ? null : location >>> 0
}

function isController(node: PlistDict): boolean {
  return /[XEOUV]HCI|USBHostController/.test(stringAt(node, 'IOObjectClass') ?? nameOf(node))
}

function nameOf(node: PlistDict): string {
  return descriptorText(stringAt(node, 'IORegistryEntryName')) ?? stringAt(node, 'IOObjectClass') ?? ''
}

/** Null for interfaces and for the root hubs that macOS simulates, which stand at no port. */
function readDevice(node: PlistDict, locationId: number): BusDevice | null {
  const vendorId = integerAt(node, 'idVendor')
  const productId = integerAt(node, 'idProduct')
  const ports = iokitPorts(locationId)
  if (vendorId === undefined || productId === undefined || ports === null) return null
  if (integerAt(node, 'bInterfaceNumber') !== undefined) return null
  return {
    bus: iokitBus(iokitBusNumber(locationId), null).id,
    ports,
    companion: null,
    address: integerAt(node, 'USB Address') ?? integerAt(node, 'kUSBAddress') ?? null,
    locationId,
    vendorId,
    productId,
    deviceClass: integerAt(node, 'bDeviceClass') ?? null,
    configurations: integerAt(node, 'bNumConfigurations') ?? null,
    muxInterface: hasMuxInterface(node),
    serial: descriptorText(stringAt(node, 'kUSBSerialNumberString') ?? stringAt(node, 'USB Serial Number')),
    product: descriptorText(
      stringAt(node, 'kUSBProductString') ??
        stringAt(node, 'USB Product Name') ??
        stringAt(node, 'IORegistryEntryName'),
    ),
    speed: readSpeed(node),
  }
}

/** The USB plane seldom shows interfaces; where it does not, nothing is known. */
function hasMuxInterface(node: PlistDict): boolean | null {
  const interfaces = (arrayAt(node, 'IORegistryEntryChildren') ?? [])
    .filter(isPlistDict)
    .filter((child) => integerAt(child, 'bInterfaceClass') !== undefined)
  if (interfaces.length === 0) return null
  return interfaces.some(
    (child) =>
      integerAt(child, 'bInterfaceClass') === 0xff &&
      integerAt(child, 'bInterfaceSubClass') === 0xfe &&
      integerAt(child, 'bInterfaceProtocol') === 2,
  )
}

/** IOKit's two scales: "Device Speed" (IOUSBFamily) counts low, full, high…; "USBSpeed" (IOUSBHostFamily) full, low, high… */
const deviceSpeeds: readonly UsbSpeed[] = ['low', 'full', 'high', 'super', 'superPlus', 'superPlus']
const hostSpeeds: readonly (UsbSpeed | null)[] = [null, 'full', 'low', 'high', 'super', 'superPlus', 'superPlus']

function readSpeed(node: PlistDict): UsbSpeed | null {
  const bits = integerAt(node, 'UsbLinkSpeed')
  if (bits !== undefined) return speedOf(bits)
  const device = integerAt(node, 'Device Speed')
  if (device !== undefined) return deviceSpeeds[device] ?? null
  return hostSpeeds[integerAt(node, 'USBSpeed') ?? 0] ?? null
}
