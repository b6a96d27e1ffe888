import type { Duplex } from 'node:stream'
import { AppError } from '../../../src-shared/errors.ts'
import { ByteReader } from '../../lib/byte-reader.ts'
import { openService } from '../device-link.ts'
import type { SessionOptions } from '../device-link.ts'
import type { PairRecord } from '../pair-record.ts'
import type { CallOptions } from '../plist-channel.ts'
import type { AttachedDevice, Usbmux } from '../usbmux.ts'
import { afcOperation, afcStatus, encodeAfcPacket, readAfcPacket, readTexts, writeText } from './afc-packet.ts'
import type { AfcPacket } from './afc-packet.ts'

export const afcName = 'com.apple.afc'

const openModes = { read: 1n, write: 3n } as const
const chunkBytes = 256 * 1024
const answerMs = 60_000
const nothing = Buffer.alloc(0)

export type AfcFileInfo = { readonly kind: 'file' | 'directory' | 'other'; readonly size: number }

/** The device's media directory by cable. One request at a time; paths are relative to that directory, with slashes. */
export class Afc {
  readonly #stream: Duplex
  readonly #reader: ByteReader
  readonly #call: CallOptions
  #number = 0n
  #tail: Promise<unknown> = Promise.resolve()

  constructor(stream: Duplex, options: CallOptions = {}) {
    this.#stream = stream
    stream.on('error', () => {})
    this.#reader = new ByteReader(stream)
    this.#call = { timeoutMs: answerMs, what: afcName, ...options }
  }

  static async open(
    mux: Usbmux,
    device: AttachedDevice,
    record: PairRecord,
    options: SessionOptions = {},
  ): Promise<Afc> {
    const service = await openService(mux, device, record, afcName, options)
    return new Afc(service.release(), options.signal === undefined ? {} : { signal: options.signal })
  }

  /** Names without `.` and `..`. @throws AppError 'apple.afc.failed' */
  async listDirectory(path: string): Promise<readonly string[]> {
    const reply = await this.#ask('list', path, afcOperation.listDirectory, writeText(path))
    return readTexts(reply.payload).filter((name) => name !== '.' && name !== '..')
  }

  /** Null when there is no such file. */
  async fileInfo(path: string): Promise<AfcFileInfo | null> {
    const reply = await this.#request(afcOperation.fileInfo, writeText(path))
    if (statusOf(reply) === afcStatus.notFound) return null
    const facts = pairs(this.#checked('stat', path, reply).payload)
    const format = facts.get('st_ifmt')
    const kind = format === 'S_IFDIR' ? 'directory' : format === 'S_IFREG' ? 'file' : 'other'
    return { kind, size: Number(facts.get('st_size') ?? 0) }
  }

  /** Model, FSTotalBytes, FSFreeBytes, FSBlockSize as the device words them. */
  async deviceInfo(): Promise<ReadonlyMap<string, string>> {
    return pairs((await this.#ask('stat', '/', afcOperation.deviceInfo, nothing)).payload)
  }

  /** With its parents; no error when it is there. */
  async makeDirectory(path: string): Promise<void> {
    const reply = await this.#request(afcOperation.makeDirectory, writeText(path))
    if (statusOf(reply) !== afcStatus.exists) this.#checked('create', path, reply)
  }

  /** A file or an empty directory; no error when it is not there. */
  async remove(path: string): Promise<void> {
    await this.#removeWith(afcOperation.remove, path)
  }

  async removeAll(path: string): Promise<void> {
    await this.#removeWith(afcOperation.removeAll, path)
  }

  async rename(from: string, to: string): Promise<void> {
    await this.#ask('rename', from, afcOperation.rename, Buffer.concat([writeText(from), writeText(to)]))
  }

  /** @param onProgress gets the number of bytes written so far */
  async writeFile(
    path: string,
    content: Uint8Array | AsyncIterable<Uint8Array>,
    onProgress?: (bytes: number) => void,
  ): Promise<void> {
    const handle = await this.#open(path, 'write')
    let written = 0
    try {
      for await (const chunk of chunksOf(content)) {
        await this.#ask('write', path, afcOperation.write, handle, chunk)
        written += chunk.length
        onProgress?.(written)
      }
    } finally {
      await this.#closeFile(path, handle)
    }
  }

  /** @throws AppError 'stream.tooLarge' when it holds more than `maxBytes` */
  async readFile(path: string, maxBytes = chunkBytes * 64): Promise<Buffer> {
    const handle = await this.#open(path, 'read')
    const chunks: Buffer[] = []
    let size = 0
    try {
      for (;;) {
        const wanted = Buffer.concat([handle, u64(BigInt(chunkBytes))])
        const { payload } = await this.#ask('read', path, afcOperation.read, wanted)
        if (payload.length === 0) return Buffer.concat(chunks)
        size += payload.length
        if (size > maxBytes) throw new AppError('stream.tooLarge', { size, limit: maxBytes })
        chunks.push(payload)
      }
    } finally {
      await this.#closeFile(path, handle)
    }
  }

  close(): void {
    this.#stream.destroy()
  }

  async #open(path: string, mode: keyof typeof openModes): Promise<Buffer> {
    const reply = await this.#ask(
      'open',
      path,
      afcOperation.open,
      Buffer.concat([u64(openModes[mode]), writeText(path)]),
    )
    // The handle is counted in the fixed part by real devices; some others put it behind.
    const handle = reply.fixed.length >= 8 ? reply.fixed : reply.payload
    if (reply.operation !== afcOperation.opened || handle.length < 8) {
      throw new AppError('apple.service.malformed', { request: 'AFC open' })
    }
    return handle.subarray(0, 8)
  }

  /** An error on the way out would hide the one that matters; the device closes files with the connection. */
  async #closeFile(path: string, handle: Buffer): Promise<void> {
    await this.#ask('close', path, afcOperation.close, handle).catch(() => {})
  }

  async #removeWith(operation: number, path: string): Promise<void> {
    const reply = await this.#request(operation, writeText(path))
    if (statusOf(reply) !== afcStatus.notFound) this.#checked('remove', path, reply)
  }

  async #ask(
    what: string,
    path: string,
    operation: number,
    fixed: Buffer,
    payload: Uint8Array = nothing,
  ): Promise<AfcPacket> {
    return this.#checked(what, path, await this.#request(operation, fixed, payload))
  }

  #checked(operation: string, path: string, reply: AfcPacket): AfcPacket {
    const status = statusOf(reply)
    if (status !== null && status !== afcStatus.ok) throw new AppError('apple.afc.failed', { operation, path, status })
    return reply
  }

  #request(operation: number, fixed: Buffer, payload: Uint8Array = nothing): Promise<AfcPacket> {
    const turn = this.#tail.then(() => this.#exchange(operation, fixed, payload))
    this.#tail = turn.catch(() => {})
    return turn
  }

  async #exchange(operation: number, fixed: Buffer, payload: Uint8Array): Promise<AfcPacket> {
    if (this.#stream.destroyed) throw new AppError('stream.closed')
    const number = ++this.#number
    this.#stream.write(encodeAfcPacket({ number, operation, fixed, payload: Buffer.from(payload) }))
    try {
      const reply = await readAfcPacket(this.#reader, this.#call)
      if (reply.number !== number) throw new AppError('frame.malformed', { reason: 'an AFC answer to another request' })
      return reply
    } catch (error) {
      // A late answer would be taken for the next one.
      this.close()
      throw this.#call.signal?.aborted === true ? new AppError('app.cancelled') : error
    }
  }
}

/** Null when the packet is no status; every refusal is one. */
function statusOf(packet: AfcPacket): number | null {
  if (packet.operation !== afcOperation.status) return null
  const bytes = packet.fixed.length >= 8 ? packet.fixed : packet.payload
  return bytes.length >= 8 ? Number(bytes.readBigUInt64LE()) : null
}

function pairs(bytes: Buffer): ReadonlyMap<string, string> {
  const texts = readTexts(bytes)
  const result = new Map<string, string>()
  for (let index = 0; index + 1 < texts.length; index += 2) result.set(texts[index]!, texts[index + 1]!)
  return result
}

function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}

async function* chunksOf(content: Uint8Array | AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, void> {
  const parts = content instanceof Uint8Array ? [content] : content
  for await (const part of parts) {
    for (let at = 0; at < part.length; at += chunkBytes) yield part.subarray(at, at + chunkBytes)
  }
}
