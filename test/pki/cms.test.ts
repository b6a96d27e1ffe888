import { describe, expect, it } from 'vitest'
import { openEnvelope, encryptEnvelope } from '../../electron/pki/cms-envelope.ts'
import { signCms, writeCertificatesOnly } from '../../electron/pki/cms-sign.ts'
import { readCertificatesOnly, readSignedCms } from '../../electron/pki/cms-verify.ts'
import { readBer } from '../../electron/pki/ber.ts'
import { octetString } from '../../electron/pki/der.ts'
import { oids } from '../../electron/pki/oids.ts'
import { pemToDer } from '../../electron/pki/pem.ts'
import { readPkcs12, writePkcs12 } from '../../electron/pki/pkcs12.ts'
import { buildPkiMessage, readPkiMessage } from '../../electron/pki/scep-message.ts'
import { issuedBy, selfSigned } from './authority.ts'

const root = await selfSigned('Root')
const signer = await issuedBy(root, 'Signer')
const content = Buffer.from('<plist/>')
const invalid = expect.objectContaining({ code: 'cms.invalid' })

describe('signed data', () => {
  it.each([
    ['SHA-256', {}],
    ['SHA-1', { digest: 'sha1' }],
    ['no signed attributes', { withoutSignedAttributes: true }],
    ['no signing time', { signingTime: null }],
  ] as const)('is read back: %s', (_what, options) => {
    const read = readSignedCms(signCms(content, { ...signer, ...options }))
    expect(read.content).toEqual(content)
    expect(read.certificates).toEqual([signer.certificatePem])
    expect(read.signer.certificatePem).toBe(signer.certificatePem)
    expect(read.signer.digest).toBe('digest' in options ? options.digest : 'sha256')
  })

  it('carries the chain after the signer, in order', () => {
    const read = readSignedCms(signCms(content, { ...signer, chainPems: [root.certificatePem] }))
    expect(read.certificates).toEqual([signer.certificatePem, root.certificatePem])
  })

  it('sorts its signed attributes by their encoding', () => {
    const der = signCms(content, {
      ...signer,
      extraSignedAttributes: [{ oid: oids.scepSenderNonce, value: octetString(Buffer.alloc(16)) }],
    })
    const signerInfo = readBer(der).children[1]?.children[0]?.children.at(-1)?.children[0]
    const attributes = signerInfo?.children[3]?.children.map(({ raw }) => raw) ?? []
    expect(attributes).toHaveLength(4)
    expect(attributes).toEqual([...attributes].sort((a, b) => Buffer.compare(a, b)))
  })

  it('hands out its signed attributes', () => {
    const value = octetString(Buffer.from('nonce'))
    const der = signCms(content, { ...signer, extraSignedAttributes: [{ oid: oids.scepSenderNonce, value }] })
    expect(readSignedCms(der).signer.signedAttributes.get(oids.scepSenderNonce)).toEqual(value)
  })

  it('may be detached, and then says nothing about other content', () => {
    const der = signCms(content, { ...signer, detached: true })
    expect(der.includes(content)).toBe(false)
    expect(readSignedCms(der, { detachedContent: content }).content).toEqual(content)
    expect(() => readSignedCms(der, { detachedContent: Buffer.from('other') })).toThrow(invalid)
    expect(() => readSignedCms(der)).toThrow(/no content/)
  })

  it('cannot pass off attached content as a signature over other content', () => {
    const der = signCms(content, signer)
    expect(() => readSignedCms(der, { detachedContent: Buffer.from('other') })).toThrow(/other content/)
  })

  it('is refused when its content, its attributes or its signature were changed', () => {
    for (const withoutSignedAttributes of [true, false]) {
      const der = signCms(content, { ...signer, withoutSignedAttributes })
      const changed = Buffer.from(der)
      changed.write('<PLIST/>', changed.indexOf(content))
      expect(() => readSignedCms(changed)).toThrow(invalid)
      const broken = Buffer.from(der)
      broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1
      expect(() => readSignedCms(broken)).toThrow(/signature does not match/)
    }
  })

  it('is refused when the signer is not in it', () => {
    const der = signCms(content, signer)
    const other = pemToDer(root.certificatePem)
    expect(() => readSignedCms(replaced(der, pemToDer(signer.certificatePem), other))).toThrow(invalid)
  })

  it('of certificates only is read back', () => {
    const ders = [pemToDer(signer.certificatePem), pemToDer(root.certificatePem)]
    expect(readCertificatesOnly(writeCertificatesOnly(ders))).toEqual(ders)
    expect(() => readSignedCms(writeCertificatesOnly(ders))).toThrow(/exactly one signer/)
  })
})

/** Swaps one certificate for another in a message and mends the lengths around it. */
function replaced(der: Buffer, from: Buffer, to: Buffer): Buffer {
  const swap = (node: ReturnType<typeof readBer>): Buffer => {
    if (node.raw.equals(from)) return to
    if (node.children.length === 0) return node.raw
    const body = Buffer.concat(node.children.map((child) => swap(child)))
    const length = Buffer.from([0x84, 0, 0, 0, 0])
    length.writeUInt32BE(body.length, 1)
    return Buffer.concat([Buffer.from([node.tag]), length, body])
  }
  return swap(readBer(der))
}

describe('an envelope', () => {
  const cannotOpen = expect.objectContaining({ code: 'cms.cannotOpen' })

  it.each(['aes256', 'aes192', 'aes128', '3des', 'des'] as const)('is opened again: %s', (cipher) => {
    for (const length of [0, 1, 15, 16, 17, 5000]) {
      const plaintext = Buffer.alloc(length, 'x')
      expect(openEnvelope(encryptEnvelope(plaintext, signer.certificatePem, cipher), signer)).toEqual(plaintext)
    }
  })

  it('is opened only by its recipient', () => {
    const der = encryptEnvelope(content, signer.certificatePem, 'aes256')
    expect(() => openEnvelope(der, root)).toThrow(cannotOpen)
    expect(() => openEnvelope(der, { ...signer, privateKeyPem: root.privateKeyPem })).toThrow(cannotOpen)
  })

  it('fails in one way only, whatever byte is wrong', () => {
    const der = encryptEnvelope(content, signer.certificatePem, 'aes128')
    const failures = new Set<string>()
    for (let index = 0; index < der.length; index += 3) {
      const changed = Buffer.from(der)
      changed[index] = (changed[index] ?? 0) ^ 0x55
      try {
        openEnvelope(changed, signer)
      } catch (error) {
        failures.add(error instanceof Error ? `${error.name} ${error.message} ${JSON.stringify(error)}` : String(error))
      }
    }
    expect([...failures]).toHaveLength(1)
  })
})

describe('a SCEP message', () => {
  const senderNonce = Buffer.alloc(16, 1)

  it('is read back with its attributes', () => {
    const der = buildPkiMessage({
      ...signer,
      messageType: '19',
      transactionId: 'aGFsbG8=',
      senderNonce,
      content,
      digest: 'sha1',
    })
    expect(readPkiMessage(der)).toEqual({
      messageType: '19',
      transactionId: 'aGFsbG8=',
      senderNonce,
      recipientNonce: null,
      pkiStatus: null,
      failInfo: null,
      content,
      signerCertificatePem: signer.certificatePem,
      digest: 'sha1',
    })
  })

  it('may be a refusal without content', () => {
    const der = buildPkiMessage({
      ...signer,
      messageType: '3',
      transactionId: '1',
      senderNonce,
      recipientNonce: senderNonce,
      pkiStatus: '2',
      failInfo: '2',
    })
    expect(readPkiMessage(der)).toMatchObject({ pkiStatus: '2', failInfo: '2', recipientNonce: senderNonce })
    expect(readPkiMessage(der).content).toHaveLength(0)
  })

  it('is refused when it is signed data of another kind or damaged', () => {
    expect(() => readPkiMessage(signCms(content, signer))).toThrow(expect.objectContaining({ code: 'scep.invalid' }))
    expect(() => readPkiMessage(Buffer.from('nonsense'))).toThrow(expect.objectContaining({ code: 'scep.invalid' }))
  })
})

describe('a .p12 file', () => {
  it.each([true, false])('is opened again (modern: %s)', (modern) => {
    const der = writePkcs12({ ...signer, passphrase: 'pässword', friendlyName: 'École', modern })
    expect(readPkcs12(der, 'pässword')).toEqual({ ...signer, friendlyName: 'École', chainPems: [] })
    expect(() => readPkcs12(der, 'password')).toThrow(expect.objectContaining({ code: 'pkcs12.cannotOpen' }))
  })

  it('is refused when it is none', () => {
    for (const nonsense of [
      Buffer.alloc(0),
      Buffer.from('nonsense'),
      signCms(content, signer),
      Buffer.alloc(2 ** 21),
    ]) {
      expect(() => readPkcs12(nonsense, '')).toThrow(expect.objectContaining({ code: 'pkcs12.cannotOpen' }))
    }
  })
})
