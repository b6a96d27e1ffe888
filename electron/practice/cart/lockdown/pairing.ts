import { booleanAt, dataAt, dictAt, stringAt } from '../../../apple/plist/take.ts'
import type { PlistDict } from '../../../apple/plist/value.ts'
import type { PlistInputDict } from '../../../apple/plist/write.ts'
import type { Phone, TrustedHost } from '../phone.ts'
import { isSupervisor, answersChallenge, newChallenge } from '../supervision-proof.ts'
import type { LockdownLine } from './line.ts'
import { hostIdOf, readPairRecord } from './pair-record.ts'
import { LockdownRefusal } from './refusal.ts'

/** Pair: silent in Setup Assistant, by proof for a supervisor, by the Trust dialog otherwise. */
export async function pair(line: LockdownLine, request: PlistDict): Promise<PlistInputDict> {
  const { phone } = line.device
  const host = await readPairRecord(request, phone.identity)
  const options = dictAt(request, 'PairingOptions') ?? {}
  const known = trustedAlready(phone, host)
  const response = dataAt(options, 'ChallengeResponse')
  if (response !== undefined) return finishSupervised(line, host, response)
  if (known !== null) return { EscrowBag: known.escrowBag }
  const supervisor = dataAt(options, 'SupervisorCertificate')
  if (supervisor !== undefined && isSupervisor(phone, supervisor)) {
    const challenge = newChallenge()
    line.supervisedPairing = { challenge, supervisor }
    throw new LockdownRefusal('MCChallengeRequired', { ExtendedResponse: { PairingChallenge: challenge } })
  }
  if (phone.storage.cloudConfiguration?.['AllowPairing'] === false) throw new LockdownRefusal('MCProtected')
  if (!phone.storage.setupDone) return trust(phone, host, 'setupAssistant')
  return askPerson(line, host, request, booleanAt(options, 'ExtendedPairingErrors') === true)
}

/** The proof must be over the challenge this very connection was given, which is then used up. */
function finishSupervised(line: LockdownLine, host: TrustedHost, response: Uint8Array): PlistInputDict {
  const { phone } = line.device
  const pending = line.supervisedPairing
  line.supervisedPairing = null
  if (pending === null || !isSupervisor(phone, pending.supervisor) || !answersChallenge(response, pending)) {
    throw new LockdownRefusal('MCProtected')
  }
  // While locked the device accepts the proof but can keep nothing: neither error nor escrow bag.
  return phone.locked ? {} : trust(phone, host, 'supervisor')
}

function askPerson(line: LockdownLine, host: TrustedHost, request: PlistDict, extended: boolean): PlistInputDict {
  const { phone, trustDialogs } = line.device
  if (phone.locked) throw new LockdownRefusal('PasswordProtected')
  // Programs make a new HostID at each try; the answer must outlive that, so it is kept for the computer.
  const answer = trustDialogs.ask(
    host.systemBuid || host.hostId,
    stringAt(request, 'HostName') ?? stringAt(request, 'Label') ?? '',
  )
  if (answer === 'trusted') return trust(phone, host, 'person')
  // Who does not ask for the newer errors gets the old catch-all.
  if (!extended) throw new LockdownRefusal('PasswordProtected')
  throw new LockdownRefusal(answer === 'denied' ? 'UserDeniedPairing' : 'PairingDialogResponsePending')
}

function trust(phone: Phone, host: TrustedHost, by: string): PlistInputDict {
  phone.storage.trustedHosts.set(host.hostId, host)
  phone.record('paired', { hostId: host.hostId, by })
  phone.emit('notification', 'com.apple.mobile.lockdown.host_paired')
  return { EscrowBag: host.escrowBag }
}

function trustedAlready(phone: Phone, host: TrustedHost): TrustedHost | null {
  const known = phone.storage.trustedHosts.get(host.hostId)
  return known !== undefined && known.hostCertificatePem.trim() === host.hostCertificatePem.trim() ? known : null
}

/** ValidatePair, which only devices before iOS 7 needed: is this host trusted? */
export function validatePair(line: LockdownLine, request: PlistDict): PlistInputDict {
  if (!line.device.phone.storage.trustedHosts.has(hostIdOf(request))) throw new LockdownRefusal('InvalidHostID')
  return {}
}

export function unpair(line: LockdownLine, request: PlistDict): PlistInputDict {
  const { phone } = line.device
  const hostId = hostIdOf(request)
  if (!phone.storage.trustedHosts.delete(hostId)) throw new LockdownRefusal('InvalidHostID')
  phone.record('unpaired', { hostId })
  return {}
}

/** ResetPairing forgets every host. */
export function resetPairing(line: LockdownLine): PlistInputDict {
  if (line.session === null) throw new LockdownRefusal('SessionInactive')
  line.device.phone.storage.trustedHosts.clear()
  line.device.phone.record('unpaired', { hostId: 'all' })
  return {}
}
