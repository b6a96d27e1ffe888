import { AppError } from '../../../../src-shared/errors.ts'
import type { Connection } from '../connection.ts'

/** One packet: fixed part and trailing data are kept apart because the header counts them apart. */
export type AfcPacket = {
  readonly operation: number
  readonly number: bigint
  readonly body: Buffer
  readonly data: Buffer
}

const magic = 'CFA6LPAA'
const headerSize = 40
const maxPacket = 64 * 1024 * 1024

/** Header, little endian: magic, entire length, length of header + fixed part, packet number, operation. */
export async function readAfcPacket(connection: Connection): Promise<AfcPacket | null> {
  let header: Buffer
  try {
    header = await connection.readBytes(headerSize)
  } catch (error) {
    if (error instanceof AppError && error.code === 'stream.closed') return null
    throw error
  }
  const entire = Number(header.readBigUInt64LE(8))
  const fixed = Number(header.readBigUInt64LE(16))
  if (header.toString('latin1', 0, 8) !== magic || fixed < headerSize || entire < fixed || entire > maxPacket) {
    throw new AppError('frame.malformed', { reason: 'an AFC header that makes no sense' })
  }
  const body = await connection.readBytes(fixed - headerSize)
  const data = await connection.readBytes(entire - fixed)
  return { operation: Number(header.readBigUInt64LE(32)), number: header.readBigUInt64LE(24), body, data }
}

export function encodeAfcPacket({ operation, number, body, data }: AfcPacket): Buffer {
  const header = Buffer.alloc(headerSize)
  header.write(magic, 'latin1')
  header.writeBigUInt64LE(BigInt(headerSize + body.length + data.length), 8)
  header.writeBigUInt64LE(BigInt(headerSize + body.length), 16)
  header.writeBigUInt64LE(number, 24)
  header.writeBigUInt64LE(BigInt(operation), 32)
  return Buffer.concat([header, body, data])
}
