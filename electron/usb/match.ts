import type { AttachedDevice } from '../apple/attached-device.ts'
import type { ApplePort } from './topology.ts'
import { sameSerial } from './udid-serial.ts'

export type MatchedBy = 'serial' | 'location' | 'address'
export type Match = { readonly port: ApplePort; readonly by: MatchedBy }

/**
 * Ties what usbmuxd lists to physical ports, by UDID. The serial string decides; only where a port tells none do
 * LocationID (macOS) or bus and address (usbmuxd elsewhere) speak for it, together with the product id. Whatever would
 * be a guess (two ports for one device, two devices for one port) is left out. Devices on the network have no port.
 */
export function matchPorts(
  attached: readonly AttachedDevice[],
  ports: readonly ApplePort[],
): ReadonlyMap<string, Match> {
  const byCable = attached.filter((device) => device.connection === 'usb')
  const matches = byCable.flatMap((device) => {
    const match = findPort(device, ports)
    return match === null ? [] : [[device.udid, match] as const]
  })
  const claims = (key: string): number => matches.filter(([, { port }]) => port.key === key).length
  return new Map(matches.filter(([, { port }]) => claims(port.key) === 1))
}

function findPort(device: AttachedDevice, ports: readonly ApplePort[]): Match | null {
  const bySerial = ports.filter(({ serial }) => serial !== null && sameSerial(serial, device.udid))
  if (bySerial.length > 0) {
    const port = only(bySerial) ?? only(bySerial.filter((candidate) => placedAt(device, candidate) !== null))
    return port === null ? null : { port, by: 'serial' }
  }
  const nameless = ports.filter(({ serial, productId }) => serial === null && productId === device.productId)
  const port = only(nameless.filter((candidate) => placedAt(device, candidate) !== null))
  const by = port === null ? null : placedAt(device, port)
  return port === null || by === null ? null : { port, by }
}

/** How usbmuxd's LocationID names this port; null when it does not. */
export function placedAt({ locationId }: AttachedDevice, port: ApplePort): 'location' | 'address' | null {
  if (locationId === null) return null
  const location = locationId >>> 0
  if (port.locationId !== null) return port.locationId === location ? 'location' : null
  if (port.address === null) return null
  return location === port.busNumber * 0x1_0000 + port.address ? 'address' : null
}

function only<T>(items: readonly T[]): T | null {
  return items.length === 1 ? (items[0] ?? null) : null
}
