import type { AppError } from '../../src-shared/errors.ts'
import { signCms } from '../pki/cms-sign.ts'
import { pemToDer } from '../pki/pem.ts'
import type { Lockdown } from './lockdown.ts'
import { refusedReply } from './lockdown.ts'
import { isLockdownError } from './lockdown-errors.ts'
import type { PairRecord } from './pair-record.ts'
import type { CallOptions } from './plist-channel.ts'
import { dataAt, dictAt } from './plist/take.ts'
import type { PlistDict } from './plist/value.ts'
import type { PlistInputDict } from './plist/write.ts'

/** Certificate and key by which an organization supervises devices. */
export type SupervisorIdentity = { readonly certificatePem: string; readonly privateKeyPem: string }

/** What a device said to one Pair. `deferred`: it accepted, but stores nothing while it is locked. */
export type PairAnswer =
  | { readonly kind: 'paired'; readonly escrowBag: Uint8Array }
  | { readonly kind: 'waitingForTrust' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'deferred' }

/** What of a pair record travels to the device: certificates and names, no private key. */
export function publicPairRecord(record: Omit<PairRecord, 'escrowBag'>): PlistInputDict {
  return {
    DeviceCertificate: Buffer.from(record.deviceCertificatePem),
    HostCertificate: Buffer.from(record.hostCertificatePem),
    RootCertificate: Buffer.from(record.rootCertificatePem),
    HostID: record.hostId,
    SystemBUID: record.systemBuid,
  }
}

/**
 * One Pair as any host sends it: a person must tap Trust, unless the device is still in Setup Assistant.
 * @throws AppError 'apple.lockdown.userDeniedPairing', 'apple.lockdown.mcProtected', …
 */
export async function pairOnce(
  lockdown: Lockdown,
  pairRecord: PlistInputDict,
  options: CallOptions,
): Promise<PairAnswer> {
  return askToPair(lockdown, pairRecord, { ExtendedPairingErrors: true }, options)
}

/**
 * Pairs with the proof of a supervision identity, so that nobody has to tap. A host the device knows already gets its
 * escrow bag without a challenge; a device that is not supervised by this identity shows the Trust dialog instead.
 */
export async function pairSupervisedOnce(
  lockdown: Lockdown,
  pairRecord: PlistInputDict,
  supervisor: SupervisorIdentity,
  options: CallOptions,
): Promise<PairAnswer> {
  const announce = { SupervisorCertificate: pemToDer(supervisor.certificatePem), ExtendedPairingErrors: true }
  try {
    return await askToPair(lockdown, pairRecord, announce, options)
  } catch (error) {
    const challenge = isLockdownError(error, 'mcChallengeRequired') ? challengeOf(error) : undefined
    if (challenge === undefined) throw error
    const proof = { ChallengeResponse: signCms(challenge, supervisor), ExtendedPairingErrors: true }
    return askToPair(lockdown, pairRecord, proof, options)
  }
}

/** Makes the device forget this host. The record in usbmuxd is another matter. */
export async function unpairOnce(lockdown: Lockdown, record: PairRecord, options: CallOptions = {}): Promise<void> {
  await lockdown.request('Unpair', { PairRecord: publicPairRecord(record), ProtocolVersion: '2' }, options)
}

async function askToPair(
  lockdown: Lockdown,
  pairRecord: PlistInputDict,
  pairingOptions: PlistInputDict,
  options: CallOptions,
): Promise<PairAnswer> {
  const request = { PairRecord: pairRecord, PairingOptions: pairingOptions, ProtocolVersion: '2' }
  let reply: PlistDict
  try {
    reply = await lockdown.request('Pair', request, options)
  } catch (error) {
    if (isLockdownError(error, 'pairingDialogResponsePending')) return { kind: 'waitingForTrust' }
    if (isLockdownError(error, 'passwordProtected', 'deviceLocked')) return { kind: 'locked' }
    throw error
  }
  const escrowBag = dataAt(reply, 'EscrowBag')
  return escrowBag === undefined ? { kind: 'deferred' } : { kind: 'paired', escrowBag }
}

function challengeOf(error: AppError): Uint8Array | undefined {
  const reply = refusedReply(error)
  const extended = reply === undefined ? undefined : dictAt(reply, 'ExtendedResponse')
  return extended === undefined ? undefined : dataAt(extended, 'PairingChallenge')
}
