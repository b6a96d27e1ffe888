import { portChain, withUniqueKeys } from './bus-tree.ts'
import type { Bus, BusPlace } from './bus-tree.ts'

/**
 * A Windows location path down to a USB device: `PCIROOT(0)#PCI(1400)#USBROOT(0)#USB(2)#USB(4)`. Everything up to
 * USBROOT names the controller by where it is built in; the rest are ports. Null for interfaces (`#USBMI(0)`), ACPI's
 * way of saying the same, and anything else.
 */
export function readLocationPath(path: string): BusPlace | null {
  const parts = /^(\S{1,400}#USBROOT\(\d{1,3}\))((?:#USB\(\d{1,3}\))+)$/.exec(path)
  if (parts?.[1] === undefined || parts[2] === undefined) return null
  const ports = portChain([...parts[2].matchAll(/\((\d+)\)/g)].map((match) => Number(match[1])))
  return ports === null ? null : { bus: parts[1], ports }
}

/** The root hub's own path, which ends at USBROOT. */
export function readRootPath(path: string): string | null {
  return /^\S{1,400}#USBROOT\(\d{1,3}\)$/.test(path) ? path : null
}

/** Windows numbers no buses: people get the place in the sorted list, slots are kept by the path. */
export function locationBuses(paths: Iterable<string>, controllers: ReadonlyMap<string, string>): readonly Bus[] {
  const sorted = [...new Set(paths)].toSorted()
  return withUniqueKeys(
    sorted.map((id, index) => ({ id, number: index + 1, key: id, controller: controllers.get(id) ?? null })),
  )
}
