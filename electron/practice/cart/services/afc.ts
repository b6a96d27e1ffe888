import type { Connection } from '../connection.ts'
import type { PracticeDevice } from '../practice-device.ts'
import { noteRequest } from '../request-log.ts'
import { encodeAfcPacket, readAfcPacket } from './afc-frame.ts'
import type { AfcPacket } from './afc-frame.ts'
import { AfcFailure, afcStatus } from './file-system.ts'
import type { FileNode, FileSystem } from './file-system.ts'

const reply = { status: 0x01, data: 0x02, opened: 0x0e, told: 0x13 } as const

type Handle = { readonly file: FileNode; position: number; readonly writable: boolean; readonly appends: boolean }
type AfcLine = {
  readonly device: PracticeDevice
  readonly files: FileSystem
  readonly handles: Map<bigint, Handle>
  nextHandle: bigint
}
/** As AFC's operations are called by those who speak it. */
const names: ReadonlyMap<number, string> = new Map([
  [0x03, 'ReadDirectory'],
  [0x08, 'RemovePath'],
  [0x09, 'MakeDirectory'],
  [0x0a, 'GetFileInfo'],
  [0x0b, 'GetDeviceInfo'],
  [0x0d, 'FileOpen'],
  [0x0f, 'FileRead'],
  [0x10, 'FileWrite'],
  [0x11, 'FileSeek'],
  [0x12, 'FileTell'],
  [0x14, 'FileClose'],
  [0x15, 'FileSetSize'],
  [0x18, 'RenamePath'],
  [0x1b, 'FileLock'],
  [0x1e, 'SetFileTime'],
  [0x22, 'RemovePathAndContents'],
])
/** Status ok when a handler returns nothing. */
type Outcome = { readonly operation: number; readonly body?: Buffer; readonly data?: Buffer } | void

/** Access to the media partition: what installing apps and go-ios' "skip setup" file need, and a bit more. */
export function serveAfc(device: PracticeDevice, connection: Connection): Promise<void> {
  return serveFiles(device, device.files, connection, 'com.apple.afc')
}

/** AFC over some files of a device. */
export async function serveFiles(
  device: PracticeDevice,
  files: FileSystem,
  connection: Connection,
  service: string,
): Promise<void> {
  const line: AfcLine = { device, files, handles: new Map(), nextHandle: 1n }
  for (;;) {
    const packet = await readAfcPacket(connection)
    if (packet === null) return
    noteRequest(device, { service, name: names.get(packet.operation) ?? 'Unknown', keys: {} })
    await connection.write(answer(line, packet))
  }
}

function answer(line: AfcLine, packet: AfcPacket): Buffer {
  const { number } = packet
  const none = Buffer.alloc(0)
  try {
    const outcome = (operations.get(packet.operation) ?? unsupported)(line, packet) ?? statusReply(afcStatus.ok)
    return encodeAfcPacket({
      operation: outcome.operation,
      number,
      body: outcome.body ?? none,
      data: outcome.data ?? none,
    })
  } catch (error) {
    if (!(error instanceof AfcFailure || error instanceof RangeError)) throw error
    // A RangeError is a body too short for its operation.
    const { operation, body = none } = statusReply(
      error instanceof AfcFailure ? error.status : afcStatus.invalidArgument,
    )
    return encodeAfcPacket({ operation, number, body, data: none })
  }
}

const operations: ReadonlyMap<number, (line: AfcLine, packet: AfcPacket) => Outcome> = new Map<
  number,
  (line: AfcLine, packet: AfcPacket) => Outcome
>([
  [0x03, ({ files }, { body }) => dataReply(texts(['.', '..', ...files.list(textsOf(body)[0] ?? '')]))],
  [0x08, ({ files }, { body }) => files.remove(textsOf(body)[0] ?? '')],
  [0x09, ({ files }, { body }) => files.makeDirectory(textsOf(body)[0] ?? '')],
  [0x0a, fileInfo],
  [0x0b, deviceInfo],
  [0x0d, openFile],
  [0x0f, readFile],
  [0x10, writeFile],
  [0x11, seek],
  [0x12, (line, { body }) => ({ operation: reply.told, body: u64(BigInt(handleOf(line, body).position)) })],
  [0x14, (line, { body }) => void line.handles.delete(body.readBigUInt64LE(0))],
  [0x15, (line, { body }) => line.files.truncate(writableOf(line, body).file, Number(body.readBigUInt64LE(8)))],
  [0x18, ({ files }, { body }) => files.rename(textsOf(body)[0] ?? '', textsOf(body)[1] ?? '')],
  // Locks are granted: a practice device has no second host that would mind.
  [0x1b, (line, { body }) => void handleOf(line, body)],
  [0x1e, ({ files }, { body }) => void files.stat(textsOf(body.subarray(8))[0] ?? '')],
  [0x22, ({ files }, { body }) => files.removeTree(textsOf(body)[0] ?? '')],
])

function unsupported(): Outcome {
  throw new AfcFailure(afcStatus.unsupported)
}

function fileInfo({ files }: AfcLine, { body }: AfcPacket): Outcome {
  const node = files.stat(textsOf(body)[0] ?? '')
  const size = node.kind === 'file' ? node.size : 0
  const time = String(BigInt(node.changed.getTime()) * 1_000_000n)
  const pairs = {
    st_size: size,
    st_blocks: Math.ceil(size / 512),
    st_nlink: 1,
    st_ifmt: node.kind === 'file' ? 'S_IFREG' : 'S_IFDIR',
    st_mtime: time,
    st_birthtime: time,
  }
  return dataReply(texts(Object.entries(pairs).flatMap(([key, value]) => [key, String(value)])))
}

function deviceInfo({ device, files }: AfcLine): Outcome {
  const total = device.model.storageGb * 1_000_000_000
  const pairs = {
    Model: device.phone.identity.productType,
    FSTotalBytes: total,
    FSFreeBytes: Math.min(total, files.free),
    FSBlockSize: 4096,
  }
  return dataReply(texts(Object.entries(pairs).flatMap(([key, value]) => [key, String(value)])))
}

/** Modes: 1 r, 2 r+, 3 w, 4 w+, 5 a, 6 a+. The handle lies in the fixed part of the answer. */
function openFile(line: AfcLine, { body }: AfcPacket): Outcome {
  const mode = Number(body.readBigUInt64LE(0))
  if (mode < 1 || mode > 6) throw new AfcFailure(afcStatus.invalidArgument)
  const file = line.files.open(textsOf(body.subarray(8))[0] ?? '', {
    create: mode >= 3,
    truncate: mode === 3 || mode === 4,
  })
  const handle = line.nextHandle
  line.nextHandle += 1n
  line.handles.set(handle, { file, position: 0, writable: mode !== 1, appends: mode >= 5 })
  return { operation: reply.opened, body: u64(handle) }
}

function readFile(line: AfcLine, { body }: AfcPacket): Outcome {
  const handle = handleOf(line, body)
  const end = Math.min(handle.file.size, handle.position + Math.min(Number(body.readBigUInt64LE(8)), 8 * 1024 * 1024))
  const data = handle.file.bytes.subarray(handle.position, Math.max(end, handle.position))
  handle.position += data.length
  return dataReply(data)
}

function writeFile(line: AfcLine, { body, data }: AfcPacket): Outcome {
  const handle = writableOf(line, body)
  if (handle.appends) handle.position = handle.file.size
  line.files.write(handle.file, handle.position, data)
  handle.position += data.length
}

/** Whence: 0 start, 1 here, 2 end. */
function seek(line: AfcLine, { body }: AfcPacket): Outcome {
  const handle = handleOf(line, body)
  const base = [0, handle.position, handle.file.size][Number(body.readBigUInt64LE(8))]
  const position = (base ?? NaN) + Number(body.readBigInt64LE(16))
  if (!(position >= 0)) throw new AfcFailure(afcStatus.invalidArgument)
  handle.position = position
}

function handleOf({ handles }: AfcLine, body: Buffer): Handle {
  const handle = handles.get(body.readBigUInt64LE(0))
  if (handle === undefined) throw new AfcFailure(afcStatus.invalidArgument)
  return handle
}

function writableOf(line: AfcLine, body: Buffer): Handle {
  const handle = handleOf(line, body)
  if (!handle.writable) throw new AfcFailure(afcStatus.denied)
  return handle
}

function statusReply(status: number): Exclude<Outcome, void> {
  return { operation: reply.status, body: u64(BigInt(status)) }
}

function dataReply(data: Buffer): Outcome {
  return { operation: reply.data, data }
}

function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}

/** Texts end in NUL. */
function texts(list: readonly string[]): Buffer {
  return Buffer.from(list.map((text) => `${text}\0`).join(''), 'utf8')
}

function textsOf(bytes: Buffer): readonly string[] {
  return bytes.toString('utf8').split('\0')
}
