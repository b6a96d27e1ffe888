import { createHostIdentity } from '../../apple/host-identity.ts'
import { unpairOnce } from '../../apple/pair-request.ts'
import { randomUuid } from '../../lib/crypto.ts'
import { answerOf } from '../answer.ts'
import type { Check } from '../check.ts'
import { judge, untested } from '../observation.ts'
import { draftFor, pairSupervised } from '../pair-by-hand.ts'

/** Another computer with the organization's identity; it is unpaired again. */
export const supervisedPairing: Check = {
  id: 'supervisedPairing',
  beliefs: ['lock-4'],
  needs: ['supervised'],
  run: async (bench) => {
    const draft = await draftFor(bench, createHostIdentity({ hostId: randomUuid() }))
    const { first, last } = await pairSupervised(bench, draft)
    const { escrowBag } = last
    if (escrowBag !== null)
      await answerOf(() => bench.asStranger((lockdown) => unpairOnce(lockdown, { ...draft, escrowBag }, bench.call)))
    // A device that lets everybody in does not ask for proof.
    if (first.escrowBag !== null) return [untested('lock-4', 'noChallenge')]
    const asked = 'Pair with SupervisorCertificate, Pair with ChallengeResponse (SHA-256)'
    return [judge('lock-4', asked, 'MCChallengeRequired, EscrowBag', `${first.shown}, ${last.shown}`)]
  },
}
