import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { generateRsaKey } from '../../electron/lib/crypto-keys.ts'
import { httpRequest } from '../../electron/lib/http.ts'
import { issueCertificate } from '../../electron/pki/certificate.ts'

/** What a program must be told so that it takes the front for Apple; environment variables. */
export type AppleFront = { readonly env: Readonly<Record<string, string>>; readonly stop: () => Promise<void> }

const host = 'albert.apple.com'
const day = 24 * 3600_000

/**
 * Programs that know only Apple's own address are led to the practice activation service by a proxy: it answers for
 * that one name, with a certificate of an authority that only this program is told to trust.
 */
export async function startAppleFront(folder: string, service: string, rootPem: string): Promise<AppleFront> {
  const { caPem, certPem, keyPem } = await makeCertificates()
  const caFile = join(folder, 'front-ca.pem')
  await writeFile(caFile, caPem)
  const apple = createTlsServer({ cert: certPem, key: keyPem }, (request, response) => {
    void (async () => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const answer = await httpRequest({
        method: request.method ?? 'GET',
        url: `${service}/${(request.url ?? '').split('/').at(-1) ?? ''}`,
        headers: { 'content-type': request.headers['content-type'] ?? '' },
        body: Buffer.concat(chunks),
        additionalCaPems: [rootPem],
      })
      response.writeHead(answer.status, { 'content-type': answer.headers['content-type'] ?? 'text/xml' })
      response.end(answer.body)
    })()
  })
  const proxy = createServer()
  proxy.on('connect', (request, socket) => {
    if (request.url !== `${host}:443`) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    return apple.emit('connection', socket)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const { port } = proxy.address() as AddressInfo
  return {
    env: { HTTPS_PROXY: `http://127.0.0.1:${port}`, SSL_CERT_FILE: caFile, NO_PROXY: '' },
    stop: () => closed(proxy),
  }
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

async function makeCertificates(): Promise<{ caPem: string; certPem: string; keyPem: string }> {
  const [ca, front] = await Promise.all([generateRsaKey(), generateRsaKey()])
  const lifetime = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + day) }
  const { pem: caPem } = issueCertificate({
    ...lifetime,
    subject: [{ type: 'commonName', value: 'Front for Apple' }],
    issuer: null,
    privateKeyPem: ca.privateKeyPem,
    publicKeyPem: ca.publicKeyPem,
    basicConstraints: { ca: true, critical: true },
    keyUsage: ['keyCertSign'],
  })
  const { pem: certPem } = issueCertificate({
    ...lifetime,
    subject: [{ type: 'commonName', value: host }],
    issuer: { certificatePem: caPem, privateKeyPem: ca.privateKeyPem },
    publicKeyPem: front.publicKeyPem,
    extKeyUsage: ['serverAuth'],
    altNames: { dns: [host] },
  })
  return { caPem, certPem, keyPem: front.privateKeyPem }
}
