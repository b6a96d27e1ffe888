/** The Authorization header of OAuth 1.0a with HMAC-SHA1 (RFC 5849), as a client of Apple's enrollment program sends it. */
import { hmacSha1, randomBytes } from '../../../lib/crypto.ts'

export type ProgramSecrets = {
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly accessToken: string
  readonly accessSecret: string
}

/** @param at milliseconds of the wall clock */
export function oauthHeader(method: string, url: string, secrets: ProgramSecrets, at = Date.now()): string {
  const parameters: Readonly<Record<string, string>> = {
    oauth_consumer_key: secrets.consumerKey,
    oauth_nonce: randomBytes(16).toString('hex'),
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(at / 1000)),
    oauth_token: secrets.accessToken,
    oauth_version: '1.0',
  }
  // All names are plain letters already in order; the address carries no query.
  const normalized = Object.entries(parameters)
    .map(([name, value]) => `${name}=${escaped(value)}`)
    .join('&')
  const base = `${method}&${escaped(url)}&${escaped(normalized)}`
  const key = `${escaped(secrets.consumerSecret)}&${escaped(secrets.accessSecret)}`
  const signature = hmacSha1(key, base).toString('base64')
  const sent = Object.entries({ ...parameters, oauth_signature: signature })
  return `OAuth realm="ADM", ${sent.map(([name, value]) => `${name}="${escaped(value)}"`).join(', ')}`
}

function escaped(text: string): string {
  const marks: Readonly<Record<string, string>> = { '!': '%21', "'": '%27', '(': '%28', ')': '%29', '*': '%2A' }
  return encodeURIComponent(text).replaceAll(/[!'()*]/g, (mark) => marks[mark] ?? mark)
}
