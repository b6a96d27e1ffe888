import type { AppleMode } from '../../src-shared/usb-view.ts'
import { appleModeOf } from './apple-products.ts'
import type { Bus, BusDevice, BusPlace, BusTree, UsbSpeed } from './bus-tree.ts'
import { readIbootSerial, udidOf } from './iboot-serial.ts'
import type { IbootSerial } from './iboot-serial.ts'
import { udidFromSerial } from './udid-serial.ts'

/** An iPhone or iPad at a physical port, in whatever state. */
export type ApplePort = {
  /** For people: bus number and ports, `1-2.4`. May change with a restart. */
  readonly path: string
  /** For keeping: the controller's own name and ports. The same after re-attach and restart. */
  readonly key: string
  readonly busNumber: number
  readonly mode: AppleMode
  readonly productId: number
  readonly address: number | null
  readonly locationId: number | null
  /** The USB serial string; a UDID without its hyphen in normal mode. */
  readonly serial: string | null
  /** From the serial string, or worked out of chip and ECID; null when neither tells. */
  readonly udid: string | null
  readonly iboot: IbootSerial | null
  readonly product: string | null
  readonly speed: UsbSpeed | null
  /** Paths of the hubs on the way, from the computer on. */
  readonly hubs: readonly string[]
}

export type HubPort = { readonly path: string; readonly product: string | null; readonly appleDevices: number }
export type BusSummary = {
  readonly number: number
  readonly controller: string | null
  readonly appleDevices: number
}
export type Topology = {
  readonly buses: readonly BusSummary[]
  readonly hubs: readonly HubPort[]
  readonly devices: readonly ApplePort[]
}

/** What matters of a tree: where iPhones and iPads hang, what state they are in, and which hubs are above them. */
export function readTopology(tree: BusTree): Topology {
  const buses = new Map(tree.buses.map((bus) => [bus.id, bus]))
  const devices = tree.devices.flatMap((device) => readApplePort(device, buses) ?? []).toSorted(byPath)
  const hubs = tree.devices.flatMap((device) => readHub(device, buses, devices) ?? []).toSorted(byPath)
  const summaries = tree.buses.map(({ number, controller }) => ({
    number,
    controller,
    appleDevices: devices.filter((device) => device.busNumber === number).length,
  }))
  return { buses: summaries.toSorted((a, b) => a.number - b.number), hubs, devices }
}

function readApplePort(device: BusDevice, buses: ReadonlyMap<string, Bus>): ApplePort | null {
  const mode = appleModeOf(device.vendorId, device.productId)
  const bus = buses.get(device.bus)
  if (mode === null || bus === undefined) return null
  // The connector counts, not which of its two sides the device happens to use.
  const place = device.companion !== null && buses.has(device.companion.bus) ? device.companion : device
  const iboot = mode === 'normal' ? null : readIbootSerial(device.serial ?? '')
  const udid = iboot === null ? udidFromSerial(device.serial ?? '') : udidOf(iboot)
  return {
    path: pathOf(place, buses),
    key: keyOf(place, buses),
    busNumber: bus.number,
    mode: mode === 'normal' && speaksNoMux(device) ? 'ncmDirect' : mode,
    productId: device.productId,
    address: device.address,
    locationId: device.locationId,
    serial: device.serial,
    udid,
    iboot,
    product: device.product,
    speed: device.speed,
    hubs: device.ports
      .slice(1)
      .map((_, index) => pathOf({ ...device, ports: device.ports.slice(0, index + 1) }, buses)),
  }
}

/**
 * USB mode 5 of iOS 17 and later, network only: one configuration, and in it no interface for usbmuxd. A device that
 * nothing has configured yet lacks the interface too, but has several configurations to choose from.
 */
function speaksNoMux({ configurations, muxInterface }: BusDevice): boolean {
  return configurations === 1 && muxInterface === false
}

function readHub(device: BusDevice, buses: ReadonlyMap<string, Bus>, apple: readonly ApplePort[]): HubPort | null {
  if (device.deviceClass !== 9 || !buses.has(device.bus)) return null
  const path = pathOf(device, buses)
  return { path, product: device.product, appleDevices: apple.filter((port) => port.hubs.includes(path)).length }
}

function pathOf({ bus, ports }: BusPlace, buses: ReadonlyMap<string, Bus>): string {
  return `${buses.get(bus)?.number ?? bus}-${ports.join('.')}`
}

function keyOf({ bus, ports }: BusPlace, buses: ReadonlyMap<string, Bus>): string {
  return `${buses.get(bus)?.key ?? bus}:${ports.join('.')}`
}

/** By number in each place, so that port 10 follows port 9. */
function byPath(one: { readonly path: string }, other: { readonly path: string }): number {
  const [a, b] = [one.path, other.path].map((path) => path.split(/[-.]/).map(Number))
  for (let index = 0; index < Math.max(a?.length ?? 0, b?.length ?? 0); index += 1) {
    const difference = (a?.[index] ?? -1) - (b?.[index] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}
