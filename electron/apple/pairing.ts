import { AppError } from '../../src-shared/errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../lib/logger.ts'
import { makePairingCertificates } from '../pki/pairing-certificates.ts'
import { openLockdown, openSession, withSession } from './device-link.ts'
import type { HostIdentity } from './host-identity.ts'
import type { Lockdown } from './lockdown.ts'
import { isLockdownError } from './lockdown-errors.ts'
import type { PairRecord } from './pair-record.ts'
import { pairOnce, pairSupervisedOnce, publicPairRecord, unpairOnce } from './pair-request.ts'
import type { PairAnswer, SupervisorIdentity } from './pair-request.ts'
import type { AttachedDevice, Usbmux } from './usbmux.ts'

/** What somebody has to do on the screen: tap Trust, or unlock the device. */
export type PairingState = 'waitingForTrust' | 'locked'

export type PairOptions = {
  readonly mux: Usbmux
  readonly device: AttachedDevice
  readonly host: HostIdentity
  /** Called when the state changes, not at every question. */
  readonly onState: (state: PairingState) => void
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly logger: Logger
  /** With it, a device it supervises pairs without a tap; any other device falls back to the dialog. */
  readonly supervisor?: SupervisorIdentity
}

/** The Trust dialog takes up to half a minute to appear on new iPhones; a person takes longer. The caller's signal ends it. */
const pollMs = 1_000
/** A device may close a connection while it waits; one that closes every one is not going to answer. */
const reconnectsInARow = 5

/**
 * Pairs and stores the nine-key record in usbmuxd. Asks once a second with the same certificates, patiently, until the
 * device agrees, refuses, leaves, or the signal fires.
 * @throws AppError 'apple.lockdown.userDeniedPairing', 'apple.lockdown.mcProtected', 'apple.deviceGone', 'app.cancelled'
 */
export async function pairDevice(options: PairOptions): Promise<PairRecord> {
  const { mux, device, signal } = options
  const draft = await draftRecord(options)
  const escrowBag = await pollUntilPaired(options, publicPairRecord(draft))
  const record = { ...draft, escrowBag }
  await mux.savePairRecord(device.udid, record, device.deviceId, { signal })
  return record
}

/**
 * The stored record if the device still honors it; pairs anew when there is none, when the device has forgotten this
 * host (erased, privacy reset) or when the record is damaged.
 * @returns `paired` is true when a new pairing was made
 */
export async function ensurePaired(
  options: PairOptions,
): Promise<{ readonly record: PairRecord; readonly paired: boolean }> {
  const { mux, device, signal } = options
  const stored = await readStoredRecord(options)
  if (stored !== null) {
    const verdict = await tryRecord(options, stored)
    if (verdict === 'honored') return { record: stored, paired: false }
    options.logger.info({ udid: device.udid }, 'The device has forgotten this host; pairing again')
    await mux.deletePairRecord(device.udid, { signal })
  }
  return { record: await pairDevice(options), paired: true }
}

/** Ends a pairing on both sides. @throws AppError 'apple.deviceGone' and others; the record is then still there */
export async function unpairDevice(
  mux: Usbmux,
  device: AttachedDevice,
  record: PairRecord,
  signal?: AbortSignal,
): Promise<void> {
  const call = signal === undefined ? {} : { signal }
  const lockdown = await openLockdown(mux, device, call)
  try {
    await unpairOnce(lockdown, record, call)
  } finally {
    lockdown.close()
  }
  await mux.deletePairRecord(device.udid, call)
}

/** Makes the device forget every computer it trusts, this one included. @throws AppError; the record is then still there */
export async function resetPairing(
  mux: Usbmux,
  device: AttachedDevice,
  record: PairRecord,
  signal?: AbortSignal,
): Promise<void> {
  const call = signal === undefined ? {} : { signal }
  await withSession(
    mux,
    device,
    record,
    (lockdown) => lockdown.request('ResetPairing', { FullReset: true }, call),
    call,
  )
  await mux.deletePairRecord(device.udid, call)
}

/** Whether the device honors the record now: pairing is not asked for, nobody has to tap. */
export async function validatePairing(
  mux: Usbmux,
  device: AttachedDevice,
  record: PairRecord,
  signal?: AbortSignal,
): Promise<'honored' | 'forgotten'> {
  try {
    await withSession(mux, device, record, async () => {}, signal === undefined ? {} : { signal })
    return 'honored'
  } catch (error) {
    if (isForgotten(error)) return 'forgotten'
    throw error
  }
}

/** Everything of the record but the escrow bag, which only the device has. */
export async function draftRecord({
  mux,
  device,
  host,
  clock,
  signal,
}: Pick<PairOptions, 'mux' | 'device' | 'host' | 'clock' | 'signal'>): Promise<Omit<PairRecord, 'escrowBag'>> {
  const lockdown = await openLockdown(mux, device, { signal })
  try {
    if ((await lockdown.queryType({ signal })) === 'com.apple.mobile.restored') {
      throw new AppError('apple.restoreMode', { udid: device.udid })
    }
    const publicKey = await lockdown.getValue({ key: 'DevicePublicKey' }, { signal })
    const wifi = await lockdown.getValue({ key: 'WiFiAddress' }, { signal }).catch(nullIfMissing)
    const certificates = await makePairingCertificates({
      devicePublicKeyPem: asPem(publicKey),
      now: new Date(clock.now()),
      keys: await host.keys(),
    })
    const systemBuid = host.systemBuid ?? (await mux.readBuid({ signal }))
    return { ...certificates, hostId: host.hostId, systemBuid, wifiMacAddress: typeof wifi === 'string' ? wifi : null }
  } finally {
    lockdown.close()
  }
}

async function pollUntilPaired(
  options: PairOptions,
  pairRecord: ReturnType<typeof publicPairRecord>,
): Promise<Uint8Array> {
  const { mux, device, clock, signal } = options
  const poll: Poll = { state: null, supervised: options.supervisor !== undefined }
  let lockdown: Lockdown | null = null
  let closedInARow = 0
  try {
    for (;;) {
      try {
        lockdown ??= await openLockdown(mux, device, { signal })
        const answer = await askOnce(options, poll, lockdown, pairRecord)
        closedInARow = 0
        if (answer.kind === 'paired') return answer.escrowBag
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'stream.closed' || ++closedInARow > reconnectsInARow)
          throw error
        lockdown?.close()
        lockdown = null
      }
      await clock.sleep(pollMs, signal)
    }
  } finally {
    lockdown?.close()
  }
}

type Poll = { state: PairingState | null; supervised: boolean }

async function askOnce(
  options: PairOptions,
  poll: Poll,
  lockdown: Lockdown,
  pairRecord: ReturnType<typeof publicPairRecord>,
): Promise<PairAnswer> {
  const { supervisor, signal } = options
  const answer =
    poll.supervised && supervisor !== undefined
      ? await pairSupervisedOnce(lockdown, pairRecord, supervisor, { signal })
      : await pairOnce(lockdown, pairRecord, { signal })
  if (answer.kind === 'waitingForTrust' && poll.supervised) {
    // Its dialog is open now; announcing the certificate again would not close it.
    options.logger.info(
      { udid: options.device.udid },
      'The device is not supervised by this identity; it asks a person',
    )
    poll.supervised = false
  }
  const state = answer.kind === 'paired' ? null : answer.kind === 'waitingForTrust' ? 'waitingForTrust' : 'locked'
  if (state !== null && state !== poll.state) options.onState(state)
  poll.state = state
  return answer
}

async function readStoredRecord({ mux, device, signal, logger }: PairOptions): Promise<PairRecord | null> {
  try {
    return await mux.readPairRecord(device.udid, { signal })
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'apple.pairRecordMalformed') throw error
    logger.warn({ udid: device.udid, code: error.code }, error.message)
    return null
  }
}

/** Waits, as `locked`, for a device that was not unlocked since it started: it cannot say yet whether it knows us. */
async function tryRecord(options: PairOptions, record: PairRecord): Promise<'honored' | 'forgotten'> {
  const { mux, device, signal, clock } = options
  for (let told = false; ; told = true) {
    try {
      const lockdown = await openSession(mux, device, record, { signal })
      await lockdown.stopSession({ signal }).catch(() => {})
      lockdown.close()
      return 'honored'
    } catch (error) {
      if (isForgotten(error)) return 'forgotten'
      if (!isLockdownError(error, 'passwordProtected', 'deviceLocked')) throw error
    }
    if (!told) options.onState('locked')
    await clock.sleep(pollMs, signal)
  }
}

/** A failed handshake counts as usbmuxd counts it: the device and the record do not belong together any more. */
function isForgotten(error: unknown): boolean {
  if (error instanceof AppError && error.code === 'tls.handshake') return error.details['reason'] !== 'closed'
  return isLockdownError(error, 'invalidHostID', 'missingHostID', 'invalidPairRecord', 'missingPairRecord')
}

/** lockdownd gives PEM as data; a NUL may stand at its end. */
function asPem(value: unknown): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value)
}

function nullIfMissing(error: unknown): null {
  if (isLockdownError(error, 'missingValue', 'getProhibited')) return null
  throw error
}
