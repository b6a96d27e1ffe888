import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomBytes } from '../../../electron/lib/crypto.ts'
import { certificateFacts, generateRsaKey } from '../../../electron/lib/crypto-keys.ts'
import { closeHttpAgents, httpRequest } from '../../../electron/lib/http.ts'
import { derToPem, issueCertificate } from '../../../electron/pki/certificate.ts'
import { encryptEnvelope, envelopeForm, openEnvelope } from '../../../electron/pki/cms-envelope.ts'
import type { EnvelopeForm } from '../../../electron/pki/cms-envelope.ts'
import { readCertificatesOnly } from '../../../electron/pki/cms-verify.ts'
import { createCsr } from '../../../electron/pki/csr.ts'
import { buildPkiMessage, readPkiMessage } from '../../../electron/pki/scep-message.ts'
import { startTestTenant } from '../../harness/tenant.ts'
import type { TestTenant } from '../../harness/tenant.ts'

type Signer = { readonly certificatePem: string; readonly privateKeyPem: string }

let tenant: TestTenant
let url: string
let signer: Signer

beforeAll(async () => {
  tenant = await startTestTenant()
  url = `${tenant.tenant.addresses.scep}/scep`
  signer = await selfSigned()
})
afterAll(async () => {
  closeHttpAgents()
  await tenant.dispose()
})

async function selfSigned(): Promise<Signer> {
  const { privateKeyPem, publicKeyPem } = await generateRsaKey()
  const { pem } = issueCertificate({
    subject: [{ type: 'commonName', value: 'SCEP client' }],
    issuer: null,
    privateKeyPem,
    publicKeyPem,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 3_600_000),
  })
  return { certificatePem: pem, privateKeyPem }
}

type Wish = {
  readonly challenge?: string
  readonly messageType?: '17' | '19'
  readonly old?: boolean
  readonly form?: EnvelopeForm
  readonly by?: Signer
  /** The key to certify is another than the one that signs the message, as with some Go clients. */
  readonly otherKey?: Signer
}

async function challenge(): Promise<string> {
  return String((await tenant.control('POST', '/scep-challenge'))['challenge'])
}

function request(wish: Wish): Buffer {
  const by = wish.by ?? signer
  const key = wish.otherKey ?? by
  const csr = createCsr({
    subject: [{ type: 'commonName', value: 'asked for' }],
    privateKeyPem: key.privateKeyPem,
    publicKeyPem: certificateFacts(key.certificatePem).publicKeyPem,
    ...(wish.challenge === undefined ? {} : { challengePassword: wish.challenge }),
  })
  const ca = tenant.tenant.world.deviceCa.certificatePem
  return buildPkiMessage({
    ...by,
    messageType: wish.messageType ?? '19',
    // As a Go client writes it: base64, not hexadecimal.
    transactionId: `${randomBytes(12).toString('base64').slice(0, 14)}==`,
    senderNonce: randomBytes(16),
    content: encryptEnvelope(csr, ca, wish.old === true ? 'des' : 'aes256', wish.form),
    digest: wish.old === true ? 'sha1' : 'sha256',
  })
}

function post(message: Buffer, query = 'operation=PKIOperation') {
  return httpRequest({
    method: 'POST',
    url: `${url}?${query}`,
    body: message,
    headers: { 'Content-Type': 'application/octet-stream' },
  })
}

function opened(body: Buffer, by = signer): string {
  const reply = readPkiMessage(body)
  expect(reply.pkiStatus).toBe('0')
  const [der] = readCertificatesOnly(openEnvelope(reply.content, by))
  return derToPem(der ?? Buffer.alloc(0))
}

describe('the practice SCEP authority', () => {
  it('says what it can and who it is', async () => {
    const caps = await httpRequest({ method: 'GET', url: `${url}?operation=GetCACaps` })
    expect(caps.body.toString().split('\n')).toEqual(
      expect.arrayContaining(['POSTPKIOperation', 'SHA-256', 'AES', 'SCEPStandard']),
    )
    const ca = await httpRequest({ method: 'GET', url: `${url}?operation=GetCACert&message=practice` })
    expect(ca.headers['content-type']).toBe('application/x-x509-ca-cert')
    expect(certificateFacts(ca.body).isCa).toBe(true)
  })

  it('answers in the forms the client used: SHA-1 and DES, GET with base64, the message twice, either kind of envelope', async () => {
    const old = await post(request({ challenge: await challenge(), old: true }))
    expect(readPkiMessage(old.body).digest).toBe('sha1')
    expect(certificateFacts(opened(old.body)).subject).toContain('CN=asked for')
    const byGet = request({ challenge: await challenge() }).toString('base64')
    const got = await httpRequest({
      method: 'GET',
      url: `${url}?operation=PKIOperation&message=${encodeURIComponent(byGet)}`,
    })
    opened(got.body)
    // Raw bytes, percent-encoded, in front of the operation.
    const twice = request({ challenge: await challenge() })
    const encoded = [...twice].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
    opened((await post(twice, `message=${encoded}&operation=PKIOperation`)).body)
    for (const form of ['primitive', 'constructed'] as const) {
      const answer = readPkiMessage((await post(request({ challenge: await challenge(), form }))).body)
      expect(envelopeForm(answer.content)).toBe(form)
    }
  })

  it('certifies the key of the request even when another one signs the message', async () => {
    const otherKey = await selfSigned()
    const pem = opened((await post(request({ challenge: await challenge(), otherKey }))).body)
    expect(certificateFacts(pem).publicKeyPem).toBe(certificateFacts(otherKey.certificatePem).publicKeyPem)
  })

  it('gives one certificate for one challenge, even to requests that come together', async () => {
    const once = await challenge()
    const answers = await Promise.all([1, 2, 3, 4].map(() => post(request({ challenge: once }))))
    const statuses = answers
      .map(({ body }) => readPkiMessage(body))
      .map(({ pkiStatus, failInfo }) => [pkiStatus, failInfo])
    expect(statuses.filter(([status]) => status === '0')).toHaveLength(1)
    expect(statuses.filter(([, failInfo]) => failInfo === '2')).toHaveLength(3)
  })

  it('renews a certificate of its own without a challenge, and nobody else’s', async () => {
    const certificatePem = opened((await post(request({ challenge: await challenge() }))).body)
    const own = { certificatePem, privateKeyPem: signer.privateKeyPem }
    const renewed = opened((await post(request({ messageType: '17', by: own }))).body, own)
    expect(certificateFacts(renewed).sha256Hex).not.toBe(certificateFacts(certificatePem).sha256Hex)
    const refused = readPkiMessage((await post(request({ messageType: '17' }))).body)
    expect([refused.pkiStatus, refused.failInfo]).toEqual(['2', '2'])
  })

  it('answers nonsense with an error, not with a certificate', async () => {
    for (const body of [Buffer.alloc(0), Buffer.from('hello'), request({ challenge: 'x' }).subarray(0, 200)]) {
      expect((await post(body)).status).toBe(400)
    }
    expect((await post(Buffer.from('x'), 'operation=Explode')).status).toBe(400)
    const forged = request({ challenge: await challenge() })
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1
    expect((await post(forged)).status).toBe(400)
  })
})
