import type { PlistService } from '../../apple/plist-service.ts'
import { dataAt } from '../../apple/plist/take.ts'
import { mcRequest } from '../../apple/services/mcinstall.ts'
import { issueCertificate } from '../../pki/certificate.ts'
import { signCms } from '../../pki/cms-sign.ts'
import { pemToDer } from '../../pki/pem.ts'
import { yearsAfter } from '../../pki/supervision-identity.ts'
import { answerOf } from '../answer.ts'
import type { ProofBench } from '../bench.ts'
import type { Check } from '../check.ts'
import { judge, untested } from '../observation.ts'
import type { Observation } from '../observation.ts'

/** Devices of some versions refuse a good proof when requests follow each other too closely. */
const secondTryAfterMs = 2_000

/** The proof of supervision: by the very certificate, by a renewed one, with a bad proof and with a good one. */
export const escalation: Check = {
  id: 'escalation',
  beliefs: ['sup-1', 'sup-2', 'sup-3', 'sup-4'],
  needs: ['supervised'],
  run: async (bench) => {
    const renewed = renewedCertificate(bench)
    const stranger = await bench.mcInstall((service) => answerOf(() => escalate(service, renewed)))
    const own = pemToDer(bench.hands.organization.certificatePem)
    const announced = await bench.mcInstall((service) => answerOf(() => escalate(service, own)))
    const rejected = judge('sup-2', 'Escalate with a renewed certificate', 'CertificateRejected', stranger.shown)
    const taken = judge(
      'sup-1',
      'Escalate with the certificate of SetCloudConfiguration',
      'Acknowledged',
      announced.shown,
    )
    if (!announced.accepted)
      return [rejected, taken, untested('sup-3', 'notEscalated'), untested('sup-4', 'notEscalated')]
    return [rejected, taken, await badProof(bench, own), await goodProof(bench, own)]
  },
}

async function escalate(service: PlistService, certificate: Uint8Array): Promise<Uint8Array> {
  const reply = await mcRequest(service, 'Escalate', { SupervisorCertificate: certificate })
  return dataAt(reply, 'Challenge') ?? new Uint8Array()
}

/** A signature over something else, then a good one over the challenge that this should have voided. */
function badProof(bench: ProofBench, certificate: Uint8Array): Promise<Observation> {
  const { organization } = bench.hands
  return bench.mcInstall(async (service) => {
    const challenge = await escalate(service, certificate)
    const answer = (content: Uint8Array) =>
      answerOf(() => mcRequest(service, 'EscalateResponse', { SignedRequest: signCms(content, organization) }))
    const wrong = await answer(Buffer.from('not the challenge'))
    const late = await answer(challenge)
    return judge(
      'sup-3',
      'Escalate, EscalateResponse over other bytes, EscalateResponse over the challenge',
      '8 bytes, SignedRequestRejected, not Acknowledged',
      `${challenge.length} bytes, ${wrong.shown}, ${late.accepted ? '' : 'not '}Acknowledged`,
    )
  })
}

async function goodProof(bench: ProofBench, certificate: Uint8Array): Promise<Observation> {
  const { organization, clock } = bench.hands
  const prove = () =>
    bench.mcInstall(async (service) => {
      const challenge = await escalate(service, certificate)
      return answerOf(() => mcRequest(service, 'EscalateResponse', { SignedRequest: signCms(challenge, organization) }))
    })
  let answer = await prove()
  if (!answer.accepted) {
    await clock.sleep(secondTryAfterMs, bench.signal)
    answer = await prove()
  }
  if (answer.accepted) bench.has.add('escalated')
  return judge('sup-4', 'EscalateResponse with SHA-256', 'Acknowledged', answer.shown)
}

/** The same key and name, other dates: the same identity to anything but a comparison of bytes. */
function renewedCertificate({ hands }: ProofBench): Uint8Array {
  const now = new Date(hands.clock.now())
  return issueCertificate({
    subject: [{ type: 'commonName', value: hands.organization.name }],
    issuer: null,
    privateKeyPem: hands.organization.privateKeyPem,
    publicKeyPem: hands.organization.certificatePem,
    notBefore: now,
    notAfter: yearsAfter(now, 1),
    basicConstraints: { ca: true, critical: true },
    keyUsage: ['digitalSignature', 'keyCertSign'],
  }).der
}
