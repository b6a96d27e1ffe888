/** TLS over streams that are already open, and every TLS option Slipway sets (lib/crypto.ts says why it is one place). */
import type { Duplex } from 'node:stream'
import {
  connect,
  createSecureContext,
  createServer,
  DEFAULT_CIPHERS,
  getCACertificates,
  rootCertificates,
  TLSSocket as TlsStream,
  type ConnectionOptions,
  type SecureContext,
  type TLSSocket,
  type TlsOptions,
} from 'node:tls'
import { AppError } from '../../src-shared/errors.ts'
import { asError, handshakeGuard } from './tls-handshake.ts'

export type { TLSSocket } from 'node:tls'

export type TlsConnectOptions = {
  readonly certPem?: string
  readonly keyPem?: string
  /** With 'roots': exactly these are trusted; without them the runtime's and the system's roots are. */
  readonly caPems?: readonly string[]
  readonly servername?: string
  /** 'none' is for lockdown: the peer's certificate is compared with the pair record instead, chains say nothing there. */
  readonly verify: 'roots' | 'none'
  /** Devices before iOS 10 speak TLS 1.0 only. */
  readonly legacy?: boolean
  readonly handshakeTimeoutMs?: number
}

/**
 * Becomes the TLS client on a stream that is already connected.
 * Nobody else may read from `socket` any more (remove 'data' listeners, `unshift` what was read too far).
 * @throws AppError 'tls.handshake' with `reason`: 'closed' when the stream went away, 'timeout', else the code of what the
 *   other side said or showed (ERR_SSL_..., CERT_...); the stream is destroyed then
 */
export function tlsConnect(socket: Duplex, options: TlsConnectOptions): Promise<TLSSocket> {
  const { servername, verify } = options
  return new Promise((resolve, reject) => {
    const settle = handshakeGuard(socket, options.handshakeTimeoutMs, resolve, reject)
    try {
      const tls = connect({
        socket,
        ...(servername === undefined ? {} : { servername }),
        ...(verify === 'roots' ? judging(options) : { ...trusting, secureContext: cableContext(options) }),
      })
      tls.once('secureConnect', () => settle(tls))
      tls.once('error', (error: Error) => settle(error))
      tls.once('close', () => settle(new Error('closed')))
    } catch (error) {
      settle(asError(error))
    }
  })
}

/** What the other end of a TLS stream showed, not judged; null when the stream is plain or nothing was shown. */
export function peerCertificateOf(stream: Duplex): Buffer | null {
  return stream instanceof TlsStream ? (stream.getPeerX509Certificate()?.raw ?? null) : null
}

function judging({ certPem, keyPem, caPems, legacy = false }: TlsConnectOptions): ConnectionOptions {
  return {
    ...ownCertificate(certPem, keyPem),
    ca: caPems ? [...caPems] : [...trustedRoots()],
    rejectUnauthorized: true,
    minVersion: legacy ? 'TLSv1' : 'TLSv1.2',
  }
}

/** A device shows a certificate with empty names; there is no host name to compare. */
const trusting: ConnectionOptions = { rejectUnauthorized: false, checkServerIdentity: () => undefined }

/**
 * What devices have long known. The runtime's own list begins with a post-quantum group whose key share makes the first
 * message longer than one packet, which no device needs on a cable and which costs both sides a tenth of the handshake.
 */
const cableGroups = 'X25519:P-256:P-384:P-521'

/** Staging makes dozens of connections with one pair record, and reading its key costs a third of a handshake. */
const cableContexts = new Map<string, SecureContext>()
const maxCableContexts = 256

function cableContext({ certPem, keyPem, legacy = false }: TlsConnectOptions): SecureContext {
  const name = JSON.stringify([certPem, keyPem, legacy])
  const context =
    cableContexts.get(name) ??
    createSecureContext({
      ...ownCertificate(certPem, keyPem),
      ...lowSecurityLevel(),
      ecdhCurve: cableGroups,
      minVersion: legacy ? 'TLSv1' : 'TLSv1.2',
    })
  // The one used last stands last; the first is the one to forget.
  cableContexts.delete(name)
  cableContexts.set(name, context)
  const [oldest] = cableContexts.keys()
  if (cableContexts.size > maxCableContexts && oldest !== undefined) cableContexts.delete(oldest)
  return context
}

function ownCertificate(certPem: string | undefined, keyPem: string | undefined): { cert?: string; key?: string } {
  return { ...(certPem === undefined ? {} : { cert: certPem }), ...(keyPem === undefined ? {} : { key: keyPem }) }
}

export type TlsAcceptOptions = {
  readonly certPem: string
  readonly keyPem: string
  readonly requestClientCertificate: boolean
  readonly handshakeTimeoutMs?: number
}

export type TlsAccepted = {
  readonly socket: TLSSocket
  /** What the client showed, not judged: compare it by its bytes. Null when it showed none. */
  readonly peerCertificateDer: Buffer | null
}

/**
 * Becomes the TLS server on a stream that is already connected, as a device does after StartSession. Accepts TLS 1.0
 * and weak old certificates, as devices do, and never rejects a client certificate by itself: host and root of a pair
 * record have empty names, so chain checks call both self-signed.
 * @throws AppError 'tls.handshake' with `reason` as in `tlsConnect`; the stream is destroyed then
 */
export function tlsAccept(socket: Duplex, options: TlsAcceptOptions): Promise<TlsAccepted> {
  return new Promise((resolve, reject) => {
    const settle = handshakeGuard(
      socket,
      options.handshakeTimeoutMs,
      (tls) => resolve({ socket: tls, peerCertificateDer: tls.getPeerX509Certificate()?.raw ?? null }),
      reject,
    )
    try {
      // A server that never listens: handing it the stream is the documented way, and it reports failed handshakes.
      const server = createServer({
        cert: options.certPem,
        key: options.keyPem,
        requestCert: options.requestClientCertificate,
        rejectUnauthorized: false,
        minVersion: 'TLSv1',
        ...lowSecurityLevel(),
      })
      server.once('secureConnection', (tls) => settle(tls))
      server.once('tlsClientError', (error) => settle(error))
      server.emit('connection', socket)
    } catch (error) {
      settle(asError(error))
    }
  })
}

export type HttpsServerInput = {
  readonly certPem: string
  readonly keyPem: string
  readonly caPems?: readonly string[]
  /** Asks for a client certificate but leaves the judgement to the handler (`socket.getPeerX509Certificate()`). */
  readonly requestClientCertificate?: boolean
}

/** Options for `https.createServer` and Fastify's `https`: TLS 1.2 at least, as Apple devices demand. */
export function httpsServerOptions(input: HttpsServerInput): TlsOptions {
  return {
    cert: input.certPem,
    key: input.keyPem,
    ...(input.caPems ? { ca: [...input.caPems] } : {}),
    requestCert: input.requestClientCertificate ?? false,
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
  }
}

/**
 * What an HTTPS client trusts and shows, parsed once: a few hundred roots cost some 20 ms, too much for each connection.
 * @throws AppError 'crypto.badKey' when certificate and key do not fit
 */
export function clientContext(
  caPems: readonly string[],
  clientCertificate?: { readonly certPem: string; readonly keyPem: string },
): SecureContext {
  const own = clientCertificate ? { cert: clientCertificate.certPem, key: clientCertificate.keyPem } : {}
  try {
    return createSecureContext({ ca: [...caPems], minVersion: 'TLSv1.2', ...own })
  } catch (error) {
    throw new AppError('crypto.badKey', {}, { cause: error })
  }
}

let knownRoots: readonly string[] | null = null

/** The roots of the runtime and of the operating system (companies put theirs there), as PEM. Read once. */
export function trustedRoots(): readonly string[] {
  knownRoots ??= [...new Set([...roots('default'), ...roots('system')])]
  return knownRoots
}

function roots(kind: 'default' | 'system'): readonly string[] {
  try {
    return getCACertificates(kind)
  } catch {
    // A runtime without that store still has what it was built with.
    return rootCertificates
  }
}

let seclevelWorks: boolean | null = null

/** Whether this runtime takes OpenSSL's `@SECLEVEL=0`; BoringSSL refuses the whole cipher string. */
export function supportsSecurityLevel(): boolean {
  if (seclevelWorks === null) {
    try {
      createSecureContext({ ciphers: `${DEFAULT_CIPHERS}:@SECLEVEL=0` })
      seclevelWorks = true
    } catch {
      seclevelWorks = false
    }
  }
  return seclevelWorks
}

/** Lets in SHA-1 and RSA-1024 certificates and TLS 1.0 signatures: for a cable to a device, never for the network. */
function lowSecurityLevel(): { ciphers?: string } {
  return supportsSecurityLevel() ? { ciphers: `${DEFAULT_CIPHERS}:@SECLEVEL=0` } : {}
}
