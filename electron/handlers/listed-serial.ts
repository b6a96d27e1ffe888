import { AppError } from '../../src-shared/errors.ts'
import type { DeviceFacts } from '../../src-shared/device.ts'

type Known = Pick<DeviceFacts, 'udid' | 'serial' | 'ecid'>

/**
 * The serial number that a person means who wants a device on a list: the lists hold serial numbers, because Intune knows
 * a device by nothing else. A UDID or an ECID counts when its device was seen here; taken for a serial number it would
 * stand on the list and protect nothing.
 * @throws AppError `stage.listNeedsSerial`
 */
export function listedSerial(text: string, devices: Iterable<Known>): string {
  const name = plain(text)
  const ecid = ecidOf(name)
  for (const one of devices) {
    const isIt = plain(one.udid) === name || (ecid !== null && one.ecid === ecid)
    if (isIt && one.serial !== null) return plain(one.serial)
  }
  // Apple: serial numbers have 8 to 14 characters, those of test devices may have more.
  if (ecid !== null || !/^[A-Z0-9]{4,17}$/.test(name))
    throw new AppError('stage.listNeedsSerial', { name: text.trim() })
  return name
}

/** People paste serial numbers in groups, and UDIDs with their dash or without. */
function plain(text: string): string {
  return text.replaceAll(/[\s-]/g, '').toUpperCase()
}

/** In decimal, as facts have it; null when this is no ECID, which has 13 decimal digits at least. */
function ecidOf(name: string): string | null {
  if (/^0X[0-9A-F]{6,16}$/.test(name)) return BigInt(name).toString()
  return /^\d{13,20}$/.test(name) ? BigInt(name).toString() : null
}
