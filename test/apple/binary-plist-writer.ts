import { PlistReal, PlistUid } from '../../electron/apple/plist/value.ts'
import type { PlistDict, PlistValue } from '../../electron/apple/plist/value.ts'

/*
 * Writes `bplist00` for tests, by the description in Apple's open-source CFBinaryPList.c and by no code of the product.
 * The package `plist` is a second opinion only: it writes 64-bit integers as 0 and lets `__proto__` set a prototype.
 */

export type Layout = {
  /** 1, 2, 4 or 8 bytes for each reference to an object. */
  readonly refSize?: number
  /** Bytes for each entry of the offset table. */
  readonly offsetSize?: number
  readonly top?: number
}

/** One object after another; what they refer to is up to them. */
export function assembleBinaryPlist(objects: readonly Uint8Array[], layout: Layout = {}): Buffer {
  const { refSize = 2, offsetSize = 4, top = 0 } = layout
  const offsets: Buffer[] = []
  let at = 8
  for (const object of objects) {
    offsets.push(bigEndian(BigInt(at), offsetSize))
    at += object.length
  }
  const trailer = Buffer.concat([
    Buffer.alloc(6),
    Buffer.from([offsetSize, refSize]),
    ...[objects.length, top, at].map((value) => bigEndian(BigInt(value), 8)),
  ])
  return Buffer.concat([Buffer.from('bplist00'), ...objects, ...offsets, trailer])
}

export function writeBinaryPlist(value: PlistValue, layout: Layout = {}): Buffer {
  const { refSize = 4 } = layout
  const objects: Buffer[] = []
  const add = (item: PlistValue): number => {
    const index = objects.length
    objects.push(Buffer.alloc(0))
    objects[index] = encode(item, add, refSize)
    return index
  }
  add(value)
  return assembleBinaryPlist(objects, { ...layout, refSize })
}

/** Marker of a type that has a size, and the size. */
export function sized(type: number, count: number): Buffer {
  if (count < 15) return Buffer.from([(type << 4) | count])
  const bytes = count < 0x100 ? 1 : count < 0x1_0000 ? 2 : 4
  return Buffer.concat([Buffer.from([(type << 4) | 0xf, 0x10 | Math.log2(bytes)]), bigEndian(BigInt(count), bytes)])
}

/** An array of references. */
export function arrayOf(refs: readonly number[], refSize: number): Buffer {
  return Buffer.concat([sized(0xa, refs.length), ...refs.map((ref) => bigEndian(BigInt(ref), refSize))])
}

function encode(value: PlistValue, add: (item: PlistValue) => number, refSize: number): Buffer {
  if (typeof value === 'string') return encodeText(value)
  if (typeof value === 'boolean') return Buffer.from([value ? 9 : 8])
  if (typeof value === 'number' || typeof value === 'bigint') return encodeInteger(BigInt(value))
  if (value instanceof PlistReal) return encodeDouble(0x23, value.value)
  if (value instanceof Date) return encodeDouble(0x33, (value.getTime() - Date.UTC(2001, 0, 1)) / 1000)
  if (value instanceof PlistUid) return Buffer.concat([Buffer.from([0x87]), bigEndian(BigInt(value.value), 8)])
  if (value instanceof Uint8Array) return Buffer.concat([sized(0x4, value.length), value])
  if (Array.isArray(value)) return arrayOf(value.map(add), refSize)
  const entries = Object.entries(value as PlistDict)
  const refs = [...entries.map(([key]) => add(key)), ...entries.map(([, item]) => add(item))]
  return Buffer.concat([sized(0xd, entries.length), ...refs.map((ref) => bigEndian(BigInt(ref), refSize))])
}

/** ASCII where it does, else UTF-16, big-endian, in units of two bytes. */
function encodeText(text: string): Buffer {
  // eslint-disable-next-line no-control-regex
  if (/^[\u0000-\u007f]*$/.test(text)) return Buffer.concat([sized(0x5, text.length), Buffer.from(text, 'latin1')])
  return Buffer.concat([sized(0x6, text.length), Buffer.from(text, 'utf16le').swap16()])
}

/** 1, 2 and 4 bytes are unsigned, 8 are signed, 16 carry what is beyond 2^63. */
function encodeInteger(value: bigint): Buffer {
  const size =
    value < 0n ? 8 : ([1, 2, 4].find((bytes) => value < 2n ** BigInt(bytes * 8)) ?? (value < 2n ** 63n ? 8 : 16))
  return Buffer.concat([Buffer.from([0x10 | Math.log2(size)]), bigEndian(BigInt.asUintN(size * 8, value), size)])
}

function encodeDouble(marker: number, value: number): Buffer {
  const bytes = Buffer.alloc(9)
  bytes[0] = marker
  bytes.writeDoubleBE(value, 1)
  return bytes
}

function bigEndian(value: bigint, size: number): Buffer {
  return Buffer.from(value.toString(16).padStart(size * 2, '0'), 'hex')
}
