import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'

const recordHeader = 5
/** change_cipher_spec, alert, handshake, application_data: whatever begins otherwise is no TLS record. */
const recordTypes = new Set([20, 21, 22, 23])

/**
 * Stands between a socket and the TLS made on top of it, and passes whole TLS records only, so that the socket can go
 * back to clear text afterwards: lockdownd allows that after StopSession, Node's TLS by itself does not.
 */
export class TlsCarrier extends Duplex {
  readonly #socket: Socket
  #pending = Buffer.alloc(0)
  #wanted = false
  #finished = false
  #released = false

  constructor(socket: Socket) {
    super({ allowHalfOpen: true })
    this.#socket = socket
    socket.on('readable', this.#pump)
    socket.on('end', this.#onEnd)
    socket.on('close', this.#onClose)
  }

  /** Gives the socket back, with what was not TLS any more still to be read from it. */
  release(): Socket {
    if (this.#released) return this.#socket
    this.#released = true
    this.#socket.off('readable', this.#pump)
    this.#socket.off('end', this.#onEnd)
    this.#socket.off('close', this.#onClose)
    if (this.#pending.length > 0 && !this.#socket.destroyed) this.#socket.unshift(this.#pending)
    this.#pending = Buffer.alloc(0)
    return this.#socket
  }

  /** From now on the end of the TLS does not take the socket with it. */
  keepSocket(): void {
    this.#keep = true
  }
  #keep = false

  override _read(): void {
    this.#wanted = true
    this.#pump()
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#socket.destroyed) return done(new Error('the socket is closed'))
    this.#socket.write(chunk, done)
  }

  override _final(done: () => void): void {
    if (!this.#keep) this.#socket.end()
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    if (!this.#keep) this.#socket.destroy()
    done(error)
  }

  readonly #pump = (): void => {
    if (this.#released) return
    let chunk: Buffer | null
    while ((chunk = this.#socket.read() as Buffer | null) !== null)
      this.#pending = Buffer.concat([this.#pending, chunk])
    while (this.#wanted && !this.#finished) {
      const type = this.#pending[0]
      if (type === undefined) return
      if (!recordTypes.has(type)) return this.#finish()
      if (this.#pending.length < recordHeader) return
      const size = recordHeader + this.#pending.readUInt16BE(3)
      if (this.#pending.length < size) return
      const record = this.#pending.subarray(0, size)
      this.#pending = this.#pending.subarray(size)
      this.#wanted = this.push(record)
    }
  }

  #finish(): void {
    if (this.#finished) return
    this.#finished = true
    this.push(null)
  }

  readonly #onEnd = (): void => this.#finish()
  readonly #onClose = (): void => {
    this.#finish()
    this.destroy()
  }
}
