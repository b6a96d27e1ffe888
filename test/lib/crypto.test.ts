import { describe, expect, it } from 'vitest'
import {
  constantTimeEqual,
  openAesGcm,
  randomBytes,
  randomUuid,
  scryptKey,
  sealAesGcm,
} from '../../electron/lib/crypto.ts'
import {
  certificateFacts,
  generateRsaKey,
  privateKeyToPkcs8Pem,
  publicKeyFacts,
  publicKeyOf,
  rsaEncryptPkcs1,
  rsaPrivateRaw,
  rsaPublicKeyToPkcs1Pem,
  rsaSignDigest,
  verifySignature,
} from '../../electron/lib/crypto-keys.ts'
import { knownAnswers, selfTestCrypto } from '../../electron/lib/crypto-self-test.ts'
import { pemToDer } from '../../electron/pki/pem.ts'

describe('the self-test', () => {
  it('passes on the runtime that runs these tests', async () => {
    await expect(selfTestCrypto()).resolves.toBeUndefined()
  })

  it('names the algorithm that gives a wrong answer', async () => {
    const broken = { ...knownAnswers, scrypt: () => false }
    await expect(selfTestCrypto(broken)).rejects.toMatchObject({
      code: 'crypto.selfTest',
      details: { detail: 'scrypt' },
    })
  })

  it('names the algorithm that is not there at all', async () => {
    const missing = {
      sha1: () => {
        throw new Error('unsupported')
      },
    }
    await expect(selfTestCrypto(missing)).rejects.toMatchObject({
      code: 'crypto.selfTest',
      details: { detail: 'sha1' },
    })
  })
})

describe('sealing', () => {
  const key = randomBytes(32)

  it('gives back what was sealed', () => {
    expect(openAesGcm(key, sealAesGcm(key, 'secret', 'name'), 'name').toString()).toBe('secret')
    expect(openAesGcm(key, sealAesGcm(key, Buffer.alloc(0)))).toHaveLength(0)
  })

  it('never gives the same bytes twice', () => {
    expect(sealAesGcm(key, 'secret')).not.toEqual(sealAesGcm(key, 'secret'))
  })

  it('refuses a change of any single byte, of the key and of the additional data', () => {
    const sealed = sealAesGcm(key, 'secret', 'name')
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(() => openAesGcm(key, changed, 'name')).toThrow(expect.objectContaining({ code: 'crypto.cannotOpen' }))
    }
    expect(() => openAesGcm(randomBytes(32), sealed, 'name')).toThrow(/cannot be opened/)
    expect(() => openAesGcm(key, sealed, 'other')).toThrow(/cannot be opened/)
    expect(() => openAesGcm(key, sealed.subarray(0, 12), 'name')).toThrow(/cannot be opened/)
  })
})

it('derives the key that another implementation derives from the same passphrase', async () => {
  const key = await scryptKey('pässword', Buffer.from('salt'), { cost: 16, blockSize: 1 })
  expect(key.toString('hex')).toBe('f5317b04cd657c513ada3a6d4cad443d634097daae973709a7e45b97f4191c89')
  const decomposed = await scryptKey('pässword'.normalize('NFD'), Buffer.from('salt'), { cost: 16, blockSize: 1 })
  expect(decomposed).toEqual(key)
})

it('derives a key at its default cost without running into a memory limit', async () => {
  await expect(scryptKey('x', Buffer.from('salt'))).resolves.toHaveLength(32)
})

it('compares secrets of equal and of different length', () => {
  expect(constantTimeEqual('abc', Buffer.from('abc'))).toBe(true)
  expect(constantTimeEqual('abc', 'abd')).toBe(false)
  expect(constantTimeEqual('abc', 'abcd')).toBe(false)
})

it('makes version 4 UUIDs', () => {
  expect(randomUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

describe('RSA keys', async () => {
  const { privateKeyPem, publicKeyPem } = await generateRsaKey()

  it('come as PKCS#8 and SPKI and belong together', () => {
    expect(privateKeyPem).toMatch(/^-----BEGIN PRIVATE KEY-----/)
    expect(publicKeyPem).toMatch(/^-----BEGIN PUBLIC KEY-----/)
    expect(publicKeyOf(privateKeyPem)).toBe(publicKeyPem)
  })

  it('go to PKCS#1 for lockdown and are read back from it', () => {
    const pkcs1 = rsaPublicKeyToPkcs1Pem(publicKeyPem)
    expect(pkcs1).toMatch(/^-----BEGIN RSA PUBLIC KEY-----/)
    expect(publicKeyFacts(pkcs1)).toMatchObject({ kind: 'rsa', bits: 2048, spkiPem: publicKeyPem })
  })

  it('are read from PKCS#8 DER, and nonsense is refused', () => {
    expect(privateKeyToPkcs8Pem(pemToDer(privateKeyPem))).toBe(privateKeyPem)
    expect(privateKeyToPkcs8Pem(privateKeyPem)).toBe(privateKeyPem)
    for (const nonsense of ['nonsense', Buffer.from('nonsense'), publicKeyPem]) {
      expect(() => privateKeyToPkcs8Pem(nonsense)).toThrow(expect.objectContaining({ code: 'crypto.badKey' }))
    }
    expect(() => publicKeyFacts('nonsense')).toThrow(expect.objectContaining({ code: 'crypto.badKey' }))
  })

  it('sign what the public key verifies and nothing else', () => {
    const signature = rsaSignDigest(privateKeyPem, 'sha256', Buffer.from('a'))
    expect(verifySignature(publicKeyPem, 'sha256', Buffer.from('a'), signature)).toBe(true)
    expect(verifySignature(publicKeyPem, 'sha256', Buffer.from('b'), signature)).toBe(false)
    expect(verifySignature(publicKeyPem, 'sha1', Buffer.from('a'), signature)).toBe(false)
    expect(verifySignature('no key', 'sha256', Buffer.from('a'), signature)).toBe(false)
  })

  it('undo their own encryption with the bare private operation', () => {
    const block = rsaPrivateRaw(privateKeyPem, rsaEncryptPkcs1(publicKeyPem, Buffer.from('key')))
    expect(block).toHaveLength(256)
    expect(block.subarray(-4)).toEqual(Buffer.from('\0key'))
  })
})

it('refuses what is no certificate', () => {
  for (const nonsense of ['nonsense', Buffer.from([0x30, 0x03, 1, 2, 3])]) {
    expect(() => certificateFacts(nonsense)).toThrow(expect.objectContaining({ code: 'certificate.invalid' }))
  }
})
