/** The service's side of a client assertion: what arrives is taken apart and judged on its own. */
import { z } from 'zod'
import { verifyEs256 } from '../../../lib/es256.ts'
import { TokenFailure } from './failure.ts'

/** Apple names one audience for every client, whatever address it asks. */
const audience = 'https://account.apple.com/auth/oauth2/v2/token'
/** Apple: an assertion is good for 180 days at most. */
const longestLifeSeconds = 180 * 24 * 3600
/** How far a client's clock may be ahead. Apple says nothing. */
const aheadSeconds = 300
const longest = 16_000

const headerShape = z.object({ alg: z.literal('ES256'), kid: z.string().min(1), typ: z.string().optional() })
const claimsShape = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  iat: z.number(),
  exp: z.number(),
  jti: z.string().min(1),
})

export type Assertion = { readonly jti: string; readonly expiresAt: number }

/**
 * @param now seconds since 1970
 * @throws TokenFailure `invalid_client` for any assertion that is not of this account, for this service, now
 */
export function checkAssertion(
  text: string,
  account: { readonly clientId: string; readonly keyId: string; readonly publicKeyPem: string },
  now: number,
): Assertion {
  const parts = text.split('.')
  const [head = '', body = '', signature = ''] = parts
  if (parts.length !== 3 || text.length > longest) throw new TokenFailure('invalid_client')
  const header = headerShape.safeParse(decode(head))
  const claims = claimsShape.safeParse(decode(body))
  if (!header.success || !claims.success) throw new TokenFailure('invalid_client')
  const { iss, sub, aud, iat, exp, jti } = claims.data
  const good =
    header.data.kid === account.keyId &&
    verifyEs256(account.publicKeyPem, Buffer.from(`${head}.${body}`), Buffer.from(signature, 'base64url')) &&
    iss === account.clientId &&
    sub === account.clientId &&
    [aud].flat().includes(audience) &&
    iat <= now + aheadSeconds &&
    exp > now &&
    exp - iat <= longestLifeSeconds
  if (!good) throw new TokenFailure('invalid_client')
  return { jti, expiresAt: exp }
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown
  } catch {
    return null
  }
}
