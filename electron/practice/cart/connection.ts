import { once } from 'node:events'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { encodeFrame, readFrame } from '../../apple/lockdown-frame.ts'
import type { PlistDict } from '../../apple/plist/value.ts'
import { writePlist } from '../../apple/plist/write.ts'
import type { PlistInput, PlistInputDict } from '../../apple/plist/write.ts'
import { ByteReader } from '../../lib/byte-reader.ts'
import type { ReadOptions } from '../../lib/byte-reader.ts'
import { tlsAccept } from '../../lib/tls.ts'
import { pemToDer } from '../../pki/pem.ts'
import type { TrustedHost } from './phone.ts'
import { TlsCarrier } from './tls-carrier.ts'

/** How long the device waits for the other side's close_notify before it takes the line as clear text anyway. */
const closeNotifyMs = 5_000

/** The device's end of one connected port: bytes or framed plists, in clear text or TLS, and back. */
export class Connection {
  readonly #socket: Socket
  #stream: Duplex
  #reader: ByteReader
  #layer: { readonly tls: TLSSocket; readonly carrier: TlsCarrier } | null = null

  constructor(socket: Socket) {
    this.#socket = socket
    this.#stream = socket
    this.#reader = new ByteReader(socket)
  }

  /** @throws AppError as `readFrame` */
  read(options: ReadOptions = {}): Promise<PlistDict> {
    return readFrame(this.#reader, options)
  }

  /** @throws AppError as `ByteReader.read` */
  readBytes(size: number, options: ReadOptions = {}): Promise<Buffer> {
    return this.#reader.read(size, options)
  }

  send(message: PlistInputDict): Promise<void> {
    return this.write(encodeFrame(message))
  }

  /** As `send`, for the rare message whose root is an array. */
  sendArray(message: readonly PlistInput[]): Promise<void> {
    const body = writePlist(message)
    const length = Buffer.alloc(4)
    length.writeUInt32BE(body.length)
    return this.write(Buffer.concat([length, body]))
  }

  /** Resolves once the bytes left; a connection that is gone swallows them. */
  write(bytes: Buffer): Promise<void> {
    return new Promise((resolve) => {
      if (this.#stream.destroyed || this.#stream.writableEnded) return resolve()
      this.#stream.write(bytes, () => resolve())
    })
  }

  /**
   * The device is TLS server, with the certificate this host made for it. The host proves itself with its host or its
   * root certificate (programs differ), compared byte by byte.
   * @throws AppError `tls.handshake`; the connection is closed then, as for a stranger's certificate
   */
  async secure(host: TrustedHost, deviceKeyPem: string): Promise<'secured' | 'stranger'> {
    this.#reader.release()
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
    this.#stream = accepted.socket
    this.#reader = new ByteReader(accepted.socket)
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
    const socket = layer.carrier.release()
    this.#stream = socket
    this.#reader = new ByteReader(socket)
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
