import { createHostIdentity } from '../../apple/host-identity.ts'
import { openSession } from '../../apple/device-link.ts'
import { unpairOnce } from '../../apple/pair-request.ts'
import { randomUuid } from '../../lib/crypto.ts'
import { answerOf } from '../answer.ts'
import type { ProofBench } from '../bench.ts'
import type { Check } from '../check.ts'
import { judge, untested } from '../observation.ts'
import type { Observation } from '../observation.ts'
import { draftFor, keepPairing, pairPlainly, pairSupervised } from '../pair-by-hand.ts'
import type { PairSaid, RecordDraft } from '../pair-by-hand.ts'

const pending = 'PairingDialogResponsePending'
const pollMs = 1_000
const patienceMs = 5 * 60_000

/**
 * Pairs as a computer the device does not know. One that knows this computer already is asked by another one made up for
 * the purpose, which is unpaired again.
 */
export const pair: Check = {
  id: 'pair',
  beliefs: ['lock-11', 'lock-15'],
  needs: [],
  run: async (bench) => {
    const known = await isKnown(bench)
    const host = known ? createHostIdentity({ hostId: randomUuid() }) : bench.hands.host
    const draft = await draftFor(bench, host)
    const { first } = await pairSupervised(bench, draft)
    bench.dialogShown = first.shown === pending
    const waiting = first.shown === pending || first.shown === 'PasswordProtected'
    const last = waiting ? await pollUntilAnswered(bench, draft) : first
    if (last.escrowBag !== null) {
      if (known) await forget(bench, draft, last.escrowBag)
      else await keepPairing(bench, draft, last.escrowBag)
    }
    if (known || last.escrowBag !== null) bench.has.add('paired')
    return bench.dialogShown ? dialogObservations(first, last) : noDialog(first)
  },
}

function dialogObservations(first: PairSaid, last: PairSaid): readonly Observation[] {
  const strange = judge('lock-15', 'Pair with SupervisorCertificate', pending, first.shown)
  if (last.shown === pending) return [strange, untested('lock-11', 'nobodyTapped')]
  if (last.shown === 'UserDeniedPairing') return [strange, untested('lock-11', 'declined')]
  return [
    strange,
    judge('lock-11', 'Pair, again and again', `${pending}, then EscrowBag`, `${pending}, then ${last.shown}`),
  ]
}

/** In Setup Assistant there is no dialog, and a device of ours asks for proof instead: both say nothing here. */
function noDialog(first: PairSaid): readonly Observation[] {
  const why = first.challenge === null ? 'notSetUp' : 'supervisedAlready'
  return [untested('lock-11', why), untested('lock-15', why)]
}

async function isKnown(bench: ProofBench): Promise<boolean> {
  const stored = await bench.hands.mux.readPairRecord(bench.udid, bench.call)
  if (stored === null) return false
  const device = await bench.device()
  const answer = await answerOf(() => openSession(bench.hands.mux, device, stored, bench.call))
  if (!answer.accepted) return false
  answer.value.close()
  bench.record = stored
  return true
}

/** Asks with the same certificates until somebody has tapped, or would rather not. */
async function pollUntilAnswered(bench: ProofBench, draft: RecordDraft): Promise<PairSaid> {
  const { clock } = bench.hands
  const until = clock.now() + patienceMs
  let wish: ReturnType<ProofBench['person']['wish']> | null = null
  let wished = ''
  try {
    for (;;) {
      const said = await pairPlainly(bench, draft)
      if (said.shown === pending) bench.dialogShown = true
      else if (said.shown !== 'PasswordProtected') return said
      if (wished !== said.shown) {
        wish?.done()
        wish = bench.person.wish(said.shown === pending ? 'trust' : 'unlock')
        wished = said.shown
      }
      if (wish?.skipped.aborted === true || clock.now() > until) return said
      await clock.sleep(pollMs, bench.signal)
    }
  } finally {
    wish?.done()
  }
}

/** The pairing of the made-up computer served its purpose. */
async function forget(bench: ProofBench, draft: RecordDraft, escrowBag: Uint8Array): Promise<void> {
  await answerOf(() => bench.asStranger((lockdown) => unpairOnce(lockdown, { ...draft, escrowBag }, bench.call)))
}
