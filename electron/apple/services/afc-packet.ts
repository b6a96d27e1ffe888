import { AppError } from '../../../src-shared/errors.ts'
import type { ByteReader, ReadOptions } from '../../lib/byte-reader.ts'

/** Operations of AFC, Apple's file access by cable. */
export const afcOperation = {
  status: 1,
  data: 2,
  listDirectory: 3,
  remove: 8,
  makeDirectory: 9,
  fileInfo: 0x0a,
  deviceInfo: 0x0b,
  open: 0x0d,
  opened: 0x0e,
  read: 0x0f,
  write: 0x10,
  close: 0x14,
  rename: 0x18,
  removeAll: 0x22,
} as const

export const afcStatus = { ok: 0, notFound: 8, exists: 16 } as const

export type AfcPacket = {
  readonly number: bigint
  readonly operation: number
  /** The fixed part, counted in the header's second length. */
  readonly fixed: Buffer
  /** What follows it. */
  readonly payload: Buffer
}

const magic = Buffer.from('CFA6LPAA')
const headerSize = 40
const maxPacketBytes = 16 * 1024 * 1024

export function encodeAfcPacket(packet: AfcPacket): Buffer {
  const header = Buffer.alloc(headerSize)
  magic.copy(header)
  header.writeBigUInt64LE(BigInt(headerSize + packet.fixed.length + packet.payload.length), 8)
  header.writeBigUInt64LE(BigInt(headerSize + packet.fixed.length), 16)
  header.writeBigUInt64LE(packet.number, 24)
  header.writeBigUInt64LE(BigInt(packet.operation), 32)
  return Buffer.concat([header, packet.fixed, packet.payload])
}

/** @throws AppError 'frame.malformed', 'stream.tooLarge', 'stream.closed', 'app.timeout' */
export async function readAfcPacket(reader: ByteReader, options: ReadOptions): Promise<AfcPacket> {
  const header = await reader.read(headerSize, options)
  if (!header.subarray(0, 8).equals(magic)) throw new AppError('frame.malformed', { reason: 'no AFC packet' })
  const whole = header.readBigUInt64LE(8)
  const upToFixed = header.readBigUInt64LE(16)
  if (whole > BigInt(maxPacketBytes))
    throw new AppError('stream.tooLarge', { size: Number(whole), limit: maxPacketBytes })
  if (upToFixed < BigInt(headerSize) || whole < upToFixed)
    throw new AppError('frame.malformed', { reason: 'wrong AFC lengths' })
  const fixed = await reader.read(Number(upToFixed) - headerSize, options)
  const payload = await reader.read(Number(whole - upToFixed), options)
  return { number: header.readBigUInt64LE(24), operation: Number(header.readBigUInt64LE(32)), fixed, payload }
}

/** NUL-terminated texts one after the other: directory entries, or keys and values in turn. */
export function readTexts(bytes: Buffer): readonly string[] {
  const texts = bytes.toString('utf8').split('\0')
  return texts.at(-1) === '' ? texts.slice(0, -1) : texts
}

export function writeText(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf8')
}
