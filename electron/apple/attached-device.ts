import { dictAt, integerAt, stringAt } from './plist/take.ts'
import type { PlistDict, PlistValue } from './plist/value.ts'
import { isPlistDict } from './plist/value.ts'

/** A device as usbmuxd lists it. `deviceId` is new after every plug-in or restart; key on `udid`. */
export type AttachedDevice = {
  readonly deviceId: number
  readonly udid: string
  readonly connection: 'usb' | 'network'
  /** Bus and address (usbmuxd) or IOKit location (macOS); null over the network. */
  readonly locationId: number | null
  readonly productId: number | null
  /** Bits per second, when the daemon says it. */
  readonly speed: number | null
}

export type MuxEvent =
  | { readonly kind: 'attached'; readonly device: AttachedDevice }
  | { readonly kind: 'detached'; readonly deviceId: number }
  | { readonly kind: 'paired'; readonly deviceId: number }

/** A UDID names files on some hosts: only its two real forms and their relatives pass. */
const udidForm = /^[0-9A-Za-z-]{8,64}$/

/** An Attached message or an entry of DeviceList; null when it names no usable device. */
export function readAttachedDevice(value: PlistValue | undefined): AttachedDevice | null {
  if (!isPlistDict(value)) return null
  const properties = dictAt(value, 'Properties')
  if (properties === undefined) return null
  const deviceId = integerAt(value, 'DeviceID') ?? integerAt(properties, 'DeviceID')
  const udid = readUdid(properties)
  if (deviceId === undefined || udid === null) return null
  return {
    deviceId,
    udid,
    connection: stringAt(properties, 'ConnectionType')?.toLowerCase() === 'network' ? 'network' : 'usb',
    locationId: integerAt(properties, 'LocationID') ?? null,
    productId: integerAt(properties, 'ProductID') ?? null,
    speed: integerAt(properties, 'ConnectionSpeed') ?? null,
  }
}

/** USB descriptors hold the new form without its hyphen (24 digits); usbmuxd puts it in, not every daemon does. */
function readUdid(properties: PlistDict): string | null {
  const serial = stringAt(properties, 'SerialNumber')
  if (serial === undefined || !udidForm.test(serial)) return null
  return /^[0-9A-Fa-f]{24}$/.test(serial) ? `${serial.slice(0, 8)}-${serial.slice(8)}` : serial
}

/** A message of a Listen connection; null for one that Slipway has no use for. */
export function readMuxEvent(message: PlistDict): MuxEvent | null {
  const type = stringAt(message, 'MessageType')
  if (type === 'Attached') {
    const device = readAttachedDevice(message)
    return device === null ? null : { kind: 'attached', device }
  }
  const deviceId = integerAt(message, 'DeviceID')
  if (deviceId === undefined) return null
  if (type === 'Detached') return { kind: 'detached', deviceId }
  return type === 'Paired' ? { kind: 'paired', deviceId } : null
}
