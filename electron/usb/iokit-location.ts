import { portChain } from './bus-tree.ts'
import type { Bus } from './bus-tree.ts'

/** IOKit's locationID: the bus in the highest byte, then a port in each half byte, from the root hub down. */
export function iokitBusNumber(locationId: number): number {
  return locationId >>> 24
}

/** `0x14240000` → ports 2 and 4; null for a root hub or where a zero stands between ports. */
export function iokitPorts(locationId: number): readonly number[] | null {
  const digits = (locationId & 0xff_ffff).toString(16).padStart(6, '0').replace(/0+$/, '')
  return portChain(Array.from(digits, (digit) => Number.parseInt(digit, 16)))
}

/** @param ports at most six, each at most 15; null otherwise, as no locationID can say it */
export function iokitLocation(busNumber: number, ports: readonly number[]): number | null {
  if (ports.length > 6 || ports.some((port) => port > 15)) return null
  const digits = ports.map((port) => port.toString(16)).join('')
  return (busNumber * 2 ** 24 + Number.parseInt(digits.padEnd(6, '0'), 16)) >>> 0
}

/** The bus by its number: macOS numbers controllers by their place in the computer. */
export function iokitBus(number: number, controller: string | null): Bus {
  const id = number.toString(16).padStart(2, '0')
  return { id, number, key: `iokit-${id}`, controller }
}
