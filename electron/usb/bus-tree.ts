export type UsbSpeed = 'low' | 'full' | 'high' | 'super' | 'superPlus'

/** Who listed the bus: the kernel's files (Linux), the I/O Registry (macOS), Windows, or the package `usb` anywhere. */
export type BusSourceName = 'none' | 'sysfs' | 'ioreg' | 'windows' | 'usb'

/** One root hub. A controller that serves USB 2 and USB 3 has one for each. */
export type Bus = {
  /** What devices of this tree call it. */
  readonly id: string
  /** What people and libusb call it: the bus number; on Windows, where there is none, the place in the sorted list. */
  readonly number: number
  /** The same after a restart and whatever else is plugged in: the controller's own place in the computer. */
  readonly key: string
  readonly controller: string | null
}

export type BusPlace = { readonly bus: string; readonly ports: readonly number[] }

export type BusDevice = BusPlace & {
  /** Ports from the root hub down, the device's own last; never empty (a root hub is a `Bus`). */
  readonly ports: readonly number[]
  /** The USB 2 side of the same connector, when the device runs on its USB 3 side and the system knows both. */
  readonly companion: BusPlace | null
  /** Number on the bus, new with every enumeration; null where the system does not tell. */
  readonly address: number | null
  /** IOKit's locationID, which names the port; null but on macOS. */
  readonly locationId: number | null
  readonly vendorId: number
  readonly productId: number
  /** 9 is a hub. Null when the system does not tell. */
  readonly deviceClass: number | null
  readonly configurations: number | null
  /** Whether the active configuration has the interface usbmuxd speaks through; null when interfaces are not told. */
  readonly muxInterface: boolean | null
  readonly serial: string | null
  readonly product: string | null
  readonly speed: UsbSpeed | null
}

/** Every device on every bus at one moment, as one system told it. */
export type BusTree = {
  readonly source: BusSourceName
  readonly buses: readonly Bus[]
  readonly devices: readonly BusDevice[]
}

export const emptyBusTree: BusTree = { source: 'none', buses: [], devices: [] }

/** USB allows five hubs between computer and device; more is no chain of ports. */
const longestChain = 7

/** Ports as written in kernel names and location paths; null when it is no chain. */
export function portChain(numbers: readonly number[]): readonly number[] | null {
  const sound = numbers.every((port) => Number.isInteger(port) && port >= 1 && port <= 255)
  return sound && numbers.length > 0 && numbers.length <= longestChain ? numbers : null
}

/** A string descriptor as devices and systems give it: padded with zeros or blanks, sometimes empty. */
export function descriptorText(text: string | undefined | null): string | null {
  // eslint-disable-next-line no-control-regex -- some descriptors are padded with NUL
  const trimmed = (text ?? '').replace(/[\u0000\s]+$/, '').trimStart()
  return trimmed === '' ? null : trimmed.slice(0, 512)
}

/** Bits per second, as Linux (Mbit/s) and macOS (bit/s) count them. */
export function speedOf(bitsPerSecond: number): UsbSpeed | null {
  if (bitsPerSecond === 1_500_000) return 'low'
  if (bitsPerSecond === 12_000_000) return 'full'
  if (bitsPerSecond === 480_000_000) return 'high'
  if (bitsPerSecond === 5_000_000_000) return 'super'
  return bitsPerSecond > 5_000_000_000 ? 'superPlus' : null
}

/** Gives buses whose controller gave both the same key one each of their own: two ports must never share a slot. */
export function withUniqueKeys(buses: readonly Bus[]): readonly Bus[] {
  const count = new Map<string, number>()
  for (const { key } of buses) count.set(key, (count.get(key) ?? 0) + 1)
  return buses.map((bus) => ((count.get(bus.key) ?? 0) > 1 ? { ...bus, key: `${bus.key}#${bus.number}` } : bus))
}
