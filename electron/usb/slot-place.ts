import type { AttachedDevice } from '../apple/attached-device.ts'
import type { ApplePort } from './topology.ts'

/**
 * What a slot is kept by. The physical port where the bus tells it; beside it the location only on macOS, where it names
 * the port (usbmuxd elsewhere builds it from the address, which is new after every re-enumeration). Without a port the
 * location is all there is.
 */
export function slotPlace(
  device: AttachedDevice,
  port: ApplePort | null,
): { readonly port: string | null; readonly location: number | null } {
  if (port === null) return { port: null, location: device.locationId ?? device.deviceId }
  return { port: port.key, location: port.locationId }
}
