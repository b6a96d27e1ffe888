import { AppError } from '../../src-shared/errors.ts'
import type { ByteReader, ReadOptions } from '../lib/byte-reader.ts'

/** Message types of the 16-byte little-endian header; only `plist` is spoken by today's programs. */
export const muxMessage = {
  result: 1,
  connect: 2,
  listen: 3,
  deviceAdd: 4,
  deviceRemove: 5,
  devicePaired: 6,
  plist: 8,
} as const

/** Header version 0 carries binary structs, version 1 plists. */
export type MuxFrame = {
  readonly version: number
  readonly message: number
  /** Copied into the reply; 0 for events, yet 0 is also a legal request tag. */
  readonly tag: number
  readonly body: Buffer
}

const headerSize = 16

export function encodeMuxFrame(frame: MuxFrame): Buffer {
  const bytes = Buffer.allocUnsafe(headerSize + frame.body.length)
  bytes.writeUInt32LE(bytes.length, 0)
  bytes.writeUInt32LE(frame.version, 4)
  bytes.writeUInt32LE(frame.message, 8)
  bytes.writeUInt32LE(frame.tag, 12)
  frame.body.copy(bytes, headerSize)
  return bytes
}

/**
 * The next frame.
 * @param maxBytes whole-frame limit: usbmuxd takes requests up to 64 KiB, replies may hold long device lists
 * @throws AppError `frame.malformed`, `stream.tooLarge`, `stream.closed`, `app.timeout`
 */
export async function readMuxFrame(reader: ByteReader, maxBytes: number, options: ReadOptions = {}): Promise<MuxFrame> {
  const header = await reader.read(headerSize, options)
  const size = header.readUInt32LE(0)
  const version = header.readUInt32LE(4)
  if (size < headerSize) throw new AppError('frame.malformed', { reason: 'a usbmux frame shorter than its header' })
  if (version > 1) throw new AppError('frame.malformed', { reason: 'an unknown usbmux version' })
  if (size > maxBytes) throw new AppError('stream.tooLarge', { size, limit: maxBytes })
  const body = await reader.read(size - headerSize, options)
  return { version, message: header.readUInt32LE(8), tag: header.readUInt32LE(12), body }
}

/** usbmux carries ports in network order inside a little-endian integer: 62078 travels as 32498. */
export function swapPort(port: number): number {
  return ((port & 0xff) << 8) | (port >> 8)
}
