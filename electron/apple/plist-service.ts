import type { Duplex } from 'node:stream'
import type { PairRecord } from './pair-record.ts'
import { PlistChannel } from './plist-channel.ts'
import type { CallOptions } from './plist-channel.ts'
import type { PlistDict, PlistValue } from './plist/value.ts'
import type { PlistInputDict } from './plist/write.ts'
import type { ChannelTap } from './traffic.ts'

/** A connection to one service of one device. It knows the device, so that a dangerous request can check whom it reaches. */
export class PlistService {
  readonly name: string
  readonly udid: string
  readonly #channel: PlistChannel

  constructor(
    stream: Duplex,
    options: { readonly name: string; readonly udid: string; readonly tap?: ChannelTap | null },
  ) {
    this.name = options.name
    this.udid = options.udid
    this.#channel = new PlistChannel(stream, options.tap)
  }

  /** One message there, one back; the service's own idea of failure is not looked at. Errors as PlistChannel's. */
  request(message: PlistInputDict, options: CallOptions = {}): Promise<PlistDict> {
    return this.#channel.exchange(message, { what: this.name, ...options })
  }

  /** For the one answer whose root is an array. */
  requestValue(message: PlistInputDict, options: CallOptions = {}): Promise<PlistValue> {
    return this.#channel.exchangeValue(message, { what: this.name, ...options })
  }

  send(message: PlistInputDict, options: CallOptions = {}): Promise<void> {
    return this.#channel.send(message, options)
  }

  receive(options: CallOptions = {}): Promise<PlistDict> {
    return this.#channel.receive({ what: this.name, ...options })
  }

  startTls(record: PairRecord, legacy: boolean): Promise<void> {
    return this.#channel.startTls(record, legacy)
  }

  get closed(): boolean {
    return this.#channel.closed
  }

  /** The bare stream, for services that do not speak plists (AFC, syslog). */
  release(): Duplex {
    return this.#channel.release()
  }

  close(): void {
    this.#channel.close()
  }
}
