import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  certificateFacts,
  generateRsaKey,
  publicKeyOf,
  rsaPublicKeyToPkcs1Pem,
} from '../../electron/lib/crypto-keys.ts'
import { issueCertificate } from '../../electron/pki/certificate.ts'
import { certificateFields } from '../../electron/pki/certificate-fields.ts'
import { createCsr, readCsr } from '../../electron/pki/csr.ts'
import { makePairingCertificates } from '../../electron/pki/pairing-certificates.ts'
import { derToPem, pemToDer, splitPems } from '../../electron/pki/pem.ts'
import { createSupervisionIdentity } from '../../electron/pki/supervision-identity.ts'
import { verifyChain } from '../../electron/pki/verify-chain.ts'
import { issuedBy, selfSigned } from './authority.ts'

const now = new Date('2026-11-22T03:00:00Z')

describe('PEM', () => {
  it('is undone exactly', () => {
    const der = Buffer.alloc(100, 7)
    expect(pemToDer(derToPem(der))).toEqual(der)
    expect(derToPem(der).split('\n')[1]).toHaveLength(64)
  })

  it('is refused when there is no block in the text', () => {
    expect(() => pemToDer('nothing')).toThrow(expect.objectContaining({ code: 'certificate.invalid' }))
  })

  it('may hold several certificates', async () => {
    const { certificatePem } = await selfSigned('One')
    const found = splitPems(`first\n${certificatePem}\nsecond\n${certificatePem}`)
    expect(found.map((pem) => pemToDer(pem))).toEqual([pemToDer(certificatePem), pemToDer(certificatePem)])
  })
})

describe('an issued certificate', async () => {
  const root = await selfSigned('Zürich Root')
  const leaf = await issuedBy(root, 'leaf', {
    serialHex: '0fab1',
    altNames: { dns: ['localhost', 'a.example'], ip: ['127.0.0.1', '::1', '2001:db8::5'] },
  })

  it('says what was asked for, as another parser reads it', () => {
    const read = new X509Certificate(leaf.certificatePem)
    expect(read.issuer).toBe('CN=Zürich Root')
    expect(read.subject).toBe('CN=leaf')
    expect(read.serialNumber).toBe('FAB1')
    expect(read.ca).toBe(false)
    expect(read.subjectAltName).toBe(
      'DNS:localhost, DNS:a.example, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:2001:DB8:0:0:0:0:0:5',
    )
    expect(read.checkIssued(new X509Certificate(root.certificatePem))).toBe(true)
    expect(read.verify(new X509Certificate(root.certificatePem).publicKey)).toBe(true)
    expect(read.checkHost('a.example')).toBe('a.example')
  })

  it('has facts for the rest of the program', () => {
    const facts = certificateFacts(leaf.certificatePem)
    expect(facts).toMatchObject({ subject: 'CN=leaf', serialHex: 'FAB1', isCa: false })
    expect(facts.sha256Hex).toMatch(/^[0-9a-f]{64}$/)
    expect(facts.publicKeyPem).toBe(publicKeyOf(leaf.privateKeyPem))
    expect(certificateFacts(facts.der).pem).toBe(facts.pem)
    expect(certificateFacts(root.certificatePem).isCa).toBe(true)
  })

  it('gets a serial number of its own each time', async () => {
    const key = await generateRsaKey(1024)
    const make = () =>
      issueCertificate({ subject: [], issuer: root, publicKeyPem: key.publicKeyPem, notBefore: now, notAfter: now })
    expect(certificateFacts(make().der).serialHex).not.toBe(certificateFacts(make().der).serialHex)
  })

  it('carries every kind of name part', async () => {
    const all = await selfSigned('x', {
      subject: [
        { type: 'countryName', value: 'FR' },
        { type: 'organizationName', value: 'Société' },
        { type: 'organizationalUnitName', value: 'IT' },
        { type: 'userId', value: 'com.apple.mgmt.x' },
        { type: 'commonName', value: 'é' },
      ],
    })
    expect(certificateFacts(all.certificatePem).subject).toBe('C=FR\nO=Société\nOU=IT\nUID=com.apple.mgmt.x\nCN=é')
  })

  it('is never made with a bad key', () => {
    const bad = { subject: [], issuer: root, publicKeyPem: 'nonsense', notBefore: now, notAfter: now }
    expect(() => issueCertificate(bad)).toThrow(expect.objectContaining({ code: 'crypto.badKey' }))
  })
})

it('a supervision identity is a ten-year authority named for the organization', async () => {
  const identity = await createSupervisionIdentity({ organizationName: 'École n° 5', now })
  const read = new X509Certificate(identity.certificatePem)
  expect(read.subject).toBe('CN=École n° 5')
  expect(read.issuer).toBe(read.subject)
  expect(read.ca).toBe(true)
  expect(read.validFromDate.toISOString()).toBe('2026-11-22T02:59:00.000Z')
  expect(read.validToDate.toISOString()).toBe('2036-11-22T03:00:00.000Z')
  expect(read.raw).toEqual(identity.certificateDer)
  expect(read.verify(read.publicKey)).toBe(true)
  expect(publicKeyOf(identity.privateKeyPem)).toBe(certificateFacts(identity.certificatePem).publicKeyPem)
  expect(certificateFields(identity.certificatePem)).toMatchObject({ mayIssue: true, isCa: true, digest: 'sha256' })
})

describe('pairing certificates', async () => {
  const device = await generateRsaKey()
  const devicePublicKeyPem = rsaPublicKeyToPkcs1Pem(device.publicKeyPem)
  const pair = await makePairingCertificates({ devicePublicKeyPem: `${devicePublicKeyPem}\0`, now })

  it('have empty names, serial 1, ten years and one root', () => {
    const root = new X509Certificate(pair.rootCertificatePem)
    for (const pem of [pair.rootCertificatePem, pair.hostCertificatePem, pair.deviceCertificatePem]) {
      const facts = certificateFacts(pem)
      expect(facts).toMatchObject({ subject: '', issuer: '', serialHex: '01' })
      expect(facts.notAfter.toISOString()).toBe('2036-11-22T03:00:00.000Z')
      expect(new X509Certificate(pem).verify(root.publicKey)).toBe(true)
      expect(facts.isCa).toBe(pem === pair.rootCertificatePem)
    }
  })

  it('hold the device key and matching host and root keys', () => {
    expect(certificateFacts(pair.deviceCertificatePem).publicKeyPem).toBe(device.publicKeyPem)
    expect(certificateFacts(pair.hostCertificatePem).publicKeyPem).toBe(publicKeyOf(pair.hostPrivateKeyPem))
    expect(certificateFacts(pair.rootCertificatePem).publicKeyPem).toBe(publicKeyOf(pair.rootPrivateKeyPem))
    expect(pair.hostPrivateKeyPem).not.toBe(pair.rootPrivateKeyPem)
  })

  it('can be made again from the same keys', async () => {
    const again = await makePairingCertificates({ devicePublicKeyPem, now, keys: pair })
    expect(again).toEqual(pair)
  })

  it('refuse what is no device key', async () => {
    const tiny = await generateRsaKey(512)
    for (const pem of ['', 'nonsense', rsaPublicKeyToPkcs1Pem(tiny.publicKeyPem)]) {
      await expect(makePairingCertificates({ devicePublicKeyPem: pem, now })).rejects.toMatchObject({
        code: 'crypto.badKey',
      })
    }
  })
})

describe('a certificate request', async () => {
  const key = await generateRsaKey()
  const subject = [{ type: 'commonName', value: 'device 1' }] as const

  it('is read back with its challenge', () => {
    for (const challengePassword of ['secret-1', 'gehöim *']) {
      const der = createCsr({ ...key, subject, challengePassword, altNames: { dns: ['a.example'] } })
      expect(readCsr(der)).toEqual({ publicKeyPem: key.publicKeyPem, subject, challengePassword })
    }
    expect(readCsr(createCsr({ ...key, subject: [] }))).toMatchObject({ subject: [], challengePassword: null })
  })

  it('is refused when a byte of it was changed', () => {
    const der = createCsr({ ...key, subject, challengePassword: 'secret' })
    const changed = Buffer.from(der)
    const position = changed.indexOf('secret')
    changed.write('Secret', position)
    expect(() => readCsr(changed)).toThrow(expect.objectContaining({ code: 'csr.invalid' }))
  })

  it('is refused when somebody else signed it', async () => {
    const other = await generateRsaKey()
    const der = createCsr({ subject, publicKeyPem: key.publicKeyPem, privateKeyPem: other.privateKeyPem })
    expect(() => readCsr(der)).toThrow(/signature does not match/)
  })
})

describe('a chain', async () => {
  const root = await selfSigned('Root')
  const middle = await issuedBy(root, 'Middle', {
    basicConstraints: { ca: true, critical: true },
    keyUsage: ['keyCertSign'],
  })
  const leaf = await issuedBy(middle, 'Leaf')
  const roots = [root.certificatePem]
  const intermediates = [middle.certificatePem]
  const untrusted = expect.objectContaining({ code: 'certificate.untrusted' })

  it('leads from the leaf to the root, in any order of intermediates', async () => {
    const noise = await selfSigned('Noise')
    expect(verifyChain(leaf.certificatePem, { roots, intermediates })).toBe(true)
    expect(
      verifyChain(leaf.certificatePem, {
        roots,
        intermediates: [noise.certificatePem, root.certificatePem, ...intermediates],
      }),
    ).toBe(true)
    expect(verifyChain(root.certificatePem, { roots })).toBe(true)
  })

  it('is not trusted without its intermediate or its root', async () => {
    const stranger = await selfSigned('Root')
    expect(() => verifyChain(leaf.certificatePem, { roots })).toThrow(untrusted)
    expect(() => verifyChain(leaf.certificatePem, { roots: [], intermediates })).toThrow(untrusted)
    expect(() => verifyChain(leaf.certificatePem, { roots: [stranger.certificatePem], intermediates })).toThrow(
      untrusted,
    )
  })

  it('is not trusted through a certificate that is no authority', async () => {
    const plain = await issuedBy(root, 'Plain')
    const below = await issuedBy(plain, 'Below')
    expect(() => verifyChain(below.certificatePem, { roots, intermediates: [plain.certificatePem] })).toThrow(untrusted)
    const mayNotSign = await issuedBy(root, 'Nosign', { basicConstraints: { ca: true, critical: true } })
    const below2 = await issuedBy(mayNotSign, 'Below')
    expect(() => verifyChain(below2.certificatePem, { roots, intermediates: [mayNotSign.certificatePem] })).toThrow(
      untrusted,
    )
  })

  it('knows dates, and can be told to ignore them', () => {
    const late = new Date(Date.now() + 10 * 86_400_000)
    const early = new Date(Date.now() - 10 * 86_400_000)
    expect(() => verifyChain(leaf.certificatePem, { roots, intermediates, at: late })).toThrow(
      expect.objectContaining({ code: 'certificate.expired' }),
    )
    expect(() => verifyChain(leaf.certificatePem, { roots, intermediates, at: early })).toThrow(
      expect.objectContaining({ code: 'certificate.notYetValid' }),
    )
    expect(verifyChain(leaf.certificatePem, { roots, intermediates, at: 'ignoreDates' })).toBe(true)
  })
})
