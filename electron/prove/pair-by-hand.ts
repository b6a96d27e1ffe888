import { AppError } from '../../src-shared/errors.ts'
import { isLockdownError } from '../apple/lockdown-errors.ts'
import { refusedReply } from '../apple/lockdown.ts'
import type { PairRecord } from '../apple/pair-record.ts'
import { draftRecord } from '../apple/pairing.ts'
import { publicPairRecord } from '../apple/pair-request.ts'
import { dataAt, dictAt } from '../apple/plist/take.ts'
import type { PlistInputDict } from '../apple/plist/write.ts'
import type { HostIdentity } from '../apple/host-identity.ts'
import { signCms } from '../pki/cms-sign.ts'
import { pemToDer } from '../pki/pem.ts'
import { refusalWords } from './answer.ts'
import type { ProofBench } from './bench.ts'

export type RecordDraft = Omit<PairRecord, 'escrowBag'>

/** What one Pair was answered with, in the device's words; `EscrowBag` is the yes. */
export type PairSaid = {
  readonly shown: string
  readonly escrowBag: Uint8Array | null
  readonly challenge: Uint8Array | null
}

export async function draftFor(bench: ProofBench, host: HostIdentity): Promise<RecordDraft> {
  const { mux, clock } = bench.hands
  return draftRecord({ mux, device: await bench.device(), host, clock, signal: bench.signal })
}

/** One Pair on a connection of its own, as any host sends it. */
export async function pairPlainly(bench: ProofBench, draft: RecordDraft): Promise<PairSaid> {
  return bench.asStranger(async (lockdown) => {
    const pair = pairer(lockdown, draft)
    return pair({ ExtendedPairingErrors: true })
  })
}

/** Announces the organization's certificate and, when the device challenges it, answers with a SHA-256 CMS. */
export async function pairSupervised(
  bench: ProofBench,
  draft: RecordDraft,
): Promise<{ readonly first: PairSaid; readonly last: PairSaid }> {
  const { organization } = bench.hands
  return bench.asStranger(async (lockdown) => {
    const pair = pairer(lockdown, draft)
    const announced = { SupervisorCertificate: pemToDer(organization.certificatePem), ExtendedPairingErrors: true }
    const first = await pair(announced)
    if (first.challenge === null) return { first, last: first }
    const last = await pair({ ChallengeResponse: signCms(first.challenge, organization), ExtendedPairingErrors: true })
    return { first, last }
  })
}

type Pairer = (options: PlistInputDict) => Promise<PairSaid>

function pairer(lockdown: Parameters<Parameters<ProofBench['asStranger']>[0]>[0], draft: RecordDraft): Pairer {
  return async (options) => {
    const fields = { PairRecord: publicPairRecord(draft), PairingOptions: options, ProtocolVersion: '2' }
    try {
      const escrowBag = dataAt(await lockdown.request('Pair', fields), 'EscrowBag') ?? null
      return { shown: escrowBag === null ? 'no EscrowBag' : 'EscrowBag', escrowBag, challenge: null }
    } catch (error) {
      if (!(error instanceof AppError) || !error.code.startsWith('apple.lockdown.')) throw error
      const extended = dictAt(refusedReply(error) ?? {}, 'ExtendedResponse')
      const challenge = isLockdownError(error, 'mcChallengeRequired') && extended !== undefined
      return {
        shown: refusalWords(error),
        escrowBag: null,
        challenge: challenge ? (dataAt(extended, 'PairingChallenge') ?? null) : null,
      }
    }
  }
}

/** Keeps a pairing as any tool would: the record goes to usbmuxd. */
export async function keepPairing(bench: ProofBench, draft: RecordDraft, escrowBag: Uint8Array): Promise<void> {
  const record = { ...draft, escrowBag }
  const { deviceId } = await bench.device()
  await bench.hands.mux.savePairRecord(bench.udid, record, deviceId, bench.call)
  bench.record = record
  bench.has.add('paired')
}
