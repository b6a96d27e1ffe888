import { assetTag } from '../../src-shared/assets-contract.ts'
import type { DeviceView } from '../../src-shared/device-view.ts'

/** What a barcode says. */
export type Scan =
  | { readonly kind: 'serial'; readonly serial: string; readonly udid: string | null }
  | { readonly kind: 'asset'; readonly asset: string }
  /** A number of the product, not of the device: part number, UPC or EAN on the box. */
  | { readonly kind: 'product'; readonly text: string }
  | { readonly kind: 'unknown'; readonly text: string }

export type ScanRules = {
  /** What the scanner sends before each barcode; '' when it sends nothing. */
  readonly prefix: string
  /** What each inventory number of this company begins with; '' when they share nothing. */
  readonly assetPrefix: string
}

/**
 * Reads a barcode. A device that is listed is known by its serial number or IMEI however the label writes it. Apple's
 * boxes put data identifiers before the values (ANSI MH10.8.2): `S` before the serial number, `1P` before the part number.
 * @param texts the same scan as the computer understood it, and as an American keyboard would have meant it
 */
export function readScan(texts: readonly string[], devices: readonly DeviceView[], rules: ScanRules): Scan {
  const readings = [...new Set(texts)].map((text) => withoutPrefix(text.trim(), rules.prefix))
  const first = <T>(read: (text: string) => T | null): T | null => {
    for (const text of readings) {
      const found = read(text)
      if (found !== null) return found
    }
    return null
  }
  return (
    first((text) => knownDevice(text, devices)) ??
    first((text) => companyTag(text, rules)) ??
    first(productNumber) ??
    first(strangeSerial) ??
    first(anyTag) ?? { kind: 'unknown', text: readings[0] ?? '' }
  )
}

function withoutPrefix(text: string, prefix: string): string {
  return prefix !== '' && text.startsWith(prefix) ? text.slice(prefix.length) : text
}

/** How one serial number may be written: alone, after `S`, `(S)`, `S:`, `SN`, `S/N` or `Serial`, with spaces or without. */
function serialsIn(text: string): readonly string[] {
  const plain = text.toUpperCase().replace(/\s+/g, '')
  const labeled = /^(?:\(S\)|SERIAL(?:NO\.?|NUMBER)?:?|S\/N:?|SN:?|S:?)([A-Z0-9]{8,14})$/.exec(plain)?.[1]
  // `SN` before a serial number and `S` before one that begins with N look alike.
  const short = /^S([A-Z0-9]{8,14})$/.exec(plain)?.[1]
  return [plain, ...[labeled, short].filter((found) => found !== undefined)]
}

function knownDevice(text: string, devices: readonly DeviceView[]): Scan | null {
  const names = new Set(serialsIn(text))
  const device = devices.find(({ facts }) => {
    if (facts === null) return false
    return (
      (facts.serial !== null && names.has(facts.serial.toUpperCase())) || (facts.imei !== null && names.has(facts.imei))
    )
  })
  const serial = device?.facts?.serial?.toUpperCase()
  return device === undefined || serial === undefined ? null : { kind: 'serial', serial, udid: device.udid }
}

function companyTag(text: string, { assetPrefix }: ScanRules): Scan | null {
  return assetPrefix !== '' && text.toUpperCase().startsWith(assetPrefix.toUpperCase()) ? anyTag(text) : null
}

/** Apple: part numbers such as MPQ03LL/A; UPC and EAN with their check digit (GS1). */
function productNumber(text: string): Scan | null {
  const isPart = /^(?:1P)?M[A-Z0-9]{3,4}[0-9]?[A-Z]{1,2}\/[A-Z]$/i.test(text)
  return isPart || (/^[0-9]{12,13}$/.test(text) && hasCheckDigit(text)) ? { kind: 'product', text } : null
}

function hasCheckDigit(digits: string): boolean {
  const weighted = Array.from(digits)
    .toReversed()
    .map((digit, index) => Number(digit) * (index % 2 === 0 ? 1 : 3))
  return weighted.reduce((sum, value) => sum + value, 0) % 10 === 0
}

/** Apple: 12 characters until 2021, 10 since; letters and digits without I and O. */
const serialShape = /^(?=.*[0-9])(?=.*[A-Z])(?:[A-HJ-NP-Z0-9]{10}|[A-HJ-NP-Z0-9]{12})$/

function strangeSerial(text: string): Scan | null {
  const plain = text.trim().toUpperCase()
  const [whole = '', ...labeled] = serialsIn(plain)
  // Eleven and thirteen characters after an S are a labeled serial number; ten and twelve are one by themselves.
  const serial = [whole, ...labeled].find((candidate) => serialShape.test(candidate))
  return serial === undefined ? null : { kind: 'serial', serial, udid: null }
}

function anyTag(text: string): Scan | null {
  const parsed = assetTag.safeParse(text)
  return parsed.success ? { kind: 'asset', asset: parsed.data } : null
}
