import { descriptorText, portChain } from './bus-tree.ts'
import type { Bus, BusDevice, BusPlace, BusTree, UsbSpeed } from './bus-tree.ts'
import { iokitBus, iokitLocation } from './iokit-location.ts'
import { locationBuses } from './location-path.ts'
import { appleVendorId } from './apple-products.ts'

/** The fields of a device of the package `usb` that cost no traffic to read. */
export type NativeDevice = {
  readonly vendorId: number
  readonly productId: number
  readonly deviceClass: number
  /** Linux: `001`. macOS: `14`, the highest byte of the location. Windows: a location path down to USBROOT. */
  readonly bus: string
  readonly address: number
  readonly ports: readonly number[]
  readonly speed?: string
  /** Cached by the system as a rule; a getter that otherwise opens the device, and throws where it may not. */
  readonly serialNumber?: string | null
  readonly productName?: string | null
}

const speeds: readonly UsbSpeed[] = ['low', 'full', 'high', 'super', 'superPlus']

/**
 * What the package `usb` lists, in the same words as the system's own listing: bus keys and ports are equal, so that a
 * slot stays the same whichever of the two was asked.
 */
export function readNative(devices: readonly NativeDevice[], platform: NodeJS.Platform): BusTree {
  const read = devices.flatMap((device) => readDevice(device, platform) ?? [])
  return { source: 'usb', buses: busesOf(read, platform), devices: read }
}

function busesOf(devices: readonly BusDevice[], platform: NodeJS.Platform): readonly Bus[] {
  const ids = [...new Set(devices.map((device) => device.bus))]
  if (platform === 'win32') return locationBuses(ids, new Map())
  if (platform === 'darwin') return ids.map((id) => iokitBus(Number.parseInt(id, 16), null))
  return ids.map((id) => ({ id, number: Number(id), key: `bus${id}`, controller: null }))
}

function readDevice(device: NativeDevice, platform: NodeJS.Platform): BusDevice | null {
  const place = readPlace(device, platform)
  if (place === null) return null
  const isHub = device.deviceClass === 9
  const isApple = device.vendorId === appleVendorId
  return {
    ...place,
    companion: null,
    address: device.address,
    locationId: platform === 'darwin' ? iokitLocation(Number.parseInt(place.bus, 16), place.ports) : null,
    vendorId: device.vendorId,
    productId: device.productId,
    deviceClass: device.deviceClass,
    configurations: null,
    muxInterface: null,
    // Nobody else's device is opened only to learn its name.
    serial: isApple ? descriptorText(quietly(() => device.serialNumber)) : null,
    product: isApple || isHub ? descriptorText(quietly(() => device.productName)) : null,
    speed: speeds.find((speed) => speed === device.speed) ?? null,
  }
}

function readPlace({ bus, ports }: NativeDevice, platform: NodeJS.Platform): BusPlace | null {
  const chain = portChain([...ports])
  if (chain === null) return null
  if (platform === 'win32') return bus === '' ? null : { bus, ports: chain }
  if (platform === 'darwin') return /^[0-9a-f]{2}$/.test(bus) ? { bus, ports: chain } : null
  return /^\d{1,4}$/.test(bus) ? { bus: String(Number(bus)), ports: chain } : null
}

function quietly(read: () => string | null | undefined): string | null | undefined {
  try {
    return read()
  } catch {
    return null
  }
}
