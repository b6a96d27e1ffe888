import type { FileHandle } from 'node:fs/promises'
import { inflateRawSync } from 'node:zlib'
import { AppError } from '../../src-shared/errors.ts'

type Entry = {
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly packedSize: number
  readonly size: number
  readonly offset: number
}

const endSize = 22
const longestComment = 0xffff
const maxDirectoryBytes = 64 * 1024 * 1024
/** A field of a big archive that says: see the 64-bit form. */
const elsewhere = 0xffffffff

/** The directory of a ZIP archive, and single files out of it. APPNOTE 6.3 without encryption and split archives. */
export class ZipFile {
  readonly size: number
  readonly #file: FileHandle
  readonly #entries: ReadonlyMap<string, Entry>

  private constructor(file: FileHandle, size: number, entries: ReadonlyMap<string, Entry>) {
    this.#file = file
    this.size = size
    this.#entries = entries
  }

  /** @throws AppError 'zip.invalid' */
  static async read(file: FileHandle): Promise<ZipFile> {
    const { size } = await file.stat()
    const { offset, length } = await findDirectory(file, size)
    if (length > maxDirectoryBytes || offset + length > size) throw invalid('its directory does not fit')
    return new ZipFile(file, size, readDirectory(await readAt(file, offset, length)))
  }

  names(): readonly string[] {
    return [...this.#entries.keys()]
  }

  /** @throws AppError 'zip.invalid', also when the file holds more than `maxBytes` */
  async bytesOf(name: string, maxBytes: number): Promise<Buffer> {
    const entry = this.#entries.get(name)
    if (entry === undefined) throw invalid(`${name} is not in it`)
    if (entry.packedSize > maxBytes || entry.size > maxBytes) throw invalid(`${name} is too large`)
    const header = await readAt(this.#file, entry.offset, 30)
    if (header.readUInt32LE(0) !== 0x04034b50) throw invalid(`${name} is not where the directory says`)
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
    const packed = await readAt(this.#file, start, entry.packedSize)
    if (entry.method === 0) return packed
    if (entry.method !== 8) throw invalid(`${name} is packed in an unknown way`)
    try {
      return inflateRawSync(packed, { maxOutputLength: maxBytes })
    } catch (error) {
      throw new AppError('zip.invalid', { reason: `${name} is damaged` }, { cause: error })
    }
  }
}

/** The directory's place: told at the end of the file, behind a comment of any length. */
async function findDirectory(file: FileHandle, size: number): Promise<{ offset: number; length: number }> {
  const tailSize = Math.min(size, endSize + longestComment)
  const tail = await readAt(file, size - tailSize, tailSize)
  const at = tail.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  if (at < 0 || at + endSize > tail.length) throw invalid('it has no end')
  const length = tail.readUInt32LE(at + 12)
  const offset = tail.readUInt32LE(at + 16)
  if (length !== elsewhere && offset !== elsewhere) return { offset, length }
  return findBigDirectory(file, size, size - tailSize + at)
}

/** The 64-bit form: a locator of 20 bytes stands right before the ordinary end. */
async function findBigDirectory(
  file: FileHandle,
  size: number,
  endAt: number,
): Promise<{ offset: number; length: number }> {
  if (endAt < 20) throw invalid('it has no end')
  const locator = await readAt(file, endAt - 20, 20)
  const recordAt = Number(locator.readBigUInt64LE(8))
  if (locator.readUInt32LE(0) !== 0x07064b50 || recordAt + 56 > size) throw invalid('its 64-bit end is lost')
  const record = await readAt(file, recordAt, 56)
  if (record.readUInt32LE(0) !== 0x06064b50) throw invalid('its 64-bit end is lost')
  return { length: Number(record.readBigUInt64LE(40)), offset: Number(record.readBigUInt64LE(48)) }
}

function readDirectory(bytes: Buffer): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>()
  let at = 0
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50) {
    const nameLength = bytes.readUInt16LE(at + 28)
    const extraLength = bytes.readUInt16LE(at + 30)
    const end = at + 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32)
    if (end > bytes.length) throw invalid('its directory is cut off')
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const plain = {
      method: bytes.readUInt16LE(at + 10),
      packedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    }
    entries.set(name, widen(plain, bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)))
    at = end
  }
  return entries
}

/** Fields that are too big for 32 bits stand in extra field 1, in this order, and only those. */
function widen(entry: Entry, extra: Buffer): Entry {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2))
    let next = 0
    const big = (value: number): number => {
      if (value !== elsewhere) return value
      if (next + 8 > field.length) throw invalid('a 64-bit field is cut off')
      next += 8
      return Number(field.readBigUInt64LE(next - 8))
    }
    const size = big(entry.size)
    const packedSize = big(entry.packedSize)
    return { ...entry, size, packedSize, offset: big(entry.offset) }
  }
  return entry
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  if (!Number.isSafeInteger(position) || position < 0 || length < 0) throw invalid('it points outside itself')
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) throw invalid('it is cut off')
    filled += bytesRead
  }
  return buffer
}

function invalid(reason: string): AppError {
  return new AppError('zip.invalid', { reason })
}
