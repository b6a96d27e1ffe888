import { AppError } from '../../../../src-shared/errors.ts'
import { randomBytes } from '../../../lib/crypto.ts'
import { certificateFacts, publicKeyFacts } from '../../../lib/crypto-keys.ts'
import { issueCertificate } from '../../../pki/certificate.ts'
import { encryptEnvelope, envelopeForm, openEnvelope } from '../../../pki/cms-envelope.ts'
import { writeCertificatesOnly } from '../../../pki/cms-sign.ts'
import { readCsr } from '../../../pki/csr.ts'
import type { CsrFacts } from '../../../pki/csr.ts'
import {
  buildPkiMessage,
  readPkiMessage,
  scepFailInfo,
  scepMessageTypes,
  scepStatus,
} from '../../../pki/scep-message.ts'
import type { PkiMessage } from '../../../pki/scep-message.ts'
import { dayMs } from '../clock.ts'
import type { CertificatePurpose } from '../store/schema.ts'
import type { Tenant } from '../tenant.ts'

type FailInfo = (typeof scepFailInfo)[keyof typeof scepFailInfo]

/** A request that gets a CertRep saying no, rather than an HTTP error. */
class ScepRefused extends Error {
  override readonly name = 'ScepRefused'
  readonly failInfo: FailInfo
  constructor(failInfo: FailInfo, message: string) {
    super(message)
    this.failInfo = failInfo
  }
}

export type ScepAnswer = { readonly der: Buffer; readonly outcome: string }

/** What the authority can do (RFC 8894, 3.5.2). SHA-1 and triple DES for clients that know nothing newer. */
export const scepCapabilities = ['AES', 'DES3', 'POSTPKIOperation', 'Renewal', 'SCEPStandard', 'SHA-1', 'SHA-256']

const maxKeyBits = 8192

/**
 * Answers one PKIOperation: a certificate for whoever knows an unused challenge, or renews its own certificate.
 * @throws AppError `scep.invalid` when the message cannot even be answered
 */
export async function answerPkiOperation(tenant: Tenant, message: Uint8Array): Promise<ScepAnswer> {
  const request = readPkiMessage(message)
  try {
    const certificate = await enroll(tenant, request)
    const cipher = request.digest === 'sha1' ? '3des' : 'aes256'
    const content = encryptEnvelope(
      writeCertificatesOnly([certificate]),
      request.signerCertificatePem,
      cipher,
      envelopeForm(request.content),
    )
    return { der: reply(tenant, request, { pkiStatus: scepStatus.success, content }), outcome: 'issued' }
  } catch (error) {
    if (!(error instanceof ScepRefused)) throw error
    const der = reply(tenant, request, { pkiStatus: scepStatus.failure, failInfo: error.failInfo })
    return { der, outcome: `refused: ${error.message}` }
  }
}

async function enroll(tenant: Tenant, request: PkiMessage): Promise<Buffer> {
  const csr = openRequest(tenant, request)
  if (publicKeyFacts(csr.publicKeyPem).kind !== 'rsa' || publicKeyFacts(csr.publicKeyPem).bits > maxKeyBits) {
    throw new ScepRefused(scepFailInfo.badAlg, 'the key is not RSA')
  }
  if (request.messageType === scepMessageTypes.RenewalReq) return renew(tenant, request, csr)
  if (request.messageType !== scepMessageTypes.PKCSReq) {
    throw new ScepRefused(scepFailInfo.badRequest, 'the message type is not supported')
  }
  // Some clients sign the message with another key than the one to be certified: the request's own signature proves that.
  const challenge = await useChallenge(tenant, csr.challengePassword ?? '')
  if (challenge === null) throw new ScepRefused(scepFailInfo.badRequest, 'the challenge is unknown, used or expired')
  return issue(tenant, csr, challenge.session_id, challenge.purpose)
}

/** A renewal is signed with the certificate it replaces. */
async function renew(tenant: Tenant, request: PkiMessage, csr: CsrFacts): Promise<Buffer> {
  const sha256 = certificateFacts(request.signerCertificatePem).sha256Hex
  const before = await tenant.db
    .selectFrom('issued_certificate')
    .selectAll()
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (before === undefined) throw new ScepRefused(scepFailInfo.badRequest, 'the certificate to renew is not ours')
  return issue(tenant, csr, before.session_id, before.purpose)
}

function openRequest(tenant: Tenant, request: PkiMessage): CsrFacts {
  try {
    return readCsr(openEnvelope(request.content, tenant.world.deviceCa))
  } catch (error) {
    if (error instanceof AppError) throw new ScepRefused(scepFailInfo.badMessageCheck, error.message)
    throw error
  }
}

type UsedChallenge = { readonly session_id: string | null; readonly purpose: CertificatePurpose }

/** Marks and returns the challenge in one statement, so that it is good once even when asked for twice together. */
async function useChallenge(tenant: Tenant, challenge: string): Promise<UsedChallenge | null> {
  const now = tenant.clock.now()
  const row = await tenant.db
    .updateTable('scep_challenge')
    .set({ used_at: now })
    .where('challenge', '=', challenge)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning(['session_id', 'purpose'])
    .executeTakeFirst()
  return row ?? null
}

async function issue(
  tenant: Tenant,
  csr: CsrFacts,
  sessionId: string | null,
  purpose: CertificatePurpose,
): Promise<Buffer> {
  const { pem, der } = issueCertificate({
    subject: csr.subject.length > 0 ? csr.subject : [{ type: 'commonName', value: sessionId ?? 'practice device' }],
    issuer: tenant.world.deviceCa,
    publicKeyPem: csr.publicKeyPem,
    notBefore: new Date(Date.now() - 3_600_000),
    notAfter: new Date(Date.now() + 365 * dayMs),
    basicConstraints: { ca: false, critical: true },
    keyUsage: ['digitalSignature', 'keyEncipherment'],
    extKeyUsage: ['clientAuth'],
    subjectKeyIdentifier: true,
  })
  const { sha256Hex } = certificateFacts(pem)
  await tenant.db
    .insertInto('issued_certificate')
    .values({ sha256: sha256Hex, session_id: sessionId, purpose, pem, issued_at: tenant.clock.now() })
    .execute()
  return der
}

type Outcome =
  | { readonly pkiStatus: typeof scepStatus.success; readonly content: Buffer }
  | { readonly pkiStatus: typeof scepStatus.failure; readonly failInfo: FailInfo }

function reply(tenant: Tenant, request: PkiMessage, outcome: Outcome): Buffer {
  return buildPkiMessage({
    ...outcome,
    ...tenant.world.deviceCa,
    messageType: scepMessageTypes.CertRep,
    transactionId: request.transactionId,
    senderNonce: randomBytes(16),
    ...(request.senderNonce === null ? {} : { recipientNonce: request.senderNonce }),
    digest: request.digest === 'sha1' ? 'sha1' : 'sha256',
  })
}
