import type { Duplex } from 'node:stream'
import { AppError } from '../../src-shared/errors.ts'
import type { Logger } from '../lib/logger.ts'
import { readAttachedDevice, readMuxEvent } from './attached-device.ts'
import type { AttachedDevice, MuxEvent } from './attached-device.ts'
import type { MuxAddress } from './mux-address.ts'
import { MuxConnection, muxResult, readResult } from './mux-connection.ts'
import { decodePairRecord, encodePairRecord } from './pair-record.ts'
import type { PairRecord } from './pair-record.ts'
import { arrayAt, dataAt, stringAt } from './plist/take.ts'
import { isPlistDict } from './plist/value.ts'
import type { PlistDict } from './plist/value.ts'
import type { PlistInputDict } from './plist/write.ts'
import type { TrafficObserver } from './traffic.ts'
import { swapPort } from './usbmux-frame.ts'

export type { AttachedDevice, MuxEvent } from './attached-device.ts'

export type MuxCallOptions = { readonly signal?: AbortSignal; readonly timeoutMs?: number }

/** pair-record commands answer with errno values. */
const enoent = 2
const commandMs = 10_000
/** A device that has just started takes its time to accept a connection. */
const connectMs = 20_000

/**
 * Client of a usbmuxd, whoever wrote it. Holds no connection: each command opens its own socket, as go-ios does, so a
 * daemon that restarts is noticed by the next command alone.
 */
export class Usbmux {
  readonly address: MuxAddress
  /** Who listens to what is said over its connections. */
  readonly traffic: TrafficObserver | null
  readonly #logger: Logger

  constructor(options: {
    readonly address: MuxAddress
    readonly logger: Logger
    readonly traffic?: TrafficObserver | null
  }) {
    this.address = options.address
    this.traffic = options.traffic ?? null
    this.#logger = options.logger
  }

  /** Everything attached now; one device may stand in it twice, by cable and by network. */
  async listDevices(options: MuxCallOptions = {}): Promise<readonly AttachedDevice[]> {
    const reply = await this.#command('ListDevices', {}, options)
    const list = arrayAt(reply, 'DeviceList')
    if (list === undefined) throw new AppError('apple.mux.malformed', { reason: 'no device list' })
    return list.map(readAttachedDevice).filter((device) => device !== null)
  }

  /**
   * Programs that listen for devices now, this one among them; names are what each says of itself, empty when it says none.
   * @throws AppError 'apple.mux.refused' from a daemon that does not know the question
   */
  async listListeners(
    options: MuxCallOptions = {},
  ): Promise<readonly { readonly progName: string; readonly bundleId: string }[]> {
    const reply = await this.#command('ListListeners', {}, options)
    const list = arrayAt(reply, 'ListenerList')
    if (list === undefined) throw refused('ListListeners', readResult(reply))
    return list.filter(isPlistDict).map((listener) => ({
      progName: stringAt(listener, 'ProgName') ?? '',
      bundleId: stringAt(listener, 'BundleID') ?? '',
    }))
  }

  /** The UUID of this usbmuxd, which goes into pair records as SystemBUID. */
  async readBuid(options: MuxCallOptions = {}): Promise<string> {
    const buid = stringAt(await this.#command('ReadBUID', {}, options), 'BUID')
    if (buid === undefined || buid === '') throw new AppError('apple.mux.malformed', { reason: 'no BUID' })
    return buid
  }

  /**
   * Null when there is none.
   * @throws AppError 'apple.pairRecordMalformed' when what is stored is no pair record
   */
  async readPairRecord(udid: string, options: MuxCallOptions = {}): Promise<PairRecord | null> {
    const reply = await this.#command('ReadPairRecord', { PairRecordID: udid }, options)
    const data = dataAt(reply, 'PairRecordData')
    if (data !== undefined) return decodePairRecord(data, udid)
    const result = readResult(reply)
    if (result === enoent) return null
    throw refused('ReadPairRecord', result)
  }

  /** With `deviceId`, other programs that listen are told that the device is paired. */
  async savePairRecord(
    udid: string,
    record: PairRecord,
    deviceId?: number,
    options: MuxCallOptions = {},
  ): Promise<void> {
    const fields = { PairRecordID: udid, PairRecordData: encodePairRecord(record), DeviceID: deviceId }
    const result = readResult(await this.#command('SavePairRecord', fields, options))
    if (result !== muxResult.ok) throw refused('SavePairRecord', result)
  }

  /** No error when there was none. */
  async deletePairRecord(udid: string, options: MuxCallOptions = {}): Promise<void> {
    const result = readResult(await this.#command('DeletePairRecord', { PairRecordID: udid }, options))
    if (result !== muxResult.ok && result !== enoent) throw refused('DeletePairRecord', result)
  }

  /**
   * A pipe to a TCP port of the device.
   * @param device a DeviceID, or the device for errors that name its UDID
   * @throws AppError 'apple.deviceGone', 'apple.portRefused'
   */
  async connect(
    device: number | Pick<AttachedDevice, 'deviceId' | 'udid'>,
    port: number,
    options: MuxCallOptions = {},
  ): Promise<Duplex> {
    const { deviceId, udid } = typeof device === 'number' ? { deviceId: device, udid: `#${device}` } : device
    const connection = await MuxConnection.open(this.address, options.signal)
    try {
      const fields = { DeviceID: deviceId, PortNumber: swapPort(port) }
      const result = readResult(await connection.request('Connect', fields, { timeoutMs: connectMs, ...options }))
      if (result === muxResult.ok) return connection.release()
      if (result === muxResult.badDevice) throw new AppError('apple.deviceGone', { udid })
      if (result === muxResult.connectionRefused) throw new AppError('apple.portRefused', { udid, port })
      throw refused('Connect', result)
    } catch (error) {
      connection.close()
      throw error
    }
  }

  /**
   * What is attached now, then every change, until the signal fires (it then ends quietly) or the daemon goes away.
   * @param options.onListening called once the daemon has agreed, before the first event
   * @throws AppError 'apple.mux.malformed' when the daemon closes the connection, and those of opening it
   */
  async *listen(
    options: { readonly signal?: AbortSignal; readonly onListening?: () => void } = {},
  ): AsyncGenerator<MuxEvent, void, void> {
    const connection = await MuxConnection.open(this.address, options.signal)
    try {
      const { signal } = options
      const result = readResult(
        await connection.request('Listen', {}, { timeoutMs: commandMs, ...(signal ? { signal } : {}) }),
      )
      if (result !== muxResult.ok) throw refused('Listen', result)
      options.onListening?.()
      for (;;) {
        const message = await connection.next(signal)
        const event = readMuxEvent(message)
        if (event !== null) yield event
        else this.#logger.debug({ type: stringAt(message, 'MessageType') }, 'usbmuxd sent an event that is not used')
      }
    } catch (error) {
      if (options.signal?.aborted === true) return
      throw error
    } finally {
      connection.close()
    }
  }

  async #command(messageType: string, fields: PlistInputDict, options: MuxCallOptions): Promise<PlistDict> {
    const connection = await MuxConnection.open(this.address, options.signal)
    try {
      return await connection.request(messageType, fields, { timeoutMs: commandMs, ...options })
    } finally {
      connection.close()
    }
  }
}

function refused(request: string, number: number): AppError {
  return new AppError('apple.mux.refused', { request, number })
}
