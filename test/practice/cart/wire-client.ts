import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { encodeFrame, readFrame } from '../../../electron/apple/lockdown-frame.ts'
import { readPlist, readPlistDict } from '../../../electron/apple/plist/read.ts'
import type { PlistDict, PlistValue } from '../../../electron/apple/plist/value.ts'
import { writePlist } from '../../../electron/apple/plist/write.ts'
import type { PlistInputDict } from '../../../electron/apple/plist/write.ts'
import { encodeMuxFrame, readMuxFrame, swapPort } from '../../../electron/apple/usbmux-frame.ts'
import type { MuxFrame } from '../../../electron/apple/usbmux-frame.ts'
import { ByteReader } from '../../../electron/lib/byte-reader.ts'
import { randomUuid } from '../../../electron/lib/crypto.ts'
import { tlsConnect } from '../../../electron/lib/tls.ts'
import { makePairingCertificates } from '../../../electron/pki/pairing-certificates.ts'
import type { PairingCertificates } from '../../../electron/pki/pairing-certificates.ts'

export type TestHost = PairingCertificates & { readonly hostId: string; readonly systemBuid: string }

/** A program on the other side of the wire that does exactly what a test says, right or wrong. */
export class MuxLine {
  readonly socket: Socket
  readonly reader: ByteReader

  private constructor(socket: Socket) {
    this.socket = socket
    this.reader = new ByteReader(socket)
  }

  static async open(address: string): Promise<MuxLine> {
    const [host = '', port = ''] = address.split(':')
    const socket = connect(Number(port), host)
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    socket.on('error', () => {})
    return new MuxLine(socket)
  }

  sendFrame(frame: MuxFrame): void {
    this.socket.write(encodeMuxFrame(frame))
  }

  async frame(): Promise<MuxFrame> {
    return readMuxFrame(this.reader, 1024 * 1024, { timeoutMs: 10_000 })
  }

  async ask(request: PlistInputDict, tag = 1): Promise<PlistDict> {
    this.sendFrame({ version: 1, message: 8, tag, body: writePlist(request) })
    return this.event()
  }

  async event(): Promise<PlistDict> {
    return readPlistDict((await this.frame()).body)
  }

  close(): void {
    this.socket.destroy()
  }
}

/** Carries bytes between TLS and a socket that survives it. */
class PassThroughSocket extends Duplex {
  readonly #socket: Socket
  constructor(socket: Socket) {
    super()
    this.#socket = socket
    socket.on('data', this.#onData)
  }
  letGo(): void {
    this.#socket.off('data', this.#onData)
    this.#socket.pause()
  }
  override _read(): void {}
  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#socket.write(chunk, () => done())
  }
  readonly #onData = (chunk: Buffer): void => void this.push(chunk)
}

/** A connection to a port of a device. */
export class PortLine {
  #stream: Duplex
  #reader: ByteReader
  readonly #socket: Socket

  private constructor(socket: Socket) {
    this.#socket = socket
    this.#stream = socket
    this.#reader = new ByteReader(socket)
  }

  /** @throws Error with usbmuxd's number when it is refused */
  static async open(address: string, deviceId: number, port: number): Promise<PortLine> {
    const mux = await MuxLine.open(address)
    const result = await mux.ask({ MessageType: 'Connect', DeviceID: deviceId, PortNumber: swapPort(port) })
    if (result['Number'] !== 0) {
      mux.close()
      throw new Error(`refused: ${String(result['Number'])}`)
    }
    mux.reader.release()
    return new PortLine(mux.socket)
  }

  async ask(request: PlistInputDict): Promise<PlistDict> {
    this.#stream.write(encodeFrame({ Label: 'test', ...request }))
    return this.read()
  }

  /** Sends, and waits for nothing. */
  tell(request: PlistInputDict): void {
    this.#stream.write(encodeFrame(request))
  }

  /** As `ask`, for the rare answer whose root is an array. */
  async askForArray(request: PlistInputDict): Promise<readonly PlistValue[]> {
    this.tell(request)
    const length = (await this.#reader.read(4, { timeoutMs: 10_000 })).readUInt32BE()
    const root = readPlist(await this.#reader.read(length, { timeoutMs: 10_000 }))
    if (!Array.isArray(root)) throw new Error('the answer is no array')
    return root as readonly PlistValue[]
  }

  /** Text up to that end, without it. */
  async text(end: string): Promise<string> {
    let text = ''
    while (!text.endsWith(end)) text += (await this.#reader.read(1, { timeoutMs: 10_000 })).toString('latin1')
    return text.slice(0, -end.length)
  }

  read(): Promise<PlistDict> {
    return readFrame(this.#reader, { timeoutMs: 10_000 })
  }

  /** Becomes TLS client with that identity; the device's certificate is not judged. */
  async secure(certPem: string, keyPem: string): Promise<void> {
    this.#reader.release()
    const tls = await tlsConnect(this.#socket, { certPem, keyPem, verify: 'none' })
    tls.on('error', () => {})
    this.#stream = tls
    this.#reader = new ByteReader(tls)
  }

  /**
   * As `secure`, through a stream of its own, so that the line can be clear text again afterwards: the answer waits for
   * the end of the TLS and takes it off.
   */
  async secureForAWhile(certPem: string, keyPem: string): Promise<() => Promise<void>> {
    this.#reader.release()
    const carrier = new PassThroughSocket(this.#socket)
    const tls = await tlsConnect(carrier, { certPem, keyPem, verify: 'none' })
    tls.on('error', () => {})
    this.#stream = tls
    this.#reader = new ByteReader(tls)
    return async () => {
      this.#reader.release()
      const over = new Promise<void>((resolve) => tls.once('end', resolve).once('close', resolve))
      tls.resume()
      tls.end()
      await over
      carrier.letGo()
      this.#stream = this.#socket
      this.#reader = new ByteReader(this.#socket)
    }
  }

  /** True once the device has closed the line. */
  async isClosed(): Promise<boolean> {
    try {
      await this.#reader.read(1, { timeoutMs: 5_000 })
      return false
    } catch {
      return this.#reader.ended
    }
  }

  close(): void {
    this.#stream.destroy()
    this.#socket.destroy()
  }
}

export async function newHost(address: string, deviceId: number): Promise<TestHost> {
  const line = await PortLine.open(address, deviceId, 62078)
  const answer = await line.ask({ Request: 'GetValue', Key: 'DevicePublicKey' })
  line.close()
  const devicePublicKeyPem = Buffer.from(answer['Value'] as Uint8Array).toString()
  return {
    ...(await makePairingCertificates({ devicePublicKeyPem, now: new Date() })),
    hostId: randomUuid().toUpperCase(),
    systemBuid: randomUuid().toUpperCase(),
  }
}

export function pairRecord(host: TestHost): PlistInputDict {
  return {
    DeviceCertificate: Buffer.from(host.deviceCertificatePem),
    HostCertificate: Buffer.from(host.hostCertificatePem),
    RootCertificate: Buffer.from(host.rootCertificatePem),
    HostID: host.hostId,
    SystemBUID: host.systemBuid,
  }
}

export async function pairHost(address: string, deviceId: number): Promise<TestHost> {
  const host = await newHost(address, deviceId)
  const line = await PortLine.open(address, deviceId, 62078)
  const answer = await line.ask({
    Request: 'Pair',
    PairRecord: pairRecord(host),
    PairingOptions: { ExtendedPairingErrors: true },
  })
  line.close()
  if (answer['EscrowBag'] === undefined) throw new Error(`not paired: ${String(answer['Error'])}`)
  return host
}

/** lockdown with a session on it. */
export async function openSession(
  address: string,
  deviceId: number,
  host: TestHost,
): Promise<PortLine & { sessionId?: string }> {
  const line: PortLine & { sessionId?: string } = await PortLine.open(address, deviceId, 62078)
  const started = await line.ask({ Request: 'StartSession', HostID: host.hostId, SystemBUID: host.systemBuid })
  if (started['Error'] !== undefined) {
    line.close()
    throw new Error(String(started['Error']))
  }
  await line.secure(host.hostCertificatePem, host.hostPrivateKeyPem)
  line.sessionId = String(started['SessionID'])
  return line
}

export async function openService(address: string, deviceId: number, host: TestHost, name: string): Promise<PortLine> {
  const session = await openSession(address, deviceId, host)
  const started = await session.ask({ Request: 'StartService', Service: name })
  session.close()
  const line = await PortLine.open(address, deviceId, Number(started['Port']))
  await line.secure(host.hostCertificatePem, host.hostPrivateKeyPem)
  return line
}
