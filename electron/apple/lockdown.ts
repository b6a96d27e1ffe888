import type { Duplex } from 'node:stream'
import { AppError } from '../../src-shared/errors.ts'
import { lockdownError } from './lockdown-errors.ts'
import type { PairRecord } from './pair-record.ts'
import { PlistChannel } from './plist-channel.ts'
import type { CallOptions } from './plist-channel.ts'
import { booleanAt, integerAt, stringAt } from './plist/take.ts'
import type { PlistDict, PlistValue } from './plist/value.ts'
import type { PlistInput, PlistInputDict } from './plist/write.ts'
import type { ChannelTap } from './traffic.ts'

/** TCP port of lockdownd on every device. */
export const lockdownPort = 62078

export type ValueName = { readonly domain?: string; readonly key?: string }

export type StartedService = { readonly port: number; readonly ssl: boolean }

/** Requests whose echoed name some firmware gets wrong (it says ValidatePair after Unpair). */
const looseReplies: Readonly<Record<string, readonly string[]>> = { Unpair: ['ValidatePair'] }

/**
 * One connection to lockdownd, the device's front door. Without a session a few values are readable and Pair works;
 * `startSession` opens the rest. A device drops an idle connection without session after about ten seconds.
 */
export class Lockdown {
  readonly #channel: PlistChannel
  readonly #label: string
  #sessionId: string | null = null
  #legacyTls = false

  constructor(stream: Duplex, options: { readonly label?: string; readonly tap?: ChannelTap | null } = {}) {
    this.#channel = new PlistChannel(stream, options.tap)
    this.#label = options.label ?? 'slipway'
  }

  get inSession(): boolean {
    return this.#sessionId !== null
  }

  /** The device speaks TLS 1.0 only; its services do so too. */
  get legacyTls(): boolean {
    return this.#legacyTls
  }

  /** What the device showed in TLS, DER, not judged; null before a session. */
  get peerCertificateDer(): Uint8Array | null {
    return this.#channel.peerCertificateDer
  }

  get closed(): boolean {
    return this.#channel.closed
  }

  /**
   * Any request; the answer without judging keys other than Request and Error.
   * @throws AppError 'apple.lockdown.<the error string>', 'apple.lockdown.wrongReply', and those of PlistChannel
   */
  async request(name: string, fields: PlistInputDict = {}, options: RequestOptions = {}): Promise<PlistDict> {
    const { subject = '', ...call } = options
    const reply = await this.#channel.exchange(
      { Label: this.#label, Request: name, ...fields },
      { what: 'lockdownd', ...call },
    )
    const echoed = stringAt(reply, 'Request')
    if (echoed !== name && !(echoed !== undefined && looseReplies[name]?.includes(echoed))) {
      this.close()
      throw new AppError('apple.lockdown.wrongReply', { request: name })
    }
    const error = stringAt(reply, 'Error')
    if (error !== undefined) {
      const refusal = lockdownError(error, name, subject)
      refusedReplies.set(refusal, reply)
      throw refusal
    }
    return reply
  }

  /** `com.apple.mobile.lockdown`, or `com.apple.mobile.restored` while the device is being restored. */
  async queryType(options: CallOptions = {}): Promise<string> {
    return stringAt(await this.request('QueryType', {}, options), 'Type') ?? ''
  }

  /** Without `key`, a dictionary of everything readable in the domain. */
  async getValue(name: ValueName = {}, options: CallOptions = {}): Promise<PlistValue> {
    const reply = await this.request('GetValue', nameFields(name), { ...options, subject: shown(name) })
    const value = reply['Value']
    if (value === undefined) throw lockdownError('MissingValue', 'GetValue', shown(name))
    return value
  }

  async setValue(
    name: ValueName & { readonly key: string },
    value: PlistInput,
    options: CallOptions = {},
  ): Promise<void> {
    await this.request('SetValue', { ...nameFields(name), Value: value }, { ...options, subject: shown(name) })
  }

  async removeValue(name: ValueName & { readonly key: string }, options: CallOptions = {}): Promise<void> {
    await this.request('RemoveValue', nameFields(name), { ...options, subject: shown(name) })
  }

  /**
   * Opens a session and, when the device says so, goes on in TLS.
   * @param options.legacyTls the device runs iOS 9 or older
   * @throws AppError 'apple.lockdown.invalidHostID' when the device has forgotten this host, 'tls.handshake'
   */
  async startSession(record: PairRecord, options: CallOptions & { readonly legacyTls?: boolean } = {}): Promise<void> {
    const { legacyTls = false, ...call } = options
    const reply = await this.request('StartSession', { HostID: record.hostId, SystemBUID: record.systemBuid }, call)
    const sessionId = stringAt(reply, 'SessionID')
    if (sessionId === undefined) throw new AppError('apple.lockdown.wrongReply', { request: 'StartSession' })
    this.#sessionId = sessionId
    this.#legacyTls = legacyTls
    if (booleanAt(reply, 'EnableSessionSSL') === true) await this.#channel.startTls(record, legacyTls)
  }

  /** Ends the session. The connection is of no use afterwards: the device leaves TLS, which Node cannot. */
  async stopSession(options: CallOptions = {}): Promise<void> {
    if (this.#sessionId === null) return
    const sessionId = this.#sessionId
    this.#sessionId = null
    await this.request('StopSession', { SessionID: sessionId }, options)
  }

  /** @param options.escrowBag lets the service reach protected data while the device is locked */
  async startService(
    name: string,
    options: CallOptions & { readonly escrowBag?: Uint8Array | null } = {},
  ): Promise<StartedService> {
    const { escrowBag, ...call } = options
    const fields = { Service: name, EscrowBag: escrowBag ?? undefined }
    const reply = await this.request('StartService', fields, { ...call, subject: name })
    const port = integerAt(reply, 'Port')
    if (port === undefined || port < 1 || port > 0xffff) {
      throw new AppError('apple.lockdown.wrongReply', { request: `StartService ${name}` })
    }
    return { port, ssl: booleanAt(reply, 'EnableServiceSSL') === true }
  }

  async goodbye(options: CallOptions = {}): Promise<void> {
    await this.request('Goodbye', {}, options)
  }

  close(): void {
    this.#channel.close()
  }
}

type RequestOptions = CallOptions & { /** What the request is about; shown in errors. */ readonly subject?: string }

const refusedReplies = new WeakMap<AppError, PlistDict>()

/** The whole answer behind an error of lockdownd; never part of the error itself, so that no log shows it. */
export function refusedReply(error: unknown): PlistDict | undefined {
  return error instanceof AppError ? refusedReplies.get(error) : undefined
}

function nameFields({ domain, key }: ValueName): PlistInputDict {
  return { Domain: domain, Key: key }
}

function shown({ domain, key }: ValueName): string {
  return [domain, key].filter((part) => part !== undefined).join(' ')
}
