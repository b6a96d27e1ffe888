import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createTcp } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, expect, it } from 'vitest'
import { randomBytes } from '../../electron/lib/crypto.ts'
import { certificateFacts, publicKeyOf } from '../../electron/lib/crypto-keys.ts'
import { closeHttpAgents, httpRequest } from '../../electron/lib/http.ts'
import { issueCertificate } from '../../electron/pki/certificate.ts'
import { encryptEnvelope, openEnvelope } from '../../electron/pki/cms-envelope.ts'
import { writeCertificatesOnly } from '../../electron/pki/cms-sign.ts'
import { readCertificatesOnly } from '../../electron/pki/cms-verify.ts'
import { createCsr, readCsr } from '../../electron/pki/csr.ts'
import { derToPem, pemToDer } from '../../electron/pki/pem.ts'
import { buildPkiMessage, readPkiMessage } from '../../electron/pki/scep-message.ts'
import { verifyChain } from '../../electron/pki/verify-chain.ts'
import { type Identity, selfSigned } from '../pki/authority.ts'
import { describeWith, run, temporaryFolder } from './programs.ts'

const folder = temporaryFolder()
const cleanups: (() => unknown)[] = []
afterAll(async () => {
  closeHttpAgents()
  for (const cleanup of cleanups.reverse()) await cleanup()
})

const authority = await selfSigned('Codec CA', {
  keyUsage: ['digitalSignature', 'keyEncipherment', 'keyCertSign', 'cRLSign'],
})

/** The smallest authority the codec makes possible: one challenge, one policy. */
function answer(message: Uint8Array, cipher: 'aes256' | 'aes128' | '3des' | 'des', digest: 'sha256' | 'sha1'): Buffer {
  const request = readPkiMessage(message)
  const csr = readCsr(openEnvelope(request.content, authority))
  const reply = {
    ...authority,
    messageType: '3',
    transactionId: request.transactionId,
    senderNonce: randomBytes(16),
    ...(request.senderNonce ? { recipientNonce: request.senderNonce } : {}),
    digest,
  } as const
  if (csr.challengePassword !== 'open sesame') return buildPkiMessage({ ...reply, pkiStatus: '2', failInfo: '2' })
  const now = Date.now()
  const { der } = issueCertificate({
    subject: csr.subject,
    issuer: authority,
    publicKeyPem: csr.publicKeyPem,
    notBefore: new Date(now - 60_000),
    notAfter: new Date(now + 86_400_000),
    keyUsage: ['digitalSignature'],
    extKeyUsage: ['clientAuth'],
    subjectKeyIdentifier: true,
  })
  const content = encryptEnvelope(writeCertificatesOnly([der]), request.signerCertificatePem, cipher)
  return buildPkiMessage({ ...reply, pkiStatus: '0', content })
}

async function serveScep(...kind: [Parameters<typeof answer>[1], Parameters<typeof answer>[2]]): Promise<string> {
  const server = createServer((request, response) => {
    // This client puts the raw message into the query as well; `operation` stands behind it.
    const operation = /operation=(\w+)/.exec(request.url ?? '')?.[1]
    if (operation === 'GetCACaps') response.end('POSTPKIOperation\nSHA-256\nAES\nDES3\n')
    else if (operation === 'GetCACert') {
      response.setHeader('content-type', 'application/x-x509-ca-cert')
      response.end(pemToDer(authority.certificatePem))
    } else {
      response.setHeader('content-type', 'application/x-pki-message')
      buffer(request).then(
        (message) => response.end(answer(message, ...kind)),
        (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
      )
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  cleanups.push(() => (server.close(), server.closeAllConnections()))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/scep`
}

/** It keeps its request beside its key and would send it again: each run gets a folder of its own. */
async function scepClient(url: string, name: string, challenge: string) {
  const cwd = join(folder, name)
  mkdirSync(cwd)
  const certificate = join(cwd, 'device.pem')
  const files = ['-private-key', join(cwd, 'device.key'), '-certificate', certificate, '-keySize', '2048']
  const args = ['-server-url', url, ...files, '-challenge', challenge, '-cn', 'dev-1']
  return { outcome: await run('scepclient', args, cwd), certificate }
}

describeWith(['scepclient'], 'scepclient', () => {
  it.each([
    ['aes256', 'sha256'],
    ['aes128', 'sha1'],
    ['3des', 'sha256'],
    ['des', 'sha1'],
  ] as const)('gets a certificate by our codec: %s, %s', async (cipher, digest) => {
    const url = await serveScep(cipher, digest)
    const { outcome, certificate } = await scepClient(url, cipher, 'open sesame')
    expect(outcome).toMatchObject({ code: 0 })
    const pem = readFileSync(certificate, 'utf8')
    expect(certificateFacts(pem).subject).toContain('CN=dev-1')
    expect(verifyChain(pem, { roots: [authority.certificatePem] })).toBe(true)
  })

  it('is told when the challenge is wrong', async () => {
    const { outcome } = await scepClient(await serveScep('aes256', 'sha256'), 'wrong', 'wrong')
    expect(outcome.code).not.toBe(0)
    expect(outcome.output).toMatch(/badRequest/i)
  })
})

describeWith(['pki', 'openssl'], 'strongSwan', () => {
  // Version 5.9.8 never believes that an authority has AES, whatever its capabilities say.
  it.each(['sha256', 'sha1'] as const)('gets a certificate by our codec: 3DES, %s', async (digest) => {
    const url = await serveScep('3des', digest)
    const key = join(folder, `strongswan-${digest}.pem`)
    expect(await run('openssl', ['genrsa', '-traditional', '-out', key, '2048'])).toMatchObject({ code: 0 })
    const ca = join(folder, 'ca.pem')
    writeFileSync(ca, authority.certificatePem)
    const trust = ['--cacert-enc', ca, '--cacert-sig', ca]
    const wish = ['--dn', 'CN=dev-2', '--password', 'open sesame', '--cipher', 'des3', '--digest', digest]
    const outcome = await run(
      'pki',
      ['--scep', '--url', url, '--in', key, '--outform', 'der', ...wish, ...trust],
      folder,
    )
    expect(outcome).toMatchObject({ code: 0 })
    expect(certificateFacts(outcome.stdout).subject).toBe('CN=dev-2')
    expect(verifyChain(derToPem(outcome.stdout), { roots: [authority.certificatePem] })).toBe(true)
  })
})

describeWith(['scepserver'], 'scepserver', () => {
  const depot = join(folder, 'depot')

  it('gives us a certificate, and refuses a wrong challenge in words we can read', async () => {
    const init = ['ca', '-init', '-depot', depot, '-keySize', '2048', '-organization', 'Foreign CA']
    expect(await run('scepserver', init, folder)).toMatchObject({ code: 0 })
    const url = await startScepServer(depot)
    const caDer = (await httpRequest({ method: 'GET', url: `${url}?operation=GetCACert` })).body
    const caPem = derToPem(caDer)
    const requester: Identity = await selfSigned('requester', { keyUsage: ['digitalSignature', 'keyEncipherment'] })
    const ask = async (challengePassword: string) => {
      const subject = [{ type: 'commonName', value: 'practice device' }] as const
      const csr = createCsr({
        ...requester,
        publicKeyPem: publicKeyOf(requester.privateKeyPem),
        subject,
        challengePassword,
      })
      const body = buildPkiMessage({
        ...requester,
        messageType: '19',
        transactionId: 'A1B2C3',
        senderNonce: Buffer.alloc(16, 9),
        content: encryptEnvelope(csr, caPem, '3des'),
      })
      const headers = { 'content-type': 'application/x-pki-message' }
      const reply = await httpRequest({ method: 'POST', url: `${url}?operation=PKIOperation`, headers, body })
      return readPkiMessage(reply.body)
    }
    const good = await ask('geheim')
    expect(good).toMatchObject({ messageType: '3', pkiStatus: '0', transactionId: 'A1B2C3' })
    expect(good.recipientNonce).toEqual(Buffer.alloc(16, 9))
    expect(good.signerCertificatePem).toBe(caPem)
    const [issued] = readCertificatesOnly(openEnvelope(good.content, requester))
    expect(certificateFacts(issued ?? '').subject).toContain('CN=practice device')
    expect(verifyChain(derToPem(issued ?? Buffer.alloc(0)), { roots: [caPem] })).toBe(true)
    expect(await ask('wrong')).toMatchObject({ messageType: '3', pkiStatus: '2', failInfo: '2' })
  })
})

async function startScepServer(depot: string): Promise<string> {
  const port = await freePort()
  const args = ['-depot', depot, '-port', String(port), '-challenge', 'geheim']
  const child: ChildProcess = spawn('scepserver', args, { stdio: 'ignore', cwd: folder })
  const ended = once(child, 'exit')
  cleanups.push(async () => {
    child.kill()
    await ended
  })
  const url = `http://127.0.0.1:${port}/scep`
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const up = await httpRequest({ method: 'GET', url: `${url}?operation=GetCACaps` }).catch(() => null)
    if (up) return url
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('scepserver did not start')
}

async function freePort(): Promise<number> {
  const probe = createTcp()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}
