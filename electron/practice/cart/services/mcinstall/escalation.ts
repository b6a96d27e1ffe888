import { dataAt } from '../../../../apple/plist/take.ts'
import type { PlistDict } from '../../../../apple/plist/value.ts'
import { answersChallenge, isSupervisor, newChallenge } from '../../supervision-proof.ts'
import { acknowledged, statusRefusal } from './line.ts'
import type { McAnswer, McLine } from './line.ts'

/** Escalate: only the very certificate stored at supervision gets a challenge. */
export function escalate(line: McLine, request: PlistDict): McAnswer {
  const supervisor = dataAt(request, 'SupervisorCertificate')
  line.escalation = { kind: 'none' }
  if (supervisor === undefined) throw statusRefusal('CommandFormatError')
  if (!isSupervisor(line.device.phone, supervisor)) throw statusRefusal('CertificateRejected')
  const challenge = newChallenge()
  line.escalation = { kind: 'challenged', challenge, supervisor }
  return acknowledged({ Challenge: challenge })
}

/** EscalateResponse: a failed proof voids the challenge. */
export function escalateResponse(line: McLine, request: PlistDict): McAnswer {
  const pending = line.escalation
  const signed = dataAt(request, 'SignedRequest')
  line.escalation = { kind: 'none' }
  if (signed === undefined) throw statusRefusal('CommandFormatError')
  const { world, victim } = line.device
  if (world.faults.take(victim, 'signedRequestRejected') !== null) throw statusRefusal('SignedRequestRejected')
  if (pending.kind !== 'challenged' || !answersChallenge(signed, pending)) throw statusRefusal('SignedRequestRejected')
  line.escalation = { kind: 'proved' }
  line.device.phone.record('escalated')
  return acknowledged()
}

export function proceedWithKeybagMigration(): McAnswer {
  return acknowledged()
}
