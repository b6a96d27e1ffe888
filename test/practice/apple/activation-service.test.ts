import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readPlistDict } from '../../../electron/apple/plist/read.ts'
import { writePlist } from '../../../electron/apple/plist/write.ts'
import { randomBytes } from '../../../electron/lib/crypto.ts'
import { generateRsaKey } from '../../../electron/lib/crypto-keys.ts'
import { closeHttpAgents, httpRequest } from '../../../electron/lib/http.ts'
import { issueCertificate } from '../../../electron/pki/certificate.ts'
import {
  activationInfo,
  readHandshakeReply,
  sessionInfo,
  verifyActivationRecord,
} from '../../../electron/practice/apple/activation-record.ts'
import type { ActivationSession } from '../../../electron/practice/apple/activation-record.ts'
import type { Authority } from '../../../electron/practice/factory.ts'
import { startTestTenant } from '../../harness/tenant.ts'
import type { TestTenant } from '../../harness/tenant.ts'

let tenant: TestTenant
let builtIn: Authority
beforeAll(async () => {
  tenant = await startTestTenant()
  builtIn = await makeBuiltIn(tenant.factory.deviceCa)
})
afterAll(async () => {
  closeHttpAgents()
  await tenant.dispose()
})

async function makeBuiltIn(issuer: Authority | null): Promise<Authority> {
  const { privateKeyPem, publicKeyPem } = await generateRsaKey()
  const { pem } = issueCertificate({
    subject: [{ type: 'commonName', value: 'built in' }],
    issuer,
    privateKeyPem,
    publicKeyPem,
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 3_600_000),
  })
  return { certificatePem: pem, privateKeyPem }
}

function post(path: string, contentType: string, body: Uint8Array | string) {
  const url = `${tenant.announcement.activationUrl}/${path}`
  return httpRequest({
    method: 'POST',
    url,
    body,
    headers: { 'Content-Type': contentType },
    caPems: [tenant.announcement.rootCertificate],
  })
}

function newSession(serial: string): ActivationSession {
  return { udid: `udid-of-${serial}`, serial, nonce: randomBytes(16) }
}

/** The info a device gives the host after the handshake. */
async function claim(session: ActivationSession, signer = builtIn, activationLocked = false): Promise<Buffer> {
  const reply = await post('drmHandshake', 'application/x-apple-plist', writePlist(sessionInfo(session)))
  expect(reply.headers['content-type']).toContain('application/xml')
  const serviceNonce = readHandshakeReply(reply.body, session, tenant.factory.activationCa.certificatePem)
  const facts = { productType: 'iPhone14,2', osVersion: '26.0', build: '23A341', imei: null, activationLocked }
  return writePlist(activationInfo({ ...session, ...facts, serviceNonce }, signer))
}

function form(info: Buffer): string {
  return new URLSearchParams({ 'activation-info': info.toString() }).toString()
}

const urlencoded = 'application/x-www-form-urlencoded'

describe('the practice activation service', () => {
  it('activates exactly the device that began the session', async () => {
    const session = newSession('TESTACTIVE01')
    const answer = await post('deviceActivation', urlencoded, form(await claim(session)))
    expect([answer.status, answer.headers['content-type']]).toEqual([200, expect.stringContaining('text/xml')])
    const ca = tenant.factory.activationCa.certificatePem
    verifyActivationRecord(answer.body, session, ca)
    expect(() => verifyActivationRecord(answer.body, newSession('TESTACTIVE01'), ca)).toThrow()
    expect(() => verifyActivationRecord(answer.body, { ...session, serial: 'OTHER' }, ca)).toThrow()
  })

  it('reads the multipart form of libideviceactivation as well', async () => {
    const session = newSession('TESTACTIVE02')
    const info = await claim(session)
    const part = (name: string, value: string) =>
      `--XYZ\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    const body = `${part('InStoreActivation', 'false')}${part('activation-info', info.toString())}--XYZ--\r\n`
    const answer = await post('deviceActivation', 'multipart/form-data; boundary=XYZ', body)
    verifyActivationRecord(answer.body, session, tenant.factory.activationCa.certificatePem)
  })

  it('asks for the owner of a locked device, with status 200 as Apple does', async () => {
    const byItself = await post(
      'deviceActivation',
      urlencoded,
      form(await claim(newSession('TESTLOCKED01'), builtIn, true)),
    )
    await tenant.control('POST', '/lock-activation', { serials: ['TESTLOCKED02'] })
    const byHook = await post('deviceActivation', urlencoded, form(await claim(newSession('TESTLOCKED02'))))
    for (const answer of [byItself, byHook]) {
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/x-buddyml'])
    }
    await tenant.control('POST', '/unlock-activation', { serials: ['TESTLOCKED02'] })
    const free = await post('deviceActivation', urlencoded, form(await claim(newSession('TESTLOCKED02'))))
    expect(readPlistDict(free.body)['ActivationRecord']).toBeDefined()
  })

  it('takes no info twice, none from a forged device, and no nonsense', async () => {
    const info = form(await claim(newSession('TESTACTIVE03')))
    expect((await post('deviceActivation', urlencoded, info)).status).toBe(200)
    expect((await post('deviceActivation', urlencoded, info)).status).toBe(400)
    const forged = form(await claim(newSession('TESTACTIVE04'), await makeBuiltIn(null)))
    expect((await post('deviceActivation', urlencoded, forged)).status).toBe(400)
    for (const body of ['', 'activation-info=', 'activation-info=x', 'other=1']) {
      expect((await post('deviceActivation', urlencoded, body)).status).toBe(400)
    }
    expect((await post('drmHandshake', 'application/x-apple-plist', 'x')).status).toBe(400)
  })
})
