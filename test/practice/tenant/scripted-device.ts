import { readPlistDict } from '../../../electron/apple/plist/read.ts'
import { arrayAt, dictAt, stringAt } from '../../../electron/apple/plist/take.ts'
import { isPlistDict } from '../../../electron/apple/plist/value.ts'
import type { PlistDict } from '../../../electron/apple/plist/value.ts'
import { writePlist } from '../../../electron/apple/plist/write.ts'
import type { PlistInputDict } from '../../../electron/apple/plist/write.ts'
import { randomBytes, sha1 } from '../../../electron/lib/crypto.ts'
import { generateRsaKey } from '../../../electron/lib/crypto-keys.ts'
import { httpRequest } from '../../../electron/lib/http.ts'
import type { HttpResponse } from '../../../electron/lib/http.ts'
import { derToPem, issueCertificate } from '../../../electron/pki/certificate.ts'
import { encryptEnvelope, openEnvelope } from '../../../electron/pki/cms-envelope.ts'
import { signCms } from '../../../electron/pki/cms-sign.ts'
import { readCertificatesOnly, readSignedCms } from '../../../electron/pki/cms-verify.ts'
import { createCsr } from '../../../electron/pki/csr.ts'
import { buildPkiMessage, readPkiMessage } from '../../../electron/pki/scep-message.ts'
import type { TestTenant } from '../../harness/tenant.ts'

export type Identity = { readonly certificatePem: string; readonly privateKeyPem: string }

/** A device that follows Apple's documents step by step, with nothing of the practice cart's. */
export class ScriptedDevice {
  readonly #tenant: TestTenant
  readonly #builtIn: Identity
  readonly serial: string
  readonly udid: string
  readonly pushMagic = 'magic-of-a-test'
  readonly pushToken = randomBytes(32)

  constructor(tenant: TestTenant, serial: string, builtIn: Identity) {
    this.#tenant = tenant
    this.#builtIn = builtIn
    this.serial = serial
    this.udid = `00008110-${sha1(serial).toString('hex').slice(0, 16).toUpperCase()}`
  }

  /** With a built-in identity of the factory that the tenant believes, expired long ago as real ones are. */
  static async make(tenant: TestTenant, serial: string): Promise<ScriptedDevice> {
    const key = await generateRsaKey()
    const certificate = issueCertificate({
      subject: [{ type: 'commonName', value: 'built in' }],
      issuer: tenant.factory.deviceCa,
      publicKeyPem: key.publicKeyPem,
      notBefore: new Date('2014-01-01'),
      notAfter: new Date('2015-01-01'),
    })
    return new ScriptedDevice(tenant, serial, { certificatePem: certificate.pem, privateKeyPem: key.privateKeyPem })
  }

  get builtIn(): Identity {
    return this.#builtIn
  }

  machineInfo(extra: PlistInputDict = {}): Buffer {
    return writePlist({
      UDID: this.udid,
      SERIAL: this.serial,
      PRODUCT: 'iPhone14,2',
      VERSION: '23A341',
      OS_VERSION: '26.0',
      ...extra,
    })
  }

  post(url: string, body: Uint8Array, headers: Readonly<Record<string, string>> = {}): Promise<HttpResponse> {
    return httpRequest({
      method: 'POST',
      url,
      body,
      caPems: [this.#tenant.announcement.rootCertificate],
      headers: { 'Content-Type': 'application/pkcs7-signature', ...headers },
    })
  }

  /** The signed POST of Setup Assistant: SHA-1, as real devices sign. */
  async askForEnrollment(headers: Readonly<Record<string, string>> = {}): Promise<HttpResponse> {
    const config = await this.get(await profileUrl(this.#tenant))
    const { dep_enrollment_url: url } = JSON.parse(config.body.toString()) as { dep_enrollment_url: string }
    return this.post(url, signCms(this.machineInfo(), { ...this.#builtIn, digest: 'sha1' }), headers)
  }

  get(url: string): Promise<HttpResponse> {
    return httpRequest({ method: 'GET', url, caPems: [this.#tenant.announcement.rootCertificate] })
  }

  /** Fulfils the SCEP payload of a profile. */
  async fetchIdentity(profile: PlistDict): Promise<Identity> {
    const scep = dictAt(payloadOf(profile, 'com.apple.security.scep'), 'PayloadContent') ?? {}
    return this.scep(stringAt(scep, 'URL') ?? '', stringAt(scep, 'Challenge') ?? '')
  }

  async scep(url: string, challenge: string, digest: 'sha1' | 'sha256' = 'sha256'): Promise<Identity> {
    const ca = derToPem((await httpRequest({ method: 'GET', url: `${url}?operation=GetCACert&message=x` })).body)
    const { privateKeyPem, publicKeyPem } = await generateRsaKey()
    const subject = [{ type: 'commonName', value: 'device' }] as const
    const csr = createCsr({ subject, privateKeyPem, publicKeyPem, challengePassword: challenge })
    const { pem: certificatePem } = issueCertificate({
      subject,
      issuer: null,
      privateKeyPem,
      publicKeyPem,
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + 3_600_000),
    })
    const message = buildPkiMessage({
      messageType: '19',
      transactionId: randomBytes(8).toString('hex'),
      senderNonce: randomBytes(16),
      content: encryptEnvelope(csr, ca, digest === 'sha1' ? 'des' : 'aes128'),
      certificatePem,
      privateKeyPem,
      digest,
    })
    const answer = await httpRequest({ method: 'POST', url: `${url}?operation=PKIOperation`, body: message })
    const reply = readPkiMessage(answer.body)
    if (reply.pkiStatus !== '0') throw new Error(`pkiStatus ${reply.pkiStatus}, failInfo ${reply.failInfo}`)
    const [der] = readCertificatesOnly(openEnvelope(reply.content, { certificatePem, privateKeyPem }))
    if (der === undefined) throw new Error('no certificate came')
    return { certificatePem: derToPem(der), privateKeyPem }
  }

  /** PUT of a plist to CheckInURL or ServerURL, with the detached signature in the header. */
  async put(url: string, message: PlistInputDict, signer: Identity | null): Promise<HttpResponse> {
    const body = writePlist(message)
    const signature = signer === null ? null : signCms(body, { ...signer, detached: true }).toString('base64')
    return httpRequest({
      method: 'PUT',
      url,
      body,
      caPems: [this.#tenant.announcement.rootCertificate],
      headers: signature === null ? {} : { 'Mdm-Signature': signature },
    })
  }

  authenticate(profile: PlistDict, signer: Identity | null): Promise<HttpResponse> {
    const mdm = payloadOf(profile, 'com.apple.mdm')
    const message = {
      MessageType: 'Authenticate',
      Topic: stringAt(mdm, 'Topic'),
      UDID: this.udid,
      SerialNumber: this.serial,
      OSVersion: '26.0',
    }
    return this.put(stringAt(mdm, 'CheckInURL') ?? '', message, signer)
  }

  tokenUpdate(profile: PlistDict, signer: Identity | null, extra: PlistInputDict = {}): Promise<HttpResponse> {
    const mdm = payloadOf(profile, 'com.apple.mdm')
    const message = {
      MessageType: 'TokenUpdate',
      Topic: stringAt(mdm, 'Topic'),
      UDID: this.udid,
      PushMagic: this.pushMagic,
      Token: this.pushToken,
    }
    return this.put(stringAt(mdm, 'CheckInURL') ?? '', { ...message, ...extra }, signer)
  }

  poll(profile: PlistDict, signer: Identity, message: PlistInputDict = { Status: 'Idle' }): Promise<HttpResponse> {
    const mdm = payloadOf(profile, 'com.apple.mdm')
    return this.put(stringAt(mdm, 'ServerURL') ?? '', { UDID: this.udid, ...message }, signer)
  }

  /** The whole way from the signed POST to the first TokenUpdate. */
  async enroll(): Promise<{ readonly profile: PlistDict; readonly identity: Identity }> {
    const answer = await this.askForEnrollment()
    if (answer.status !== 200) throw new Error(`enrollment answered ${answer.status}: ${answer.body.toString()}`)
    const profile = openProfile(answer.body)
    const identity = await this.fetchIdentity(profile)
    await this.authenticate(profile, identity)
    await this.tokenUpdate(profile, identity)
    return { profile, identity }
  }
}

/** The plist inside a signed profile. */
export function openProfile(bytes: Uint8Array): PlistDict {
  return readPlistDict(readSignedCms(bytes).content)
}

export function payloadOf(profile: PlistDict, type: string): PlistDict {
  const payloads = (arrayAt(profile, 'PayloadContent') ?? []).filter((value) => isPlistDict(value))
  return payloads.find((payload) => stringAt(payload, 'PayloadType') === type) ?? {}
}

export async function profileUrl(tenant: TestTenant): Promise<string> {
  const { accountId, tenantId } = tenant.tenant.world
  return `${tenant.announcement.deviceBaseUrl}/EnrollmentServer/MDMServiceConfig?id=${accountId}&AADTenantId=${tenantId}`
}
