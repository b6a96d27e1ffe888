import { malformed } from './malformed.ts'
import { PlistReal, PlistUid } from './value.ts'
import type { PlistDict, PlistLimits, PlistValue } from './value.ts'

const epoch2001 = Date.UTC(2001, 0, 1)
const maxDate = 8.64e15

type Trailer = {
  readonly offsetSize: number
  readonly refSize: number
  readonly objectCount: number
  readonly topObject: number
  readonly tableOffset: number
}

/**
 * Reads a `bplist00`. References are followed from the top, and whatever is referred to twice is counted twice: a cycle,
 * or a small file that unfolds hugely, is refused before it costs memory.
 */
export function readBinaryPlist(bytes: Uint8Array, limits: PlistLimits): PlistValue {
  return new BinaryPlist(bytes, limits).root()
}

class BinaryPlist {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #limits: PlistLimits
  readonly #trailer: Trailer
  /** Values announced so far: an array's elements count when its references are read, not when they are followed. */
  #values = 1
  /** Bytes of text and data copied so far. */
  #unfolded = 0

  constructor(bytes: Uint8Array, limits: PlistLimits) {
    if (bytes.length < 40) throw malformed('the binary form is too short')
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#limits = limits
    this.#trailer = this.#readTrailer()
  }

  root(): PlistValue {
    return this.#object(this.#trailer.topObject, 0)
  }

  #readTrailer(): Trailer {
    const at = this.#bytes.length - 32
    const trailer = {
      offsetSize: this.#uint(at + 6, 1),
      refSize: this.#uint(at + 7, 1),
      objectCount: this.#uint(at + 8, 8),
      topObject: this.#uint(at + 16, 8),
      tableOffset: this.#uint(at + 24, 8),
    }
    const sizesFit = trailer.offsetSize >= 1 && trailer.offsetSize <= 8 && trailer.refSize >= 1 && trailer.refSize <= 8
    const tableEnd = trailer.tableOffset + trailer.objectCount * trailer.offsetSize
    if (!sizesFit || trailer.tableOffset < 9 || tableEnd > at)
      throw malformed('the trailer of the binary form is wrong')
    return trailer
  }

  /** Big-endian unsigned integer of 1 to 8 bytes, as an exact number. */
  #uint(at: number, size: number): number {
    if (at < 0 || at + size > this.#bytes.length) throw malformed('a reference points outside the data')
    let value = 0
    for (let index = 0; index < size; index++) value = value * 256 + this.#view.getUint8(at + index)
    if (!Number.isSafeInteger(value)) throw malformed('a size or reference is too large')
    return value
  }

  #object(ref: number, depth: number): PlistValue {
    if (depth > this.#limits.maxDepth) throw malformed('it is nested too deeply')
    const { tableOffset, offsetSize, objectCount } = this.#trailer
    if (ref >= objectCount) throw malformed('a reference points outside the object table')
    const at = this.#uint(tableOffset + ref * offsetSize, offsetSize)
    if (at < 8 || at >= tableOffset) throw malformed('an object lies outside the object area')
    const marker = this.#view.getUint8(at)
    const info = marker & 0x0f
    switch (marker >> 4) {
      case 0x0:
        if (marker === 0x08) return false
        if (marker === 0x09) return true
        throw malformed('an object has an unknown type')
      case 0x1:
        return this.#integer(at + 1, 2 ** info)
      case 0x2:
        return this.#real(at + 1, 2 ** info)
      case 0x3:
        return this.#date(at + 1, info)
      case 0x8:
        return new PlistUid(this.#uint(at + 1, info + 1))
      default:
        return this.#sized(marker >> 4, at, info, depth)
    }
  }

  #integer(at: number, size: number): number | bigint {
    if (size <= 4) return this.#uint(at, size)
    if (at + size > this.#bytes.length || size > 16) throw malformed('an integer has a wrong size')
    if (size === 8) return narrow(this.#view.getBigInt64(at))
    const high = this.#view.getBigInt64(at)
    const low = this.#view.getBigUint64(at + 8)
    if (high !== 0n && high !== -1n) throw malformed('an integer has more than 64 bits')
    const value = high === 0n ? low : BigInt.asIntN(64, low)
    if (high === -1n && value >= 0n) throw malformed('an integer has more than 64 bits')
    return narrow(value)
  }

  #real(at: number, size: number): PlistReal {
    if (at + size > this.#bytes.length) throw malformed('a real is cut off')
    if (size === 4) return new PlistReal(this.#view.getFloat32(at))
    if (size === 8) return new PlistReal(this.#view.getFloat64(at))
    throw malformed('a real has a wrong size')
  }

  #date(at: number, info: number): Date {
    if (info !== 3 || at + 8 > this.#bytes.length) throw malformed('a date has a wrong size')
    // Milliseconds are a fraction there, a hair off as often as not.
    const time = epoch2001 + Math.round(this.#view.getFloat64(at) * 1000)
    if (!(Math.abs(time) <= maxDate)) throw malformed('a date is out of range')
    return new Date(time)
  }

  #sized(type: number, at: number, info: number, depth: number): PlistValue {
    let count = info
    let start = at + 1
    if (info === 0x0f) {
      const sizeMarker = this.#uint(start, 1)
      if (sizeMarker >> 4 !== 1) throw malformed('a size is not an integer')
      const sizeBytes = 2 ** (sizeMarker & 0x0f)
      if (sizeBytes > 8) throw malformed('a size is too large')
      count = this.#uint(start + 1, sizeBytes)
      start += 1 + sizeBytes
    }
    switch (type) {
      case 0x4:
        return Uint8Array.from(this.#unfold(start, count))
      case 0x5:
        return this.#ascii(start, count)
      case 0x6:
        return decodeUtf16(this.#unfold(start, count * 2))
      case 0xa:
      case 0xc:
        return this.#refs(start, count).map((ref) => this.#object(ref, depth + 1))
      case 0xd:
        return this.#dict(start, count, depth)
      default:
        throw malformed('an object has an unknown type')
    }
  }

  #ascii(start: number, count: number): string {
    const slice = this.#unfold(start, count)
    if (slice.some((byte) => byte > 0x7f)) throw malformed('an ASCII string holds other bytes')
    return Buffer.from(slice).toString('latin1')
  }

  /** The bytes of a text or of data, once more for each reference to it. */
  #unfold(start: number, length: number): Uint8Array {
    this.#unfolded += length
    if (this.#unfolded > this.#limits.maxBytes) throw malformed('it unfolds to more than may be read')
    return this.#slice(start, length)
  }

  #slice(start: number, length: number): Uint8Array {
    if (start + length > this.#trailer.tableOffset) throw malformed('a value runs past the object area')
    return this.#bytes.subarray(start, start + length)
  }

  #refs(start: number, count: number): number[] {
    const { refSize } = this.#trailer
    this.#slice(start, count * refSize)
    this.#values += count
    if (this.#values > this.#limits.maxValues) throw malformed('it holds too many values')
    return Array.from({ length: count }, (_, index) => this.#uint(start + index * refSize, refSize))
  }

  #dict(start: number, count: number, depth: number): PlistDict {
    const refs = this.#refs(start, count * 2)
    const dict = Object.create(null) as { [key: string]: PlistValue }
    for (let index = 0; index < count; index++) {
      const key = this.#object(refs[index]!, depth + 1)
      if (typeof key !== 'string') throw malformed('a key is not a string')
      if (key in dict) throw malformed('a key stands twice in a dictionary')
      dict[key] = this.#object(refs[count + index]!, depth + 1)
    }
    return dict
  }
}

function narrow(value: bigint): number | bigint {
  const asNumber = Number(value)
  return Number.isSafeInteger(asNumber) ? asNumber : value
}

function decodeUtf16(bytes: Uint8Array): string {
  const swapped = Buffer.from(bytes)
  swapped.swap16()
  return swapped.toString('utf16le')
}
