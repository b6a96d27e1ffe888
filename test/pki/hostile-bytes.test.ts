import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateRsaKey } from '../../electron/lib/crypto-keys.ts'
import { certificateFields } from '../../electron/pki/certificate-fields.ts'
import { encryptEnvelope, openEnvelope } from '../../electron/pki/cms-envelope.ts'
import { signCms, writeCertificatesOnly } from '../../electron/pki/cms-sign.ts'
import { readCertificatesOnly, readSignedCms } from '../../electron/pki/cms-verify.ts'
import { createCsr, readCsr } from '../../electron/pki/csr.ts'
import { pemToDer } from '../../electron/pki/pem.ts'
import { readPkcs12, writePkcs12 } from '../../electron/pki/pkcs12.ts'
import { buildPkiMessage, readPkiMessage } from '../../electron/pki/scep-message.ts'
import { AppError } from '../../src-shared/errors.ts'
import { selfSigned } from './authority.ts'

const identity = await selfSigned('Somebody')
const key = await generateRsaKey(1024)
const certificate = pemToDer(identity.certificatePem)

/** Each reader with an honest input of its kind, to be damaged. */
const readers: readonly (readonly [string, (bytes: Uint8Array) => unknown, Buffer])[] = [
  ['a certificate', (bytes) => certificateFields(bytes), certificate],
  ['signed data', (bytes) => readSignedCms(bytes), signCms(Buffer.from('content'), identity)],
  ['certificates only', (bytes) => readCertificatesOnly(bytes), writeCertificatesOnly([certificate])],
  [
    'an envelope',
    (bytes) => openEnvelope(bytes, identity),
    encryptEnvelope(Buffer.from('x'), identity.certificatePem, 'aes128'),
  ],
  ['a certificate request', (bytes) => readCsr(bytes), createCsr({ ...key, subject: [], challengePassword: 'x' })],
  [
    'a SCEP message',
    (bytes) => readPkiMessage(bytes),
    buildPkiMessage({
      ...identity,
      messageType: '19',
      transactionId: '1',
      senderNonce: Buffer.alloc(16),
      content: Buffer.from('x'),
    }),
  ],
  [
    'a .p12 file',
    (bytes) => readPkcs12(bytes, 'x'),
    writePkcs12({ ...identity, passphrase: 'x', friendlyName: 'x', modern: false }),
  ],
]

function onlyAppErrors(read: (bytes: Uint8Array) => unknown, bytes: Uint8Array): void {
  try {
    read(bytes)
  } catch (error) {
    if (!(error instanceof AppError)) throw new Error('not an AppError', { cause: error })
  }
}

describe.each(readers)('%s', (name, read, honest) => {
  // Every damaged .p12 file costs a password derivation in JavaScript.
  const numRuns = name === 'a .p12 file' ? 60 : 400

  it('is read when it is honest', () => {
    expect(() => read(honest)).not.toThrow()
  })

  it('answers garbage with an AppError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => onlyAppErrors(read, bytes)),
      { numRuns },
    )
  })

  it('answers damaged bytes with an AppError', () => {
    const damage = fc.array(fc.tuple(fc.nat(honest.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(damage, fc.nat(honest.length), (changes, end) => {
        const bytes = Buffer.from(honest)
        for (const [index, value] of changes) bytes[index] = value
        onlyAppErrors(read, bytes)
        onlyAppErrors(read, bytes.subarray(0, end))
      }),
      { numRuns },
    )
  })

  it('answers a bottomless pit of nested elements with an AppError', () => {
    const pit = Buffer.alloc(200_000, Buffer.from([0x30, 0x80]))
    expect(() => read(pit)).toThrow(AppError)
    const many = Buffer.concat([
      Buffer.from([0x30, 0x83, 0x0f, 0x42, 0x40]),
      Buffer.alloc(1_000_000, Buffer.from([5, 0])),
    ])
    expect(() => read(many)).toThrow(AppError)
  })
})
