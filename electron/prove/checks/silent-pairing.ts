import { openSession } from '../../apple/device-link.ts'
import { answerOf } from '../answer.ts'
import type { ProofBench } from '../bench.ts'
import type { Check } from '../check.ts'
import { judge, untested } from '../observation.ts'
import type { Observation } from '../observation.ts'
import { draftFor, keepPairing, pairPlainly } from '../pair-by-hand.ts'

/** After an erase: the old record is worth nothing, and a new pairing needs no finger. */
export const silentPairing: Check = {
  id: 'silentPairing',
  beliefs: ['lock-3', 'lock-13'],
  needs: ['erased'],
  run: async (bench) => [await tryOldRecord(bench), await pairSilently(bench)],
}

async function tryOldRecord(bench: ProofBench): Promise<Observation> {
  const old = bench.oldRecord
  if (old === null) return untested('lock-13', 'notReached')
  const device = await bench.device()
  const answer = await answerOf(() => openSession(bench.hands.mux, device, old, bench.call), 'a session')
  if (answer.accepted) answer.value.close()
  return judge('lock-13', 'StartSession with the record of before', 'InvalidHostID', answer.shown)
}

/** Pairs as any host and keeps the record. */
export async function pairSilently(bench: ProofBench): Promise<Observation> {
  const draft = await draftFor(bench, bench.hands.host)
  const said = await pairPlainly(bench, draft)
  if (said.escrowBag !== null) await keepPairing(bench, draft, said.escrowBag)
  return judge('lock-3', 'Pair', 'EscrowBag', said.shown)
}
