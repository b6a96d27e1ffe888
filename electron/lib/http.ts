/** One HTTP client for everything that speaks HTTP: exact trust, limits on time and size, errors a person can use. */
import { Agent as HttpAgent, request as httpRequestOf, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequestOf } from 'node:https'
import { AppError } from '../../src-shared/errors.ts'
import { proxyFor, settleProxy } from './http-proxy.ts'
import { sha256 } from './crypto.ts'
import { clientContext, trustedRoots } from './tls.ts'

export type HttpRequest = {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
  /** When given: exactly these roots are trusted, an empty list trusts nobody. */
  readonly caPems?: readonly string[]
  /** The runtime's and the system's roots, and these. */
  readonly additionalCaPems?: readonly string[]
  /** For mutual TLS. */
  readonly clientCertificate?: { readonly certPem: string; readonly keyPem: string }
  /** For the whole exchange, redirects included; default 60 s. */
  readonly timeoutMs?: number
  /** Of the response body; default 32 MiB. */
  readonly maxBytes?: number
  readonly signal?: AbortSignal
  /** How many redirects to follow; default none: the 3xx answer is returned. */
  readonly followRedirects?: number
  readonly httpsOnly?: boolean
  /** The only origin that gets the Authorization header; default: that of `url`. */
  readonly tokenOrigin?: string
}

export type HttpResponse = {
  readonly status: number
  /** Names in lower case; repeated ones joined with ", ". */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly finalUrl: string
}

const defaultTimeoutMs = 60_000
const defaultMaxBytes = 32 * 1024 * 1024
/** These go to the origin they were meant for and nowhere else. */
const secretHeaders = new Set(['authorization', 'cookie', 'proxy-authorization'])

/**
 * Sends one request. Any HTTP status is an answer, not an error.
 * @throws AppError 'http.badUrl', 'http.notHttps', 'http.unreachable' {host, cause}, 'http.untrusted' {host, reason},
 *   'http.timeout' {host, seconds}, 'http.tooLarge' {host, limit}; the signal's own reason when it is aborted
 */
export async function httpRequest(request: HttpRequest): Promise<HttpResponse> {
  const deadline = AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs)
  let url = parseUrl(request.url)
  let { method, body } = request
  const tokenOrigin = request.tokenOrigin ?? url.origin
  const firstOrigin = url.origin
  for (let left = request.followRedirects ?? 0; ; left -= 1) {
    if (request.httpsOnly && url.protocol !== 'https:') throw new AppError('http.notHttps', { host: url.host })
    const headers = headersFor(url, request.headers ?? {}, tokenOrigin, firstOrigin)
    await settleProxy(url.hostname, process.env)
    const response = await exchange(request, { url, method, headers, body, deadline })
    const location = response.headers['location']
    if (left <= 0 || location === undefined || ![301, 302, 303, 307, 308].includes(response.status)) return response
    const next = parseUrl(location, url)
    if (url.protocol === 'https:' && next.protocol !== 'https:') {
      throw new AppError('http.notHttps', { host: next.host })
    }
    // As browsers do: only 307 and 308 repeat a body.
    if (response.status < 307 && method !== 'GET' && method !== 'HEAD') {
      method = 'GET'
      body = undefined
    }
    url = next
  }
}

const agents = new Map<string, HttpAgent>()

/** Closes every kept-alive connection; later requests open new ones. */
export function closeHttpAgents(): void {
  for (const agent of agents.values()) agent.destroy()
  agents.clear()
}

type Hop = {
  readonly url: URL
  readonly method: string
  readonly headers: Record<string, string>
  readonly body: Uint8Array | string | undefined
  readonly deadline: AbortSignal
}

function exchange(request: HttpRequest, hop: Hop): Promise<HttpResponse> {
  const { url, body, deadline } = hop
  const secure = url.protocol === 'https:'
  const { signal } = request
  if (signal?.aborted) return Promise.reject(asError(signal.reason))
  return new Promise((resolve, reject) => {
    const options: RequestOptions = { method: hop.method, headers: hop.headers, agent: agentFor(request, secure) }
    const outgoing = (secure ? httpsRequestOf : httpRequestOf)(url, options)
    const onAbort = () => fail(asError(signal?.reason))
    const onDeadline = () =>
      fail(new AppError('http.timeout', { host: url.host, seconds: seconds(request.timeoutMs ?? defaultTimeoutMs) }))
    const finish = () => {
      signal?.removeEventListener('abort', onAbort)
      deadline.removeEventListener('abort', onDeadline)
    }
    const fail = (error: Error) => {
      finish()
      reject(error)
      outgoing.destroy()
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    deadline.addEventListener('abort', onDeadline, { once: true })
    if (deadline.aborted) return onDeadline()
    outgoing.on('error', (error) => fail(explain(error, url)))
    outgoing.on('response', (incoming) => {
      answer(incoming, request.maxBytes ?? defaultMaxBytes, url)
        .finally(finish)
        .then(resolve, (error: unknown) => fail(explain(asError(error), url)))
    })
    outgoing.end(body)
  })
}

async function answer(incoming: IncomingMessage, maxBytes: number, url: URL): Promise<HttpResponse> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw new AppError('http.tooLarge', { host: url.host, limit: maxBytes })
    chunks.push(chunk)
  }
  const { statusCode: status = 0, headers } = incoming
  return { status, headers: flatten(headers), body: Buffer.concat(chunks), finalUrl: url.href }
}

/** Enough for a cart of devices that each have a certificate; the longest unused makes room. */
const maxAgents = 128

function agentFor(request: HttpRequest, secure: boolean): HttpAgent {
  const { caPems, additionalCaPems = [], clientCertificate } = request
  const proxyEnv = proxyFor(process.env)
  const trust = secure ? [caPems, additionalCaPems, clientCertificate ?? null] : 'http'
  const key = agentKey([trust, proxyEnv])
  const agent =
    agents.get(key) ?? (secure ? newTlsAgent(request, proxyEnv) : new HttpAgent({ keepAlive: true, proxyEnv }))
  agents.delete(key)
  agents.set(key, agent)
  const [oldest] = agents
  if (agents.size > maxAgents && oldest) retire(...oldest)
  return agent
}

function newTlsAgent(
  { caPems, additionalCaPems = [], clientCertificate }: HttpRequest,
  proxyEnv: Record<string, string>,
): HttpsAgent {
  const roots = caPems ?? [...trustedRoots(), ...additionalCaPems]
  const secureContext = clientContext(roots, clientCertificate)
  return new HttpsAgent({ keepAlive: true, secureContext, proxyEnv })
}

/** Requests that still run may end; their connections are not kept. */
function retire(key: string, agent: HttpAgent): void {
  agents.delete(key)
  agent.maxFreeSockets = 0
  for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy()
}

/** A digest, because a client's private key must not lie around as the key of a map. */
function agentKey(parts: unknown): string {
  return sha256(JSON.stringify(parts)).toString('base64')
}

function headersFor(
  url: URL,
  headers: Readonly<Record<string, string>>,
  tokenOrigin: string,
  firstOrigin: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => {
      const lower = name.toLowerCase()
      if (!secretHeaders.has(lower)) return true
      return url.origin === (lower === 'authorization' ? tokenOrigin : firstOrigin)
    }),
  )
}

function flatten(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  )
}

function parseUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href)
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '') {
    throw new AppError('http.badUrl', { url: text.slice(0, 200) })
  }
  return url
}

/** What Node calls a certificate it will not take, beside the CERT_… and UNABLE_TO_… families. */
const untrustedCodes =
  /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_|CRL_|PATH_LENGTH_)/

function explain(error: Error & { code?: string }, url: URL): Error {
  if (error instanceof AppError) return error
  const cause = error.code ?? error.message
  if (untrustedCodes.test(cause)) return new AppError('http.untrusted', { host: url.host, reason: cause })
  return new AppError('http.unreachable', { host: url.host, cause })
}

function seconds(milliseconds: number): number {
  return Math.round(milliseconds / 1000)
}

function asError(value: unknown): Error {
  return value instanceof Error ? value : new Error(String(value))
}
