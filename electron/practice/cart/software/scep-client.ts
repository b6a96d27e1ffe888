import { randomBytes, sha256 } from '../../../lib/crypto.ts'
import { certificateFacts, generateRsaKey } from '../../../lib/crypto-keys.ts'
import type { RsaKeyPair } from '../../../lib/crypto-keys.ts'
import { certificateFields } from '../../../pki/certificate-fields.ts'
import { issueCertificate } from '../../../pki/certificate.ts'
import { encryptEnvelope, openEnvelope } from '../../../pki/cms-envelope.ts'
import { readCertificatesOnly } from '../../../pki/cms-verify.ts'
import { createCsr } from '../../../pki/csr.ts'
import { sequence } from '../../../pki/der.ts'
import { encodeName } from '../../../pki/name.ts'
import { buildPkiMessage, readPkiMessage } from '../../../pki/scep-message.ts'
import type { PkiMessage } from '../../../pki/scep-message.ts'
import { verifyChain } from '../../../pki/verify-chain.ts'
import { DeviceError, scepError } from './device-error.ts'
import type { Identity, Running } from './running.ts'
import type { ScepSettings } from './scep-payload.ts'
import { openAuthority } from './scep-authority.ts'
import type { ScepAuthority } from './scep-authority.ts'

/**
 * Gets a certificate from a SCEP authority (RFC 8894): PKCSReq, then CertPoll while it says "pending".
 * @throws DeviceError of MCSCEPErrorDomain (22002 authority, 22006 capabilities, 22013 answer) or of the transaction
 */
export async function enrollByScep(
  running: Running,
  settings: ScepSettings,
  roots: readonly string[],
): Promise<Identity> {
  const authority = await openAuthority(running, settings, roots)
  const key = await generateRsaKey(settings.keyBits)
  const client = newClient(settings, key)
  const csr = createCsr({
    subject: settings.subject,
    ...key,
    ...(settings.challenge === undefined ? {} : { challengePassword: settings.challenge }),
  })
  let answer = await exchange(authority, client, '19', csr)
  for (let left = settings.retries; answer.pkiStatus === '3' && left > 0; left -= 1) {
    running.phone.record('scepPending', { transactionId: client.transactionId })
    await running.world.pause(settings.retryDelaySeconds * 1000, running.power)
    running.power.throwIfAborted()
    const subjects = sequence(certificateFields(authority.signerPem).subject, encodeName(settings.subject))
    answer = await exchange(authority, client, '20', subjects)
  }
  const certificatePem = issuedCertificate(answer, client, authority)
  const facts = certificateFacts(certificatePem)
  running.phone.record('scepIssued', { serial: facts.serialHex, subject: facts.subject, sha256: facts.sha256Hex })
  return { certificatePem, privateKeyPem: key.privateKeyPem }
}

type ScepClient = RsaKeyPair & {
  /** Self-signed: proves that the request and the envelope for the answer are of the same key. */
  readonly certificatePem: string
  readonly transactionId: string
}

function newClient(settings: ScepSettings, key: RsaKeyPair): ScepClient {
  const now = Date.now()
  const { pem } = issueCertificate({
    subject: settings.subject,
    issuer: null,
    ...key,
    notBefore: new Date(now - 10 * 60_000),
    notAfter: new Date(now + 24 * 3_600_000),
    keyUsage: ['digitalSignature', 'keyEncipherment'],
  })
  const transactionId = sha256(certificateFields(pem).spkiPem).toString('hex').slice(0, 40).toUpperCase()
  return { ...key, certificatePem: pem, transactionId }
}

async function exchange(
  authority: ScepAuthority,
  client: ScepClient,
  messageType: '19' | '20',
  content: Uint8Array,
): Promise<PkiMessage> {
  const senderNonce = randomBytes(16)
  const request = buildPkiMessage({
    messageType,
    transactionId: client.transactionId,
    senderNonce,
    content: encryptEnvelope(content, authority.recipientPem, authority.cipher),
    certificatePem: client.certificatePem,
    privateKeyPem: client.privateKeyPem,
    digest: authority.digest,
  })
  const bytes = await authority.operate(request)
  const answer = orInvalid(22013, () => readPkiMessage(bytes))
  const signer = certificateFields(answer.signerCertificatePem).der
  if (!authority.certificates.some((pem) => certificateFields(pem).der.equals(signer))) {
    throw scepError(22013, 'The answer is not signed by the certificate authority.')
  }
  if (answer.messageType !== '3' || answer.transactionId !== client.transactionId) {
    throw scepError(22013, 'The answer belongs to another request.')
  }
  if (answer.recipientNonce === null || !answer.recipientNonce.equals(senderNonce)) {
    throw scepError(22013, 'The answer belongs to another request.')
  }
  return answer
}

const failures: Readonly<Record<string, string>> = {
  '0': 'the algorithm is not supported',
  '1': 'the integrity check failed',
  '2': 'the request is not permitted',
  '3': 'the time of the request is not acceptable',
  '4': 'no certificate matches',
}

function issuedCertificate(answer: PkiMessage, client: ScepClient, authority: ScepAuthority): string {
  if (answer.pkiStatus === '2') {
    const why = failures[answer.failInfo ?? ''] ?? `failInfo ${answer.failInfo ?? 'missing'}`
    throw scepError(22013, `The certificate authority refused: ${why}.`)
  }
  if (answer.pkiStatus !== '0') throw scepError(22013, 'The certificate authority did not decide in time.')
  const own = certificateFields(client.certificatePem).spkiPem
  const issued = orInvalid(22013, () => {
    const ders = readCertificatesOnly(openEnvelope(answer.content, client))
    return ders.map((der) => certificateFields(der)).find((certificate) => certificate.spkiPem === own)
  })
  if (issued === undefined) throw scepError(22007, 'The issued certificate is for another key.')
  orInvalid(22007, () => verifyChain(issued.pem, { roots: authority.certificates }))
  return issued.pem
}

/** Whatever a codec finds wrong with the authority's bytes is the authority's fault. */
function orInvalid<Result>(code: number, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (error instanceof DeviceError) throw error
    throw scepError(code, 'The answer of the certificate authority is invalid.', error)
  }
}
