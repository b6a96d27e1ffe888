import { z } from 'zod'
import { rsaSignDigest, verifyPs256, verifySignature } from '../../lib/crypto-keys.ts'

/** RFC 7519, as far as Entra's own tokens and its clients' assertions go: RS256 and PS256, nothing else. */
export type JwtHeader = { readonly alg: string; readonly kid?: string; readonly [name: string]: unknown }
export type JwtClaims = Readonly<Record<string, unknown>>

export type ParsedJwt = {
  readonly header: JwtHeader
  readonly claims: JwtClaims
  /** The bytes that were signed. */
  readonly signed: Buffer
  readonly signature: Buffer
}

const headerSchema = z.looseObject({ alg: z.string(), kid: z.string().optional() })
const claimsSchema = z.record(z.string(), z.unknown())
const maxLength = 16_384

export function signJwt(claims: JwtClaims, key: { readonly kid: string; readonly privateKeyPem: string }): string {
  // Entra writes both: `x5t` for old readers, `kid` for the rest.
  const header = { typ: 'JWT', alg: 'RS256', x5t: key.kid, kid: key.kid }
  const signed = `${encodeJson(header)}.${encodeJson(claims)}`
  return `${signed}.${rsaSignDigest(key.privateKeyPem, 'sha256', Buffer.from(signed)).toString('base64url')}`
}

/** Reads without judging; null for anything that is no JWT. */
export function parseJwt(text: string): ParsedJwt | null {
  const [head, body, signature, ...rest] = text.split('.')
  if (text.length > maxLength || rest.length > 0 || !head || !body || !signature) return null
  if (![head, body, signature].every((part) => /^[\w-]+$/.test(part))) return null
  const header = headerSchema.safeParse(decodeJson(head))
  const claims = claimsSchema.safeParse(decodeJson(body))
  if (!header.success || !claims.success) return null
  const { kid, ...others } = header.data
  return {
    header: kid === undefined ? others : { ...others, kid },
    claims: claims.data,
    signed: Buffer.from(`${head}.${body}`),
    signature: Buffer.from(signature, 'base64url'),
  }
}

/** Whether the key behind `pem` (public key or certificate) made the signature, by the algorithm the header names. */
export function isSignedBy(jwt: ParsedJwt, pem: string): boolean {
  if (jwt.header.alg === 'PS256') return verifyPs256(pem, jwt.signed, jwt.signature)
  return jwt.header.alg === 'RS256' && verifySignature(pem, 'sha256', jwt.signed, jwt.signature)
}

function encodeJson(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decodeJson(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
