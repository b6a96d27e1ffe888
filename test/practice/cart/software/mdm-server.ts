import { createServer } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readPlistDict } from '../../../../electron/apple/plist/read.ts'
import { stringAt } from '../../../../electron/apple/plist/take.ts'
import type { PlistDict } from '../../../../electron/apple/plist/value.ts'
import { writePlist } from '../../../../electron/apple/plist/write.ts'
import type { PlistInputDict } from '../../../../electron/apple/plist/write.ts'
import { randomBytes } from '../../../../electron/lib/crypto.ts'
import { generateRsaKey } from '../../../../electron/lib/crypto-keys.ts'
import { httpsServerOptions } from '../../../../electron/lib/tls.ts'
import { issueCertificate, pemToDer } from '../../../../electron/pki/certificate.ts'
import { encryptEnvelope, openEnvelope } from '../../../../electron/pki/cms-envelope.ts'
import { writeCertificatesOnly } from '../../../../electron/pki/cms-sign.ts'
import { readSignedCms } from '../../../../electron/pki/cms-verify.ts'
import { readCsr } from '../../../../electron/pki/csr.ts'
import { buildPkiMessage, readPkiMessage } from '../../../../electron/pki/scep-message.ts'
import { makeAuthority, validity } from './phone-rig.ts'
import type { Authority } from './phone-rig.ts'
import { payload, profile, rootPayload } from './profiles.ts'

export type Answer = {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly body?: Buffer | string
}

export type Seen = {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export const root = await makeAuthority('Test Root')
const serverKey = await generateRsaKey()

/** A certificate for the test server; `name` and validity can be wrong on purpose. */
export function serverCertificate(names: readonly string[], valid: readonly [number, number] = [-1, 1]): string {
  return issueCertificate({
    subject: [{ type: 'commonName', value: 'server' }],
    issuer: root,
    publicKeyPem: serverKey.publicKeyPem,
    ...validity(valid),
    altNames: { dns: names },
    extKeyUsage: ['serverAuth'],
  }).pem
}

/** A small HTTPS server of enrollment, SCEP and MDM, written from Apple's documents; every part can be replaced. */
export class MdmServer {
  readonly seen: Seen[] = []
  readonly checkIns: PlistDict[] = []
  readonly results: PlistDict[] = []
  readonly commands: { uuid: string; command: PlistInputDict }[] = []
  challenge = 'open sesame'
  signMessage = true
  mdmExtra: PlistInputDict = {}
  /** How many times SCEP says "pending" first. */
  pendingPolls = 0
  scepFailInfo: '2' | null = null
  caps = 'POSTPKIOperation\nSHA-256\nAES\nSCEPStandard\n'
  enroll: (request: Seen) => Answer = () => this.profileAnswer(this.enrollmentProfile())
  ota: (request: Seen) => Answer = () => ({ status: 404 })
  checkIn: (message: PlistDict) => Answer = () => ({})
  status: (message: PlistDict) => Answer = (message) => this.nextCommand(message)
  readonly #server
  #requests = new Map<string, { csr: Buffer; signer: string }>()

  private constructor(certificatePem: string) {
    const options = httpsServerOptions({ certPem: certificatePem, keyPem: serverKey.privateKeyPem })
    this.#server = createServer(options, (request, response) => void this.#serve(request, response))
  }

  static async start(certificatePem = serverCertificate(['localhost'])): Promise<MdmServer> {
    const server = new MdmServer(certificatePem)
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    return server
  }

  get url(): string {
    return `https://localhost:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  enrollmentProfile(authority: Authority = root): Buffer {
    const scep = this.scepPayload()
    return profile(
      [
        rootPayload(authority.certificatePem),
        scep,
        payload('com.apple.mdm', {
          IdentityCertificateUUID: scep['PayloadUUID'],
          Topic: 'com.apple.mgmt.External.test',
          ServerURL: `${this.url}/mdm`,
          CheckInURL: `${this.url}/checkin`,
          SignMessage: this.signMessage,
          AccessRights: 8191,
          ...this.mdmExtra,
        }),
      ],
      { PayloadIdentifier: 'org.example.mdm' },
    )
  }

  scepPayload(): PlistInputDict {
    return payload('com.apple.security.scep', {
      PayloadContent: {
        URL: `${this.url}/scep`,
        Challenge: this.challenge,
        Keysize: 2048,
        Subject: [[['O', 'Example']], [['CN', 'device']]],
      },
    })
  }

  profileAnswer(body: Buffer): Answer {
    return { headers: { 'content-type': 'application/x-apple-aspen-config' }, body }
  }

  /** Results come in, the next queued command goes out; the identity must have signed the exact body. */
  nextCommand(message: PlistDict): Answer {
    if (message['CommandUUID'] !== undefined) this.results.push(message)
    const next = this.commands.shift()
    return next === undefined ? {} : { body: writePlist({ CommandUUID: next.uuid, Command: next.command }) }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const url = new URL(request.url ?? '/', this.url)
    const seen = {
      method: request.method ?? '',
      path: url.pathname,
      headers: request.headers,
      body: Buffer.concat(chunks),
    }
    this.seen.push(seen)
    const answer = this.#answer(seen, url)
    response.writeHead(answer.status ?? 200, answer.headers ?? {})
    response.end(answer.body)
  }

  #answer(seen: Seen, url: URL): Answer {
    if (seen.path === '/enroll') return this.enroll(seen)
    if (seen.path === '/ota') return this.ota(seen)
    if (seen.path === '/scep') return this.#scep(seen, url)
    const message = readPlistDict(seen.body)
    if (this.signMessage && !this.#signed(seen)) return { status: 400 }
    if (seen.path === '/mdm') return this.status(message)
    this.checkIns.push(message)
    return this.checkIn(message)
  }

  #signed(seen: Seen): boolean {
    try {
      const header = String(seen.headers['mdm-signature'])
      readSignedCms(Buffer.from(header, 'base64'), { detachedContent: seen.body })
      return true
    } catch {
      return false
    }
  }

  #scep(seen: Seen, url: URL): Answer {
    const operation = url.searchParams.get('operation')
    if (operation === 'GetCACaps') return { body: this.caps }
    if (operation === 'GetCACert') {
      return { headers: { 'content-type': 'application/x-x509-ca-cert' }, body: pemToDer(root.certificatePem) }
    }
    return { body: this.#pkiOperation(seen.body) }
  }

  #pkiOperation(bytes: Buffer): Buffer {
    const message = readPkiMessage(bytes)
    const content = openEnvelope(message.content, root)
    if (message.messageType === '19') {
      this.#requests.set(message.transactionId, { csr: content, signer: message.signerCertificatePem })
    }
    const stored = this.#requests.get(message.transactionId)
    const reply = {
      messageType: '3',
      transactionId: message.transactionId,
      senderNonce: randomBytes(16),
      recipientNonce: message.senderNonce ?? Buffer.alloc(0),
      ...root,
    } as const
    if (stored === undefined) return buildPkiMessage({ ...reply, pkiStatus: '2', failInfo: '4' })
    const csr = readCsr(stored.csr)
    if (this.scepFailInfo !== null || csr.challengePassword !== this.challenge) {
      return buildPkiMessage({ ...reply, pkiStatus: '2', failInfo: '2' })
    }
    if (this.pendingPolls-- > 0) return buildPkiMessage({ ...reply, pkiStatus: '3' })
    const { der } = issueCertificate({
      subject: csr.subject,
      issuer: root,
      publicKeyPem: csr.publicKeyPem,
      ...validity([-1, 1]),
      keyUsage: ['digitalSignature', 'keyEncipherment'],
    })
    const degenerate = writeCertificatesOnly([der])
    return buildPkiMessage({ ...reply, pkiStatus: '0', content: encryptEnvelope(degenerate, stored.signer, 'aes128') })
  }
}

/** What the device signed for an enrollment or a report: its plist, and who signed. */
export function readReport(body: Buffer): {
  readonly attributes: PlistDict
  readonly signerPem: string
  readonly chain: readonly string[]
} {
  const { content, signer, certificates } = readSignedCms(body)
  return { attributes: readPlistDict(content), signerPem: signer.certificatePem, chain: certificates }
}

export function text(dict: PlistDict | undefined, key: string): string | undefined {
  return dict === undefined ? undefined : stringAt(dict, key)
}
