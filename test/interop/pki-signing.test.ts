import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { generateRsaKey, publicKeyOf, rsaPublicKeyToPkcs1Pem } from '../../electron/lib/crypto-keys.ts'
import { signCms, writeCertificatesOnly } from '../../electron/pki/cms-sign.ts'
import { readSignedCms } from '../../electron/pki/cms-verify.ts'
import { createCsr, readCsr } from '../../electron/pki/csr.ts'
import { makePairingCertificates } from '../../electron/pki/pairing-certificates.ts'
import { pemToDer } from '../../electron/pki/pem.ts'
import { createSupervisionIdentity } from '../../electron/pki/supervision-identity.ts'
import { issuedBy, selfSigned } from '../pki/authority.ts'
import { describeWith, run, temporaryFolder } from './programs.ts'

const folder = temporaryFolder()
const file = (name: string, contents: string | Buffer) => {
  const path = join(folder, name)
  writeFileSync(path, contents)
  return path
}

const content = Buffer.from('<?xml version="1.0"?><plist version="1.0"><dict/></plist>\n')
const root = await selfSigned('Interop Root')
const signer = await issuedBy(root, 'Interop Signer', { extKeyUsage: ['emailProtection'] })
const rootFile = file('root.pem', root.certificatePem)
const signerFile = file('signer.pem', signer.certificatePem)
const keyFile = file('signer.key', signer.privateKeyPem)
const contentFile = file('content', content)

const variants = [
  ['attached', {}],
  ['with its chain', { chainPems: [root.certificatePem] }],
  ['with SHA-1', { digest: 'sha1' }],
  ['without signed attributes', { withoutSignedAttributes: true }],
  ['without a signing time', { signingTime: null }],
] as const

describeWith(['openssl'], 'OpenSSL', () => {
  it.each(variants)('accepts what we sign: %s', async (name, options) => {
    const message = file(`ours-${name}.p7m`, signCms(content, { ...signer, ...options }))
    const args = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', message, '-CAfile', rootFile]
    const verified = await run('openssl', [...args, '-certfile', signerFile])
    expect(verified).toMatchObject({ code: 0 })
    expect(verified.stdout).toEqual(content)
  })

  it('accepts a detached signature and rejects it over other content', async () => {
    const message = file('detached.p7s', signCms(content, { ...signer, detached: true }))
    const args = ['cms', '-verify', '-binary', '-inform', 'DER', '-in', message, '-CAfile', rootFile, '-content']
    expect(await run('openssl', [...args, contentFile])).toMatchObject({ code: 0 })
    expect((await run('openssl', [...args, keyFile])).code).not.toBe(0)
  })

  it.each([
    ['plainly', []],
    ['streamed, with indefinite lengths', ['-stream']],
    ['without signed attributes', ['-noattr']],
    ['with SHA-1', ['-md', 'sha1']],
    ['with SHA-512', ['-md', 'sha512']],
    ['by key identifier', ['-keyid']],
  ])('signs %s, and we accept it', async (name, options) => {
    const args = ['cms', '-sign', '-binary', '-nodetach', '-outform', 'DER', '-signer', signerFile, '-inkey', keyFile]
    const signed = await run('openssl', [...args, '-certfile', rootFile, '-in', contentFile, ...options])
    expect(signed, name).toMatchObject({ code: 0 })
    const read = readSignedCms(signed.stdout)
    expect(read.content).toEqual(content)
    expect(read.signer.certificatePem).toBe(signer.certificatePem)
    expect(read.certificates).toContain(root.certificatePem)
  })

  it('signs with an elliptic curve key, and we accept it', async () => {
    const key = join(folder, 'ec.key')
    const certificate = join(folder, 'ec.pem')
    const subject = ['-subj', '/CN=EC', '-days', '2', '-nodes', '-keyout', key, '-out', certificate]
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']
    expect(await run('openssl', ['req', '-x509', ...curve, ...subject])).toMatchObject({ code: 0 })
    const args = ['cms', '-sign', '-binary', '-nodetach', '-outform', 'DER', '-signer', certificate, '-inkey', key]
    const signed = await run('openssl', [...args, '-in', contentFile])
    expect(readSignedCms(signed.stdout).content).toEqual(content)
  })

  it('verifies our certificate request, and we read the challenge of theirs', async () => {
    const publicKeyPem = publicKeyOf(signer.privateKeyPem)
    const subject = [{ type: 'commonName', value: 'Gerät' }] as const
    const altNames = { dns: ['a.example'], ip: ['127.0.0.1'] }
    const csr = file('ours.csr', createCsr({ ...signer, publicKeyPem, subject, challengePassword: 'secret', altNames }))
    const checked = await run('openssl', ['req', '-verify', '-noout', '-text', '-inform', 'DER', '-in', csr])
    expect(checked).toMatchObject({ code: 0 })
    expect(checked.output).toMatch(
      /challengePassword\s*:secret[\s\S]*DNS:a\.example, IP Address:127\.0\.0\.1[\s\S]*verify OK/,
    )
    const config = file(
      'req.cnf',
      '[req]\nprompt=no\ndistinguished_name=n\nattributes=a\n[n]\nC=FR\nCN=x\n[a]\nchallengePassword=geheim\n',
    )
    const args = ['req', '-new', '-config', config, '-key', keyFile, '-outform', 'DER']
    const theirs = await run('openssl', args)
    expect(readCsr(theirs.stdout)).toEqual({
      publicKeyPem,
      subject: [
        { type: 'countryName', value: 'FR' },
        { type: 'commonName', value: 'x' },
      ],
      challengePassword: 'geheim',
    })
  })

  it('lists the certificates of a message that holds nothing else', async () => {
    const ders = [pemToDer(signer.certificatePem), pemToDer(root.certificatePem)]
    const path = file('only.p7b', writeCertificatesOnly(ders))
    const listed = await run('openssl', ['pkcs7', '-inform', 'DER', '-in', path, '-print_certs', '-noout'])
    expect(listed.output).toMatch(/CN = Interop Signer[\s\S]*CN = Interop Root/)
  })

  it('finds the extensions that devices know in pairing and supervision certificates', async () => {
    const device = await generateRsaKey()
    const devicePublicKeyPem = rsaPublicKeyToPkcs1Pem(device.publicKeyPem)
    const pair = await makePairingCertificates({ devicePublicKeyPem, now: new Date() })
    const show = async (pem: string) => {
      const shown = await run('openssl', ['x509', '-noout', '-text', '-in', file('shown.pem', pem)])
      return shown.output.replaceAll(/\s+/g, ' ')
    }
    const shared =
      'Version: 3 (0x2) Serial Number: 1 (0x1) Signature Algorithm: sha256WithRSAEncryption Issuer: Validity'
    expect(await show(pair.rootCertificatePem)).toContain(shared)
    expect(await show(pair.rootCertificatePem)).toContain(
      'X509v3 extensions: X509v3 Basic Constraints: critical CA:TRUE Signature Algorithm',
    )
    for (const pem of [pair.hostCertificatePem, pair.deviceCertificatePem]) {
      expect(await show(pem)).toContain(shared)
      expect(await show(pem)).toContain(
        'X509v3 extensions: X509v3 Basic Constraints: critical CA:FALSE X509v3 Key Usage: critical Digital Signature, Key Encipherment Signature Algorithm',
      )
    }
    const identity = await createSupervisionIdentity({ organizationName: 'Org', now: new Date() })
    expect(await show(identity.certificatePem)).toContain(
      'X509v3 extensions: X509v3 Basic Constraints: critical CA:TRUE X509v3 Key Usage: critical Digital Signature, Certificate Sign Signature Algorithm',
    )
  })
})

describeWith(['certtool'], 'GnuTLS, which wants strict DER', () => {
  const args = ['--p7-verify', '--inder', '--load-ca-certificate', rootFile, '--infile']

  // GnuTLS refuses SHA-1 by policy, whatever the encoding.
  it.each(variants.filter(([name]) => name !== 'with SHA-1'))('accepts what we sign: %s', async (name, options) => {
    const message = file(`strict-${name}.p7m`, signCms(content, { ...signer, ...options }))
    expect(await run('certtool', [...args, message])).toMatchObject({ code: 0 })
  })

  it('accepts a profile signed by a supervision identity', async () => {
    const identity = await createSupervisionIdentity({ organizationName: 'École', now: new Date() })
    const message = file('profile.mobileconfig', signCms(content, identity))
    const certificate = file('supervision.pem', identity.certificatePem)
    const verify = ['--p7-verify', '--inder', '--load-ca-certificate', certificate, '--infile', message]
    expect(await run('certtool', verify)).toMatchObject({ code: 0 })
  })

  it('rejects it when a byte of the content was changed, so its word means something', async () => {
    const changed = signCms(content, signer)
    changed.write('<PLIST', changed.indexOf('<plist'))
    expect((await run('certtool', [...args, file('changed.p7m', changed)])).code).not.toBe(0)
  })
})
