/** The other side of the wire for tests, written from the protocol and with other people's plist code. */
import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { build, parse } from 'plist'
import type { PlistValue } from 'plist'
import { Usbmux } from '../../electron/apple/usbmux.ts'
import type { AttachedDevice } from '../../electron/apple/usbmux.ts'
import { silentLogger } from '../../electron/lib/logger.ts'

export type Message = { [key: string]: PlistValue }

/** Collects bytes and takes them out in exact amounts; a reader of its own, so that ours does not judge itself. */
export class Bytes {
  #chunks = Buffer.alloc(0)
  #wake: (() => void) | null = null
  #ended = false

  constructor(stream: Duplex) {
    stream.on('data', (chunk: Buffer) => {
      this.#chunks = Buffer.concat([this.#chunks, chunk])
      this.#wake?.()
    })
    const end = (): void => {
      this.#ended = true
      this.#wake?.()
    }
    stream.on('close', end).on('end', end).on('error', end)
  }

  /** Null when the stream ends first. */
  async take(size: number): Promise<Buffer | null> {
    while (this.#chunks.length < size) {
      if (this.#ended) return null
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
    const taken = this.#chunks.subarray(0, size)
    this.#chunks = this.#chunks.subarray(size)
    return taken
  }
}

/** The text of a key; empty when it is none. */
export function textOf(message: Message, key: string): string {
  const value = message[key]
  return typeof value === 'string' ? value : ''
}

export function muxFrame(message: Message, tag: number): Buffer {
  const body = Buffer.from(build(message))
  const header = Buffer.alloc(16)
  for (const [index, word] of [16 + body.length, 1, 8, tag].entries()) header.writeUInt32LE(word, index * 4)
  return Buffer.concat([header, body])
}

export function frame(message: Message): Buffer {
  const body = Buffer.from(build(message))
  const size = Buffer.alloc(4)
  size.writeUInt32BE(body.length)
  return Buffer.concat([size, body])
}

/** Reads framed plists until the stream ends; `answer` returns the reply, a raw buffer, or null to say nothing. */
export async function serveFrames(
  stream: Duplex,
  answer: (request: Message) => Message | Buffer | null | Promise<Message | Buffer | null>,
): Promise<void> {
  const bytes = new Bytes(stream)
  for (;;) {
    const size = await bytes.take(4)
    const body = size === null ? null : await bytes.take(size.readUInt32BE())
    if (body === null) return
    const reply = await answer(parse(body.toString('utf8')) as Message)
    if (reply !== null) stream.write(Buffer.isBuffer(reply) ? reply : frame(reply))
  }
}

export type MuxScript = {
  /** The reply to a command; undefined answers Result 0. A number is a Result. */
  readonly reply?: (request: Message) => Message | number | undefined
  /** A Connect that was granted: the socket is now the device's port. */
  readonly port?: (port: number, socket: Socket, deviceId: number) => void
  /** A Listen that was granted. */
  readonly listener?: (send: (event: Message) => void, socket: Socket) => void
}

export class ScriptedMux {
  readonly requests: Message[] = []
  readonly headers: Buffer[] = []
  readonly #script: MuxScript
  readonly #server: Server
  readonly #sockets = new Set<Socket>()

  constructor(script: MuxScript) {
    this.#script = script
    this.#server = createServer((socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket)).on('error', () => {})
      void this.#serve(socket)
    })
  }

  async listen(port = 0): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve))
    return this
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  client(): Usbmux {
    return new Usbmux({ address: { kind: 'tcp', host: '127.0.0.1', port: this.port }, logger: silentLogger })
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  async #serve(socket: Socket): Promise<void> {
    const header = await readExactly(socket, 16)
    if (header === null) return
    const body = await readExactly(socket, header.readUInt32LE(0) - 16)
    if (body === null) return
    const request = parse(body.toString('utf8')) as Message
    this.headers.push(header)
    this.requests.push(request)
    const tag = header.readUInt32LE(12)
    const reply = this.#script.reply?.(request) ?? 0
    socket.write(muxFrame(typeof reply === 'number' ? { MessageType: 'Result', Number: reply } : reply, tag))
    if (reply !== 0) return
    if (request['MessageType'] === 'Listen')
      this.#script.listener?.((event) => socket.write(muxFrame(event, 0)), socket)
    if (request['MessageType'] === 'Connect') {
      const swapped = Number(request['PortNumber'])
      this.#script.port?.(((swapped & 0xff) << 8) | (swapped >> 8), socket, Number(request['DeviceID']))
    }
  }
}

/** Takes no byte too many: what follows belongs to the device's port. */
async function readExactly(socket: Socket, size: number): Promise<Buffer | null> {
  for (;;) {
    const chunk = socket.read(size) as Buffer | null
    if (chunk !== null) return chunk.length === size ? chunk : null
    const more = await new Promise<boolean>((resolve) => {
      const done = (value: boolean) => () => {
        socket.off('readable', onReadable).off('close', onClose)
        resolve(value)
      }
      const onReadable = done(true)
      const onClose = done(false)
      socket.once('readable', onReadable).once('close', onClose)
    })
    if (!more) return null
  }
}

export const testUdid = '00008110-000A1B2C3D4E801E'

export const testDevice: AttachedDevice = {
  deviceId: 7,
  udid: testUdid,
  connection: 'usb',
  locationId: 339881984,
  productId: 4776,
  speed: 480000000,
}

/** An Attached message as usbmuxd and macOS send it. */
export function attached(deviceId: number, udid = testUdid, type: 'USB' | 'Network' = 'USB'): Message {
  return {
    MessageType: 'Attached',
    DeviceID: deviceId,
    Properties: {
      ConnectionSpeed: 480000000,
      ConnectionType: type,
      DeviceID: deviceId,
      LocationID: 339881984,
      ProductID: 4776,
      SerialNumber: udid,
    },
  }
}
