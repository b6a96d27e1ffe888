import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { encryptEnvelope, openEnvelope } from '../../electron/pki/cms-envelope.ts'
import { readPkcs12, writePkcs12 } from '../../electron/pki/pkcs12.ts'
import { selfSigned } from '../pki/authority.ts'
import { describeWith, run, temporaryFolder } from './programs.ts'

const folder = temporaryFolder()
const file = (name: string, contents: string | Buffer) => {
  const path = join(folder, name)
  writeFileSync(path, contents)
  return path
}

const recipient = await selfSigned('Recipient')
const certificateFile = file('recipient.pem', recipient.certificatePem)
const keyFile = file('recipient.key', recipient.privateKeyPem)
const content = Buffer.from('a server token, or an enrollment answer\n'.repeat(50))
const contentFile = file('content', content)

/** OpenSSL 3 keeps old algorithms in a provider that must be asked for. */
const legacyProvider = ['-provider', 'legacy', '-provider', 'default']

describeWith(['openssl'], 'OpenSSL envelopes', () => {
  it.each(['aes256', 'aes192', 'aes128', '3des', 'des'] as const)('opens ours: %s', async (cipher) => {
    const message = file(`ours-${cipher}.p7m`, encryptEnvelope(content, recipient.certificatePem, cipher))
    const args = ['cms', '-decrypt', '-binary', '-inform', 'DER', '-in', message, '-inkey', keyFile]
    const opened = await run('openssl', [...args, '-recip', certificateFile, ...legacyProvider])
    expect(opened).toMatchObject({ code: 0 })
    expect(opened.stdout).toEqual(content)
  })

  it.each([
    ['AES-256', ['-aes256']],
    ['AES-128', ['-aes128']],
    ['3DES', ['-des3']],
    ['single DES', ['-des']],
    ['AES-256, streamed with indefinite lengths', ['-aes256', '-stream']],
    ['AES-128, recipient by key identifier', ['-aes128', '-keyid']],
  ])('has its own opened by us: %s', async (_name, options) => {
    const args = ['cms', '-encrypt', '-binary', '-outform', 'DER', '-in', contentFile, ...options, ...legacyProvider]
    const sealed = await run('openssl', [...args, certificateFile])
    expect(sealed).toMatchObject({ code: 0 })
    expect(openEnvelope(sealed.stdout, recipient)).toEqual(content)
  })
})

describeWith(['openssl'], 'OpenSSL .p12 files', () => {
  it.each([true, false])('opens ours without asking for old algorithms (modern: %s)', async (modern) => {
    const path = file('ours.p12', writePkcs12({ ...recipient, passphrase: 'secret', friendlyName: 'École', modern }))
    const shown = await run('openssl', ['pkcs12', '-in', path, '-passin', 'pass:secret', '-nodes'])
    expect(shown).toMatchObject({ code: 0 })
    expect(shown.output).toContain(recipient.certificatePem.trim())
    expect(shown.output).toContain(recipient.privateKeyPem.trim())
    const wrong = await run('openssl', ['pkcs12', '-in', path, '-passin', 'pass:other', '-nodes'])
    expect(wrong.code).not.toBe(0)
  })

  it.each([
    ['as it does today', []],
    ['as it did before version 3, with RC2', ['-legacy']],
  ])('has its own opened by us: %s', async (_name, options) => {
    const path = join(folder, 'theirs.p12')
    const input = ['-inkey', keyFile, '-in', certificateFile, '-name', 'theirs', '-passout', 'pass:secret']
    expect(await run('openssl', ['pkcs12', '-export', ...input, '-out', path, ...options])).toMatchObject({ code: 0 })
    const read = readPkcs12(readFileSync(path), 'secret')
    expect(read).toEqual({ ...recipient, friendlyName: 'theirs', chainPems: [] })
  })
})
