import { AppError } from '../../src-shared/errors.ts'
import { Lockdown, lockdownPort } from './lockdown.ts'
import type { StartedService } from './lockdown.ts'
import type { PairRecord } from './pair-record.ts'
import type { CallOptions } from './plist-channel.ts'
import { PlistService } from './plist-service.ts'
import type { AttachedDevice, Usbmux } from './usbmux.ts'

export type SessionOptions = CallOptions & {
  /** ProductVersion when it is known already; else the device is asked, because iOS 9 and older need old TLS. */
  readonly osVersion?: string
}

/** As lockdownd calls itself in QueryType. */
const lockdownName = 'com.apple.mobile.lockdown'

/** A connection to lockdownd without a session. @throws AppError 'apple.deviceGone', 'apple.portRefused' */
export async function openLockdown(mux: Usbmux, device: AttachedDevice, options: CallOptions = {}): Promise<Lockdown> {
  const stream = await mux.connect(device, lockdownPort, connectOptions(options))
  return new Lockdown(stream, { tap: mux.traffic?.connected(device.udid, lockdownName) ?? null })
}

/**
 * A connection to lockdownd within a session.
 * @throws AppError 'apple.lockdown.invalidHostID' when the device has forgotten this host, 'tls.handshake',
 *   'apple.lockdown.passwordProtected' when it was not unlocked since it started
 */
export async function openSession(
  mux: Usbmux,
  device: AttachedDevice,
  record: PairRecord,
  options: SessionOptions = {},
): Promise<Lockdown> {
  const { osVersion, ...call } = options
  const lockdown = await openLockdown(mux, device, call)
  try {
    const legacyTls = needsLegacyTls(osVersion ?? (await lockdown.getValue({ key: 'ProductVersion' }, call)))
    await lockdown.startSession(record, { ...call, legacyTls })
    return lockdown
  } catch (error) {
    lockdown.close()
    throw error
  }
}

/** Runs `work` within a session of its own and ends the session afterwards, whatever happens. */
export async function withSession<T>(
  mux: Usbmux,
  device: AttachedDevice,
  record: PairRecord,
  work: (lockdown: Lockdown) => Promise<T>,
  options: SessionOptions = {},
): Promise<T> {
  const lockdown = await openSession(mux, device, record, options)
  try {
    const result = await work(lockdown)
    await endSession(lockdown)
    return result
  } finally {
    lockdown.close()
  }
}

/**
 * Starts a service and connects to it. The session is over before the service is used, as with go-ios: a started
 * service survives it, and takes one connection.
 */
export async function openService(
  mux: Usbmux,
  device: AttachedDevice,
  record: PairRecord,
  name: string,
  options: SessionOptions & { readonly withEscrowBag?: boolean } = {},
): Promise<PlistService> {
  const { withEscrowBag = false, ...session } = options
  const escrowBag = withEscrowBag ? record.escrowBag : null
  const start = async (lockdown: Lockdown) => {
    const service = await lockdown.startService(name, { ...callOptions(options), escrowBag })
    return { ...service, legacyTls: lockdown.legacyTls }
  }
  const started = await withSession(mux, device, record, start, session)
  return connectService(mux, device, record, { name, ...started, ...callOptions(options) })
}

/** Connects to a service that StartService has just announced. */
export async function connectService(
  mux: Usbmux,
  device: AttachedDevice,
  record: PairRecord,
  service: StartedService & CallOptions & { readonly name: string; readonly legacyTls?: boolean },
): Promise<PlistService> {
  const stream = await mux.connect(device, service.port, connectOptions(service))
  const tap = mux.traffic?.connected(device.udid, service.name) ?? null
  const connection = new PlistService(stream, { name: service.name, udid: device.udid, tap })
  if (service.ssl) await connection.startTls(record, service.legacyTls ?? false)
  return connection
}

/** The pair record of the device. @throws AppError 'apple.notPaired' when this host has none */
export async function requirePairRecord(mux: Usbmux, udid: string, options: CallOptions = {}): Promise<PairRecord> {
  const record = await mux.readPairRecord(udid, connectOptions(options))
  if (record === null) throw new AppError('apple.notPaired', { udid })
  return record
}

/** Not every usbmuxd writes the dash of newer UDIDs, nor small letters alike. */
export function isSameUdid(said: unknown, udid: string): boolean {
  const plain = (text: string): string => text.replaceAll('-', '').toLowerCase()
  return typeof said === 'string' && plain(said) === plain(udid)
}

/** Not worth a failure: the answer to the work is already here, and closing ends the session as well. */
async function endSession(lockdown: Lockdown): Promise<void> {
  try {
    await lockdown.stopSession({ timeoutMs: 5_000 })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

function needsLegacyTls(productVersion: unknown): boolean {
  const major = typeof productVersion === 'string' ? Number.parseInt(productVersion, 10) : Number.NaN
  return major < 10
}

function connectOptions({ signal }: CallOptions): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal }
}

function callOptions({ signal, timeoutMs }: CallOptions): CallOptions {
  return { ...(signal ? { signal } : {}), ...(timeoutMs === undefined ? {} : { timeoutMs }) }
}
