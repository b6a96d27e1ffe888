/** The service's side of OAuth 1.0a (RFC 5849) with HMAC-SHA1: what arrives is read, computed anew and compared. */
import { constantTimeEqual, hmacSha1 } from '../../../lib/crypto.ts'
import { badRequest, unauthorized } from './failure.ts'

export type OAuthClaim = {
  readonly consumerKey: string
  readonly token: string
  readonly timestamp: number
  readonly nonce: string
  readonly signature: Buffer
  /** Every parameter that is signed, decoded. */
  readonly signed: readonly (readonly [string, string])[]
}

const required = [
  'oauth_consumer_key',
  'oauth_token',
  'oauth_signature_method',
  'oauth_timestamp',
  'oauth_nonce',
  'oauth_signature',
] as const

/**
 * Reads the Authorization header; parameters come in any order, `realm` may be there or not and is never signed.
 * @throws ProgramFailure 400 for a header that lacks something, 401 for none at all
 */
export function readOAuthHeader(header: string | undefined): OAuthClaim {
  const text = /^OAuth\s+(.*)$/is.exec(header ?? '')?.[1]
  if (text === undefined) throw unauthorized('Invalid Consumer Key')
  const all = [...text.matchAll(/\s*([\w%.~-]+)\s*=\s*"([^"]*)"\s*(?:,|$)/g)].map(
    ([, name = '', value = '']) => [decode(name), decode(value)] as const,
  )
  const protocol = all.filter(([name]) => name !== 'realm')
  const value = new Map(protocol)
  if (value.size !== protocol.length) throw badRequest('Duplicated OAuth protocol parameter')
  if (required.some((name) => !value.get(name))) throw badRequest('Missing required authorization parameter')
  if (value.get('oauth_signature_method') !== 'HMAC-SHA1') throw badRequest('Unsupported signature method')
  if ((value.get('oauth_version') ?? '1.0') !== '1.0') throw badRequest('Unsupported oauth parameters')
  const timestamp = Number(value.get('oauth_timestamp'))
  if (!Number.isInteger(timestamp) || timestamp <= 0) throw badRequest('Unsupported oauth parameters')
  return {
    consumerKey: value.get('oauth_consumer_key') ?? '',
    token: value.get('oauth_token') ?? '',
    timestamp,
    nonce: value.get('oauth_nonce') ?? '',
    signature: Buffer.from(value.get('oauth_signature') ?? '', 'base64'),
    signed: protocol.filter(([name]) => name !== 'oauth_signature'),
  }
}

/** @throws ProgramFailure 401 when the signature is not that of the two secrets over this request */
export function checkSignature(
  claim: OAuthClaim,
  request: { readonly method: string; readonly url: URL },
  secrets: { readonly consumerSecret: string; readonly tokenSecret: string },
): void {
  const { url } = request
  const pairs = [...claim.signed, ...url.searchParams.entries()].map(([name, value]) => [encode(name), encode(value)])
  const sorted = pairs
    .map(([name = '', value = '']) => ({ name, value }))
    .toSorted((a, b) => compare(a.name, b.name) || compare(a.value, b.value))
  const parameters = sorted.map(({ name, value }) => `${name}=${value}`).join('&')
  const base = [request.method.toUpperCase(), `${url.protocol}//${url.host}${url.pathname}`, parameters]
  const key = `${encode(secrets.consumerSecret)}&${encode(secrets.tokenSecret)}`
  const expected = hmacSha1(key, base.map((part) => encode(part)).join('&'))
  if (!constantTimeEqual(expected, claim.signature)) throw unauthorized('Invalid signature')
}

/** How far a client's clock may be off. Apple does not say; so much is usual. */
const clockToleranceSeconds = 600
const nonceLimit = 100_000

/** Remembers what was used: the same timestamp and nonce never count twice. */
export class Nonces {
  readonly #used = new Map<string, number>()

  /** @throws ProgramFailure 401 for a stale timestamp or a nonce that came before */
  spend(claim: OAuthClaim, nowMs: number): void {
    const now = Math.floor(nowMs / 1000)
    if (Math.abs(now - claim.timestamp) > clockToleranceSeconds) throw unauthorized('Invalid/used nonce')
    const key = JSON.stringify([claim.consumerKey, claim.timestamp, claim.nonce])
    if (this.#used.has(key)) throw unauthorized('Invalid/used nonce')
    this.#used.set(key, claim.timestamp)
    if (this.#used.size > nonceLimit) this.#forget(now)
  }

  #forget(now: number): void {
    for (const [key, timestamp] of this.#used) if (now - timestamp > clockToleranceSeconds) this.#used.delete(key)
  }
}

/** RFC 5849, 3.6: everything but unreserved characters, in upper case. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw badRequest('Unsupported oauth parameters')
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
