import type { Duplex } from 'node:stream'
import { AppError } from '../../src-shared/errors.ts'
import { ByteReader } from '../lib/byte-reader.ts'
import { peerCertificateOf, tlsConnect } from '../lib/tls.ts'
import { encodeFrame, readFrameValue } from './lockdown-frame.ts'
import type { PairRecord } from './pair-record.ts'
import { isPlistDict } from './plist/value.ts'
import type { PlistDict, PlistValue } from './plist/value.ts'
import type { PlistInputDict } from './plist/write.ts'
import type { ChannelTap } from './traffic.ts'

export type CallOptions = {
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  /** What is being waited for, as a person would name it. */
  readonly what?: string
}

/** libimobiledevice waits this long for any answer of a device. */
export const defaultAnswerMs = 30_000

/**
 * Framed plists over one stream to a device, plain or TLS. Requests queue up: each waits for the answer before it.
 * After a time-out, a cancellation or garbage the stream is closed, since a late answer would be taken for the next one.
 */
export class PlistChannel {
  #stream: Duplex
  #reader: ByteReader
  #tail: Promise<unknown> = Promise.resolve()
  #closed = false
  readonly #tap: ChannelTap | null

  /** @param tap is shown every message both ways */
  constructor(stream: Duplex, tap: ChannelTap | null = null) {
    this.#stream = stream
    this.#tap = tap
    this.#reader = attach(stream)
  }

  get closed(): boolean {
    return this.#closed
  }

  /**
   * One message there, one back.
   * @throws AppError 'stream.closed', 'stream.tooLarge', 'app.timeout', 'app.cancelled', 'plist.malformed', 'frame.malformed'
   */
  async exchange(message: PlistInputDict, options: CallOptions = {}): Promise<PlistDict> {
    return this.#dict(await this.exchangeValue(message, options))
  }

  /** As `exchange`, for an answer whose root need not be a dictionary. */
  exchangeValue(message: PlistInputDict, options: CallOptions = {}): Promise<PlistValue> {
    const frame = encodeFrame(message)
    const turn = this.#tail.then(async () => {
      this.#write(frame, message, options)
      return this.#read(options)
    })
    this.#tail = turn.catch(() => {})
    return turn
  }

  /** For the few messages nobody answers. */
  send(message: PlistInputDict, options: CallOptions = {}): Promise<void> {
    const frame = encodeFrame(message)
    const turn = this.#tail.then(() => this.#write(frame, message, options))
    this.#tail = turn.catch(() => {})
    return turn
  }

  /** A message nobody asked for, or one more part of an answer. Without `timeoutMs` it waits as long as it takes. */
  async receive(options: CallOptions = {}): Promise<PlistDict> {
    const turn = this.#tail.then(() => this.#read({ timeoutMs: Infinity, ...options }))
    this.#tail = turn.catch(() => {})
    return this.#dict(await turn)
  }

  /**
   * Goes on in TLS, as client, with the host certificate of the pair record (as go-ios does; devices take the root
   * certificate too). The device's certificate is not judged: its names are empty and it was made by this host.
   * @param legacy the device runs iOS 9 or older and speaks TLS 1.0 only
   * @throws AppError 'tls.handshake'
   */
  async startTls(record: PairRecord, legacy: boolean): Promise<void> {
    this.#reader.release()
    try {
      this.#stream = await tlsConnect(this.#stream, {
        certPem: record.hostCertificatePem,
        keyPem: record.hostPrivateKeyPem,
        verify: 'none',
        legacy,
      })
    } catch (error) {
      this.close()
      throw error
    }
    this.#reader = attach(this.#stream)
  }

  /** The certificate the device showed, DER, not judged; null without TLS. */
  get peerCertificateDer(): Uint8Array | null {
    return peerCertificateOf(this.#stream)
  }

  /** Gives up the framing; the caller owns the stream, with everything not read still in it. */
  release(): Duplex {
    this.#closed = true
    this.#reader.release()
    return this.#stream
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#stream.destroy()
  }

  #write(frame: Buffer, message: PlistInputDict, options: CallOptions): void {
    if (options.signal?.aborted === true) throw new AppError('app.cancelled')
    if (this.#closed || this.#stream.destroyed) throw new AppError('stream.closed')
    this.#tap?.('host', message)
    this.#stream.write(frame)
  }

  #dict(value: PlistValue): PlistDict {
    if (isPlistDict(value)) return value
    this.close()
    throw new AppError('plist.malformed', { reason: 'a dictionary was expected' })
  }

  async #read(options: CallOptions): Promise<PlistValue> {
    const { timeoutMs = defaultAnswerMs, signal, what = 'The device' } = options
    try {
      const value = await readFrameValue(this.#reader, {
        what,
        ...(Number.isFinite(timeoutMs) ? { timeoutMs } : {}),
        ...(signal === undefined ? {} : { signal }),
      })
      this.#tap?.('device', value)
      return value
    } catch (error) {
      this.close()
      throw signal?.aborted === true ? new AppError('app.cancelled') : error
    }
  }
}

function attach(stream: Duplex): ByteReader {
  // A reset after the last answer has nobody left to hear it.
  stream.on('error', () => {})
  return new ByteReader(stream)
}
