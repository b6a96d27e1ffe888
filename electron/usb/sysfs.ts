import { descriptorText, portChain, speedOf, withUniqueKeys } from './bus-tree.ts'
import type { Bus, BusDevice, BusPlace, BusTree } from './bus-tree.ts'

/** Files of one entry of /sys/bus/usb/devices by name, without their line ends; `peer` is where port/peer leads. */
export type SysfsEntry = Readonly<Record<string, string>>

/** Entries by name: root hubs `usb1`, devices `1-2.4`, interfaces `1-2.4:1.0`. */
export type SysfsCapture = ReadonlyMap<string, SysfsEntry>

export const sysfsDeviceFiles = [
  'busnum',
  'devnum',
  'idVendor',
  'idProduct',
  'bDeviceClass',
  'bNumConfigurations',
  'speed',
  'serial',
  'product',
] as const
export const sysfsInterfaceFiles = ['bInterfaceClass', 'bInterfaceSubClass', 'bInterfaceProtocol'] as const

/** Linux kernel, "USB device attributes": names are bus-port.port…, numbers of vendor and class are hexadecimal. */
export function readSysfs(capture: SysfsCapture): BusTree {
  const buses = [...capture].flatMap(([name, entry]) => readRootHub(name, entry) ?? [])
  const devices = [...capture].flatMap(([name, entry]) => readDevice(name, entry, capture) ?? [])
  return { source: 'sysfs', buses: withUniqueKeys(withBusesOf(devices, buses)), devices }
}

/** A root hub's serial is the kernel's name of its controller: a PCI address, or a platform device. */
function readRootHub(name: string, entry: SysfsEntry): Bus | null {
  const id = /^usb(\d{1,4})$/.exec(name)?.[1]
  if (id === undefined) return null
  const controller = descriptorText(entry['serial'])
  const side = (decimal(entry['speed']) ?? 0) >= 5000 ? 'usb3' : 'usb2'
  return {
    id,
    number: Number(id),
    key: controller === null ? `bus${id}` : `${controller}/${side}`,
    controller: [descriptorText(entry['product']), controller].filter((part) => part !== null).join(' ') || null,
  }
}

function readDevice(name: string, entry: SysfsEntry, capture: SysfsCapture): BusDevice | null {
  const place = readPlace(name)
  const vendorId = hexadecimal(entry['idVendor'])
  const productId = hexadecimal(entry['idProduct'])
  if (place === null || vendorId === null || productId === null) return null
  const megabits = decimal(entry['speed'])
  return {
    ...place,
    companion: readCompanion(entry['peer'], megabits),
    address: decimal(entry['devnum']),
    locationId: null,
    vendorId,
    productId,
    deviceClass: hexadecimal(entry['bDeviceClass']),
    configurations: decimal(entry['bNumConfigurations']),
    muxInterface: hasMuxInterface(name, capture),
    serial: descriptorText(entry['serial']),
    product: descriptorText(entry['product']),
    speed: megabits === null ? null : speedOf(megabits * 1_000_000),
  }
}

/** `1-2.4` → bus 1, ports 2 and 4; null for root hubs and interfaces. */
function readPlace(name: string): BusPlace | null {
  const parts = /^(\d{1,4})-(\d{1,3}(?:\.\d{1,3})*)$/.exec(name)
  const ports = portChain((parts?.[2] ?? '').split('.').map(Number))
  return parts?.[1] === undefined || ports === null ? null : { bus: parts[1], ports }
}

/** A port's peer is the other side of the same connector: `usb1-port3` on a root hub, `1-2-port4` on a hub. */
function readCompanion(peer: string | undefined, megabits: number | null): BusPlace | null {
  if (peer === undefined || megabits === null || megabits < 5000) return null
  const root = /^usb(\d{1,4})-port(\d{1,3})$/.exec(peer)
  if (root !== null) return readPlace(`${root[1]}-${root[2]}`)
  const hub = /^(\d{1,4}-[\d.]{1,40})-port(\d{1,3})$/.exec(peer)
  return hub === null ? null : readPlace(`${hub[1]}.${hub[2]}`)
}

/** Vendor-specific, subclass FE, protocol 2. Null when no interface is listed: nothing configured the device yet. */
function hasMuxInterface(name: string, capture: SysfsCapture): boolean | null {
  const interfaces = [...capture].filter(([entry]) => entry.startsWith(`${name}:`))
  if (interfaces.length === 0) return null
  return interfaces.some(
    ([, files]) =>
      hexadecimal(files['bInterfaceClass']) === 0xff &&
      hexadecimal(files['bInterfaceSubClass']) === 0xfe &&
      hexadecimal(files['bInterfaceProtocol']) === 2,
  )
}

/** A bus whose root hub could not be read still has ports. */
function withBusesOf(devices: readonly BusDevice[], buses: readonly Bus[]): readonly Bus[] {
  const known = new Set(buses.map((bus) => bus.id))
  const lost = [...new Set(devices.map((device) => device.bus))].filter((id) => !known.has(id))
  return [...buses, ...lost.map((id) => ({ id, number: Number(id), key: `bus${id}`, controller: null }))]
}

function hexadecimal(text: string | undefined): number | null {
  return text !== undefined && /^[0-9a-f]{1,4}$/i.test(text) ? Number.parseInt(text, 16) : null
}

function decimal(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,6}(\.\d)?$/.test(text.trim()) ? Number(text) : null
}
