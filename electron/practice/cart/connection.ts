import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { encodeFrame, readFrame } from '../../apple/lockdown-frame.ts'
import type { PlistDict } from '../../apple/plist/value.ts'
import { writePlist } from '../../apple/plist/write.ts'
import type { PlistInput, PlistInputDict } from '../../apple/plist/write.ts'
import { AppError } from '../../../src-shared/errors.ts'
import { ByteReader } from '../../lib/byte-reader.ts'
import type { ReadOptions } from '../../lib/byte-reader.ts'
import { tlsAccept } from '../../lib/tls.ts'
import { pemToDer } from '../../pki/pem.ts'
import type { LineFaults } from './faults/line-faults.ts'
import { plainWrite, shapedWrite } from './faults/shaped-write.ts'
import type { Write } from './faults/shaped-write.ts'
import type { TrustedHost } from './phone.ts'
import { TlsCarrier } from './tls-carrier.ts'

/** How long the device waits for the other side's close_notify before it takes the line as clear text anyway. */
const closeNotifyMs = 5_000

/** The device's end of one connected port: bytes or framed plists, in clear text or TLS, and back. */
export class Connection {
  readonly #socket: Socket
  readonly #faults: LineFaults | null
  #stream: Duplex
  #reader: ByteReader
  #write: Write
  #layer: { readonly tls: TLSSocket; readonly carrier: TlsCarrier } | null = null

  constructor(socket: Socket, faults: LineFaults | null = null) {
    this.#socket = socket
    this.#faults = faults
    this.#stream = socket
    this.#reader = new ByteReader(socket)
    this.#write = shapedWrite(socket, faults?.shape ?? null)
  }

  /** @throws AppError as `readFrame`, `stream.closed` also when a fault keeps the request from the device */
  async read(options: ReadOptions = {}): Promise<PlistDict> {
    const message = await readFrame(this.#reader, options)
    this.#faults?.received(message)
    if (this.#socket.destroyed) throw new AppError('stream.closed')
    return message
  }

  /** @throws AppError as `ByteReader.read` */
  readBytes(size: number, options: ReadOptions = {}): Promise<Buffer> {
    return this.#reader.read(size, options)
  }

  async send(message: PlistInputDict): Promise<void> {
    await this.#answer(encodeFrame(message))
  }

  /** As `send`, for the rare message whose root is an array. */
  sendArray(message: readonly PlistInput[]): Promise<void> {
    const body = writePlist(message)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(body.length)
    return this.#answer(Buffer.concat([length, body]))
  }

  /** Resolves once the bytes left; a connection that is gone swallows them. */
  write(bytes: Buffer): Promise<void> {
    return this.#write(bytes)
  }

  async #answer(frame: Buffer): Promise<void> {
    const fate = this.#faults?.answering() ?? 'send'
    if (fate === 'send') await this.#write(frame)
    else {
      if (fate === 'half') await plainWrite(this.#stream)(frame.subarray(0, Math.ceil(frame.length / 2)))
      this.destroy()
    }
    this.#faults?.answered()
  }

  #use(stream: Duplex): void {
    this.#stream = stream
    this.#reader = new ByteReader(stream)
    this.#write = shapedWrite(stream, this.#faults?.shape ?? null)
  }

  /**
   * The device is TLS server, with the certificate this host made for it. The host proves itself with its host or its
   * root certificate (programs differ), compared byte by byte.
   * @param wait for what a fault adds before the handshake
   * @throws AppError `tls.handshake`; the connection is closed then, as for a stranger's certificate
   */
  async secure(
    host: TrustedHost,
    deviceKeyPem: string,
    wait: (ms: number) => Promise<void>,
  ): Promise<'secured' | 'stranger'> {
    this.#reader.release()
    const delayMs = this.#faults?.tlsDelayMs() ?? 0
    if (delayMs > 0) await wait(delayMs)
    const carrier = new TlsCarrier(this.#socket)
    const accepted = await tlsAccept(carrier, {
      certPem: host.deviceCertificatePem,
      keyPem: deviceKeyPem,
      requestClientCertificate: true,
    })
    accepted.socket.on('error', () => {})
    const shown = accepted.peerCertificateDer
    const known = [host.hostCertificatePem, host.rootCertificatePem].map((pem) => pemToDer(pem))
    if (shown === null || !known.some((der) => der.equals(shown))) {
      accepted.socket.destroy()
      return 'stranger'
    }
    this.#layer = { tls: accepted.socket, carrier }
    this.#use(accepted.socket)
    return 'secured'
  }

  /** Ends the TLS; the connection goes on in clear text unless the other side closes it. */
  async clear(): Promise<void> {
    const layer = this.#layer
    if (layer === null) return
    this.#layer = null
    this.#reader.release()
    layer.carrier.keepSocket()
    const over = Promise.race([once(layer.tls, 'end'), once(layer.tls, 'close')])
    const timer = setTimeout(() => layer.tls.destroy(), closeNotifyMs)
    layer.tls.resume()
    layer.tls.end()
    await over.catch(() => {})
    clearTimeout(timer)
    this.#use(layer.carrier.release())
  }

  get closed(): boolean {
    return this.#reader.ended || this.#socket.destroyed
  }

  /** Says goodbye properly: what was written still arrives. */
  end(): void {
    if (!this.#stream.destroyed) this.#stream.end()
  }

  destroy(): void {
    this.#stream.destroy()
    this.#socket.destroy()
  }

  onClose(listener: () => void): void {
    if (this.#socket.destroyed) listener()
    else this.#socket.once('close', listener)
  }
}
