import { AppError } from '../../src-shared/errors.ts'
import type { ByteReader, ReadOptions } from '../lib/byte-reader.ts'
import { readPlist } from './plist/read.ts'
import { asDict } from './plist/take.ts'
import { defaultPlistLimits } from './plist/value.ts'
import type { PlistDict, PlistValue } from './plist/value.ts'
import { writePlist } from './plist/write.ts'
import type { PlistInputDict } from './plist/write.ts'

/** A message of lockdownd and of every plist service: u32 big-endian length, then a plist (XML when we write). */
export function encodeFrame(message: PlistInputDict): Buffer {
  const body = writePlist(message)
  const frame = Buffer.allocUnsafe(4 + body.length)
  frame.writeUInt32BE(body.length)
  body.copy(frame, 4)
  return frame
}

/**
 * The next message, XML or binary.
 * @throws AppError `stream.tooLarge`, `stream.closed`, `app.timeout`, `plist.malformed`, `frame.malformed`
 */
export async function readFrame(reader: ByteReader, options: ReadOptions = {}): Promise<PlistDict> {
  return asDict(await readFrameValue(reader, options))
}

/** As `readFrame`, for the one answer whose root is an array: SpringBoard's icon layout. */
export async function readFrameValue(reader: ByteReader, options: ReadOptions = {}): Promise<PlistValue> {
  const size = (await reader.read(4, options)).readUInt32BE()
  if (size > defaultPlistLimits.maxBytes)
    throw new AppError('stream.tooLarge', { size, limit: defaultPlistLimits.maxBytes })
  if (size === 0) throw new AppError('frame.malformed', { reason: 'an empty message' })
  return readPlist(await reader.read(size, options))
}
