import { createConnection } from 'node:net'
import type { Socket } from 'node:net'
import { AppError } from '../../src-shared/errors.ts'
import { ByteReader } from '../lib/byte-reader.ts'
import type { ReadOptions } from '../lib/byte-reader.ts'
import { formatMuxAddress } from './mux-address.ts'
import type { MuxAddress } from './mux-address.ts'
import { readPlistDict } from './plist/read.ts'
import { stringAt, integerAt } from './plist/take.ts'
import type { PlistDict } from './plist/value.ts'
import { writePlist } from './plist/write.ts'
import type { PlistInputDict } from './plist/write.ts'
import { encodeMuxFrame, muxMessage, readMuxFrame } from './usbmux-frame.ts'

/** go-ios' limit for a reply; a list of a thousand devices is far below it. */
const maxReplyBytes = 16 * 1024 * 1024
const connectMs = 5_000

/** Result numbers of usbmuxd; pair-record commands put errno values in the same field (2 is ENOENT there). */
export const muxResult = { ok: 0, badCommand: 1, badDevice: 2, connectionRefused: 3, badVersion: 6 } as const

/** One command connection to a usbmuxd. After a successful Connect or Listen it serves that alone. */
export class MuxConnection {
  readonly #socket: Socket
  readonly #reader: ByteReader
  #tag = 0

  private constructor(socket: Socket) {
    this.#socket = socket
    // A reset after the last reply has nobody left to hear it.
    socket.on('error', () => {})
    this.#reader = new ByteReader(socket)
  }

  /**
   * @throws AppError 'apple.mux.missingOn…', 'apple.mux.unreachable', 'apple.mux.notPermitted', 'app.cancelled'
   */
  static async open(address: MuxAddress, signal?: AbortSignal): Promise<MuxConnection> {
    return new MuxConnection(await openSocket(address, signal))
  }

  /** Sends one command and reads its reply. @throws AppError 'apple.mux.malformed', 'app.timeout', 'app.cancelled' */
  async request(messageType: string, fields: PlistInputDict, options: ReadOptions): Promise<PlistDict> {
    const tag = ++this.#tag
    const body = writePlist({
      MessageType: messageType,
      ProgName: 'slipway',
      ClientVersionString: 'slipway',
      BundleID: 'dev.slipway',
      kLibUSBMuxVersion: 3,
      ...fields,
    })
    this.#socket.write(encodeMuxFrame({ version: 1, message: muxMessage.plist, tag, body }))
    for (;;) {
      const frame = await this.#read({ what: 'usbmuxd', ...options })
      // Events carry tag 0 and may overtake a reply.
      if (frame.tag === tag) return frame.message
    }
  }

  /** The next message, as long as it takes. */
  async next(signal?: AbortSignal): Promise<PlistDict> {
    return (await this.#read(signal === undefined ? {} : { signal })).message
  }

  /** Hands the socket on: it is a pipe to a port of the device now. */
  release(): Socket {
    this.#reader.release()
    return this.#socket
  }

  close(): void {
    this.#reader.release()
    this.#socket.destroy()
  }

  async #read(options: ReadOptions): Promise<{ readonly tag: number; readonly message: PlistDict }> {
    if (isAborted(options)) throw new AppError('app.cancelled')
    try {
      const frame = await readMuxFrame(this.#reader, maxReplyBytes, options)
      if (frame.version !== 1 || frame.message !== muxMessage.plist)
        throw new AppError('apple.mux.malformed', { reason: 'no plist' })
      return { tag: frame.tag, message: readPlistDict(frame.body) }
    } catch (error) {
      throw isAborted(options) ? new AppError('app.cancelled') : asMuxError(error)
    }
  }
}

/** The result of a reply that is nothing but one. @throws AppError 'apple.mux.malformed' */
export function readResult(reply: PlistDict): number {
  const number = integerAt(reply, 'Number')
  if (stringAt(reply, 'MessageType') !== 'Result' || number === undefined) {
    throw new AppError('apple.mux.malformed', { reason: 'a result was expected' })
  }
  return number
}

function isAborted({ signal }: ReadOptions): boolean {
  return signal?.aborted === true
}

function asMuxError(error: unknown): unknown {
  if (!(error instanceof AppError)) return error
  const malformed = ['frame.malformed', 'plist.malformed', 'stream.tooLarge', 'stream.closed']
  if (!malformed.includes(error.code)) return error
  const reason =
    error.code === 'stream.closed' ? 'it closed the connection' : String(error.details['reason'] ?? error.code)
  return new AppError('apple.mux.malformed', { reason }, { cause: error })
}

function openSocket(address: MuxAddress, signal: AbortSignal | undefined): Promise<Socket> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(new AppError('app.cancelled'))
    const socket = createConnection(
      address.kind === 'unix' ? { path: address.path } : { host: address.host, port: address.port },
    )
    const onAbort = (): void => settle(new AppError('app.cancelled'))
    const onError = (error: Error): void => settle(explainConnectError(error, address))
    const timer = setTimeout(() => settle(explainConnectError(new Error('no answer'), address)), connectMs)
    const settle = (error: AppError | null): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      socket.off('error', onError)
      if (error === null) return resolve(socket.setNoDelay(true))
      socket.on('error', () => {})
      socket.destroy()
      reject(error)
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    socket.once('error', onError)
    socket.once('connect', () => settle(null))
  })
}

const usualPlaces: Readonly<
  Record<string, 'apple.mux.missingOnLinux' | 'apple.mux.missingOnMac' | 'apple.mux.missingOnWindows'>
> = {
  linux: 'apple.mux.missingOnLinux',
  darwin: 'apple.mux.missingOnMac',
  win32: 'apple.mux.missingOnWindows',
}

/** At the system's usual place the service is missing; anywhere else the address may be wrong. */
function explainConnectError(error: Error & { code?: string }, address: MuxAddress): AppError {
  const shown = formatMuxAddress(address)
  const cause = error.code ?? error.message
  if (cause === 'EACCES' || cause === 'EPERM')
    return new AppError('apple.mux.notPermitted', { address: shown }, { cause: error })
  const isUsualPlace = address.kind === 'unix' ? address.path === '/var/run/usbmuxd' : shown === '127.0.0.1:27015'
  const code = isUsualPlace ? usualPlaces[process.platform] : undefined
  return new AppError(code ?? 'apple.mux.unreachable', { address: shown, cause }, { cause: error })
}
