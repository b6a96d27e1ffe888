/** Writes DER: small functions that nest like the structures they make. */

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const

/** One element: identifier byte, definite length, contents. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const length = contents.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([Buffer.from([tag]), encodeLength(length), ...contents])
}

export function sequence(...parts: readonly Uint8Array[]): Buffer {
  return element(tags.sequence, ...parts)
}

/** A SET in the order given (one member, or an order that carries meaning for a reader). */
export function set(...parts: readonly Uint8Array[]): Buffer {
  return element(tags.set, ...parts)
}

/** SET OF as DER wants it: members sorted by their encoding (X.690, 11.6). */
export function sortedForSetOf(parts: readonly Uint8Array[]): readonly Uint8Array[] {
  return [...parts].sort((a, b) => Buffer.compare(a, b))
}

/** `[number]`, constructed: EXPLICIT around whole elements, or IMPLICIT in place of a SEQUENCE's or SET's tag. */
export function contextConstructed(number: number, ...parts: readonly Uint8Array[]): Buffer {
  return element(0xa0 | number, ...parts)
}

/** `[number] IMPLICIT`, primitive. */
export function contextPrimitive(number: number, contents: Uint8Array): Buffer {
  return element(0x80 | number, contents)
}

/** A small non-negative number, or the big-endian bytes of a non-negative one. */
export function integer(value: number | Uint8Array): Buffer {
  let bytes = typeof value === 'number' ? numberBytes(value) : Buffer.from(value)
  while (bytes.length > 1 && bytes[0] === 0) bytes = bytes.subarray(1)
  if (bytes.length === 0) bytes = Buffer.from([0])
  if ((bytes[0] ?? 0) >= 0x80) bytes = Buffer.concat([Buffer.from([0]), bytes])
  return element(tags.integer, bytes)
}

export function boolean(value: boolean): Buffer {
  return element(tags.boolean, Buffer.from([value ? 0xff : 0]))
}

export function nullValue(): Buffer {
  return element(tags.null)
}

export function octetString(contents: Uint8Array): Buffer {
  return element(tags.octetString, contents)
}

export function bitString(contents: Uint8Array, unusedBits = 0): Buffer {
  return element(tags.bitString, Buffer.from([unusedBits]), contents)
}

export function utf8String(text: string): Buffer {
  return element(tags.utf8String, Buffer.from(text, 'utf8'))
}

export function printableString(text: string): Buffer {
  return element(tags.printableString, Buffer.from(text, 'latin1'))
}

/** "1.2.840..." as an OBJECT IDENTIFIER. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => base128(arc))
  return element(tags.oid, Buffer.from(bytes))
}

/** UTCTime until 2049, GeneralizedTime from 2050 on (RFC 5280, 4.1.2.5), to the second. */
export function time(at: Date): Buffer {
  const digits = at.toISOString().replace(/[-:T]|\.\d+/g, '')
  const year = at.getUTCFullYear()
  return year >= 1950 && year < 2050
    ? element(tags.utcTime, Buffer.from(digits.slice(2), 'latin1'))
    : element(tags.generalizedTime, Buffer.from(digits, 'latin1'))
}

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes = numberBytes(length)
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}

function numberBytes(value: number): Buffer {
  const hex = value.toString(16)
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
}

function base128(arc: number): readonly number[] {
  const bytes = [arc % 128]
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift((left % 128) | 0x80)
  return bytes
}
