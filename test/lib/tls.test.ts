import { once } from 'node:events'
import { connect as connectTcp, createServer, type Server, type Socket } from 'node:net'
import { createServer as createHttps } from 'node:https'
import { type Duplex, duplexPair } from 'node:stream'
import { connect as connectTls, createSecureContext, DEFAULT_CIPHERS, TLSSocket } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { certificateFacts, generateRsaKey, rsaPublicKeyToPkcs1Pem } from '../../electron/lib/crypto-keys.ts'
import { httpRequest, closeHttpAgents } from '../../electron/lib/http.ts'
import {
  httpsServerOptions,
  supportsSecurityLevel,
  tlsAccept,
  tlsConnect,
  trustedRoots,
} from '../../electron/lib/tls.ts'
import { makePairingCertificates } from '../../electron/pki/pairing-certificates.ts'
import { issuedBy, selfSigned } from '../pki/authority.ts'

const deviceKey = await generateRsaKey()
const pair = await makePairingCertificates({
  devicePublicKeyPem: rsaPublicKeyToPkcs1Pem(deviceKey.publicKeyPem),
  now: new Date(),
})
const device = { certPem: pair.deviceCertificatePem, keyPem: deviceKey.privateKeyPem, requestClientCertificate: true }
const host = { certPem: pair.hostCertificatePem, keyPem: pair.hostPrivateKeyPem, verify: 'none' } as const

const open: { destroy(): void }[] = []
afterEach(() => {
  for (const stream of open.splice(0)) stream.destroy()
})

function pairOfStreams(): readonly [Duplex, Duplex] {
  const [left, right] = duplexPair()
  open.push(left, right)
  return [left, right]
}

async function pairOfSockets(): Promise<readonly [Socket, Socket]> {
  const server: Server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const client = connectTcp(typeof address === 'object' && address ? address.port : 0, '127.0.0.1')
  const [accepted]: Socket[] = await once(server, 'connection')
  server.close()
  if (!accepted) throw new Error('nothing was accepted')
  open.push(client, accepted)
  return [client, accepted]
}

describe('a lockdown session', () => {
  it('carries data both ways over any duplex stream, and the device sees exactly the host certificate', async () => {
    const [left, right] = pairOfStreams()
    const [client, { socket, peerCertificateDer }] = await Promise.all([
      tlsConnect(left, host),
      tlsAccept(right, device),
    ])
    expect(peerCertificateDer).toEqual(certificateFacts(pair.hostCertificatePem).der)
    client.write('question')
    expect(String((await once(socket, 'data'))[0])).toBe('question')
    socket.write('answer')
    expect(String((await once(client, 'data'))[0])).toBe('answer')
  })

  it('works over TCP with the root certificate too, which libimobiledevice shows', async () => {
    const [left, right] = await pairOfSockets()
    const options = { ...host, certPem: pair.rootCertificatePem, keyPem: pair.rootPrivateKeyPem }
    const [, accepted] = await Promise.all([tlsConnect(left, options), tlsAccept(right, device)])
    expect(accepted.peerCertificateDer).toEqual(certificateFacts(pair.rootCertificatePem).der)
  })

  it('is made anew with the same certificate, and refused with another key for it', async () => {
    const [left, right] = pairOfStreams()
    await Promise.all([tlsConnect(left, host), tlsAccept(right, device)])
    const [again, there] = pairOfStreams()
    const [, accepted] = await Promise.all([tlsConnect(again, host), tlsAccept(there, device)])
    expect(accepted.peerCertificateDer).toEqual(certificateFacts(pair.hostCertificatePem).der)
    const [wrong] = pairOfStreams()
    const refused = tlsConnect(wrong, { ...host, keyPem: deviceKey.privateKeyPem })
    await expect(refused).rejects.toMatchObject({ code: 'tls.handshake' })
  })

  it('says null when the host shows no certificate', async () => {
    const [left, right] = pairOfStreams()
    const [, accepted] = await Promise.all([tlsConnect(left, { verify: 'none' }), tlsAccept(right, device)])
    expect(accepted.peerCertificateDer).toBeNull()
  })

  it('starts from bytes that were read too far and put back', async () => {
    const [left, right] = await pairOfSockets()
    const clientSide = tlsConnect(left, host)
    const [hello]: Buffer[] = await once(right, 'data')
    right.pause()
    right.removeAllListeners('data')
    right.unshift(hello)
    const [, accepted] = await Promise.all([clientSide, tlsAccept(right, device)])
    expect(accepted.peerCertificateDer).not.toBeNull()
  })

  it('refuses an old device unless told that it is one, then speaks TLS 1.0 with it', async () => {
    const oldDevice = (right: Duplex) => {
      const secureContext = createSecureContext({
        cert: device.certPem,
        key: device.keyPem,
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1',
        ciphers: `${DEFAULT_CIPHERS}:@SECLEVEL=0`,
      })
      open.push(new TLSSocket(right, { isServer: true, secureContext }).on('error', () => {}))
    }
    const [left, right] = pairOfStreams()
    oldDevice(right)
    await expect(tlsConnect(left, host)).rejects.toMatchObject({ code: 'tls.handshake' })
    const [nextLeft, nextRight] = pairOfStreams()
    oldDevice(nextRight)
    const client = await tlsConnect(nextLeft, { ...host, legacy: true })
    expect(client.getProtocol()).toBe('TLSv1')
  })

  it('lets an old host in by TLS 1.0', async () => {
    const [left, right] = pairOfStreams()
    const accepted = tlsAccept(right, device)
    open.push(
      connectTls({
        socket: left,
        rejectUnauthorized: false,
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1',
        ciphers: `${DEFAULT_CIPHERS}:@SECLEVEL=0`,
      }).on('error', () => {}),
    )
    expect((await accepted).socket.getProtocol()).toBe('TLSv1')
  })

  it('knows whether this runtime has security levels', () => {
    expect(supportsSecurityLevel()).toBe(true)
  })
})

describe('a handshake that fails', () => {
  it('is one error, whichever side spoke nonsense', async () => {
    const [left, right] = pairOfStreams()
    right.write('HTTP/1.1 400 Bad Request\r\n\r\n')
    await expect(tlsConnect(left, host)).rejects.toMatchObject({ code: 'tls.handshake' })
    const [nextLeft, nextRight] = pairOfStreams()
    nextLeft.write('GET / HTTP/1.1\r\n\r\n')
    await expect(tlsAccept(nextRight, device)).rejects.toMatchObject({ code: 'tls.handshake' })
  })

  it('is "closed" when the cable is pulled, however that shows', async () => {
    const closed = { code: 'tls.handshake', details: { reason: 'closed' } }
    for (const pull of [
      (socket: Socket) => socket.destroy(),
      (socket: Socket) => socket.end(),
      (socket: Socket) => socket.resetAndDestroy(),
    ]) {
      const [left, right] = await pairOfSockets()
      const client = expect(tlsConnect(left, host)).rejects.toMatchObject(closed)
      await once(right, 'readable')
      pull(right)
      await client
      expect(left.destroyed).toBe(true)
      const [nextLeft, nextRight] = await pairOfSockets()
      const served = expect(tlsAccept(nextRight, device)).rejects.toMatchObject(closed)
      pull(nextLeft)
      await served
    }
  })

  it('ends when nobody answers', async () => {
    const [left, right] = pairOfStreams()
    const silent = { handshakeTimeoutMs: 20 }
    await expect(tlsConnect(left, { ...host, ...silent })).rejects.toMatchObject({ details: { reason: 'timeout' } })
    await expect(tlsAccept(right, { ...device, ...silent })).rejects.toMatchObject({ code: 'tls.handshake' })
  })

  it('says so when the certificate in the pair record is damaged', async () => {
    const [left, right] = pairOfStreams()
    await expect(tlsConnect(left, { ...host, certPem: 'nonsense' })).rejects.toMatchObject({ code: 'tls.handshake' })
    await expect(tlsAccept(right, { ...device, keyPem: 'nonsense' })).rejects.toMatchObject({ code: 'tls.handshake' })
  })
})

describe('a connection that is verified', async () => {
  const root = await selfSigned('Test Root')
  const server = await issuedBy(root, 'localhost', { altNames: { dns: ['localhost'] } })
  const serve = (right: Duplex) =>
    tlsAccept(right, { certPem: server.certificatePem, keyPem: server.privateKeyPem, requestClientCertificate: false })

  it('accepts the right name under the right root', async () => {
    const [left, right] = pairOfStreams()
    const options = { verify: 'roots', caPems: [root.certificatePem], servername: 'localhost' } as const
    const [client] = await Promise.all([tlsConnect(left, options), serve(right)])
    expect(client.authorized).toBe(true)
  })

  it.each([
    ['another name', { caPems: [root.certificatePem], servername: 'example.com' }],
    ['no root at all', { caPems: [], servername: 'localhost' }],
    ['only public roots', { servername: 'localhost' }],
  ])('refuses %s', async (_what, options) => {
    const [left, right] = pairOfStreams()
    const accepted = serve(right).catch(() => null)
    await expect(tlsConnect(left, { verify: 'roots', ...options })).rejects.toMatchObject({ code: 'tls.handshake' })
    left.destroy()
    right.destroy()
    await accepted
  })

  it('serves HTTPS that hands the client certificate to the handler', async () => {
    const client = await issuedBy(root, 'device')
    const options = httpsServerOptions({
      certPem: server.certificatePem,
      keyPem: server.privateKeyPem,
      requestClientCertificate: true,
    })
    const https = createHttps(options, (request, response) => {
      const peer = request.socket instanceof TLSSocket ? request.socket.getPeerX509Certificate() : undefined
      response.end(peer?.subject ?? 'none')
    })
    https.listen(0, '127.0.0.1')
    await once(https, 'listening')
    open.push({ destroy: () => https.closeAllConnections() }, { destroy: () => https.close() })
    const address = https.address()
    const url = `https://localhost:${typeof address === 'object' && address ? address.port : 0}/`
    const request = { method: 'GET', url, caPems: [root.certificatePem] }
    expect((await httpRequest(request)).body.toString()).toBe('none')
    const clientCertificate = { certPem: client.certificatePem, keyPem: client.privateKeyPem }
    expect((await httpRequest({ ...request, clientCertificate })).body.toString()).toBe('CN=device')
    closeHttpAgents()
  })
})

it('knows the public roots', () => {
  expect(trustedRoots().length).toBeGreaterThan(50)
  expect(trustedRoots()[0]).toMatch(/^-----BEGIN CERTIFICATE-----/)
})
