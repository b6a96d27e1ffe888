import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePlist } from '../../../electron/apple/plist/write.ts'
import { randomBytes } from '../../../electron/lib/crypto.ts'
import { generateRsaKey } from '../../../electron/lib/crypto-keys.ts'
import { issueCertificate } from '../../../electron/pki/certificate.ts'
import {
  activationInfo,
  activationRecord,
  handshakeReply,
  readActivationInfo,
  readHandshakeReply,
  readSessionInfo,
  sessionInfo,
  verifyActivationRecord,
} from '../../../electron/practice/apple/activation-record.ts'
import { ensureFactory } from '../../../electron/practice/factory.ts'
import type { Authority, Factory } from '../../../electron/practice/factory.ts'

let directory: string
let factory: Factory
let builtIn: Authority

const session = { udid: '00008110-000A1B2C3D4E801E', serial: 'TESTABCD1234', nonce: randomBytes(16) }

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'slipway-factory-'))
  const [first, second] = await Promise.all([
    ensureFactory(join(directory, 'factory')),
    ensureFactory(join(directory, 'factory')),
  ])
  expect(second).toEqual(first)
  factory = first
  const key = await generateRsaKey()
  const certificate = issueCertificate({
    subject: [{ type: 'commonName', value: session.udid }],
    issuer: factory.deviceCa,
    publicKeyPem: key.publicKeyPem,
    notBefore: new Date(Date.now() - 1000),
    notAfter: new Date(Date.now() + 3600_000),
  })
  builtIn = { certificatePem: certificate.pem, privateKeyPem: key.privateKeyPem }
})

afterAll(() => rm(directory, { recursive: true, force: true }))

function claim(serviceNonce: Uint8Array) {
  return {
    ...session,
    serviceNonce,
    productType: 'iPhone14,5',
    osVersion: '18.5',
    build: '22F76',
    imei: null,
    activationLocked: false,
  }
}

describe('the factory', () => {
  it('is the same again the next time, and its keys are for the owner only', async () => {
    expect(await ensureFactory(join(directory, 'factory'))).toEqual(factory)
    const key = await stat(join(directory, 'factory', 'activation-ca.key.pem'))
    expect(key.mode & 0o077).toBe(0)
  })
})

describe('a directory that holds something else', () => {
  it('is left alone and named', async () => {
    await writeFile(join(directory, 'notes.txt'), 'mine')
    await expect(ensureFactory(directory)).rejects.toMatchObject({
      code: 'practice.dataUnusable',
      details: { path: directory },
    })
  })
})

describe('an activation', () => {
  it('goes from session info to a record the device takes', () => {
    const asked = readSessionInfo(writePlist(sessionInfo(session)))
    expect(asked.udid).toBe(session.udid)
    const reply = handshakeReply(asked, Buffer.from('service nonce'), factory.activationCa)
    const serviceNonce = readHandshakeReply(reply, session, factory.activationCa.certificatePem)
    const claimed = readActivationInfo(
      writePlist(activationInfo(claim(serviceNonce), builtIn)),
      factory.deviceCa.certificatePem,
    )
    expect(Buffer.from(claimed.serviceNonce).toString()).toBe('service nonce')
    expect(claimed.productType).toBe('iPhone14,5')
    const record = activationRecord(claimed, factory.activationCa)
    expect(() => verifyActivationRecord(record, session, factory.activationCa.certificatePem)).not.toThrow()
  })

  it('refuses a record made for another device', () => {
    const record = activationRecord({ ...session, udid: '00008110-0000000000000000' }, factory.activationCa)
    expect(() => verifyActivationRecord(record, session, factory.activationCa.certificatePem)).toThrow(/another device/)
  })

  it('refuses a record of an earlier session', () => {
    const record = activationRecord({ ...session, nonce: randomBytes(16) }, factory.activationCa)
    expect(() => verifyActivationRecord(record, session, factory.activationCa.certificatePem)).toThrow(
      /another session/,
    )
  })

  it('refuses a record that another authority signed', () => {
    const record = activationRecord(session, factory.deviceCa)
    expect(() => verifyActivationRecord(record, session, factory.activationCa.certificatePem)).toThrow()
  })

  it('refuses activation info that was changed on its way', () => {
    const info = activationInfo(claim(randomBytes(16)), builtIn)
    const changed = {
      ...info,
      ActivationInfoXML: writePlist({ UniqueDeviceID: 'x', SerialNumber: 'y', Nonce: randomBytes(16) }),
    }
    expect(() => readActivationInfo(writePlist(changed), factory.deviceCa.certificatePem)).toThrow(/did not sign/)
  })
})
