import type { AbmService } from '../../src-shared/abm.ts'
import { AppError } from '../../src-shared/errors.ts'
import { randomUuid } from '../lib/crypto.ts'
import { readEs256Key, signEs256 } from '../lib/es256.ts'

/** What proves to Apple who asks. */
export type AbmCredentials = { readonly clientId: string; readonly keyId: string; readonly privateKeyPem: string }

/** Apple: the audience is this address, whatever address the token is asked at. */
const audience = 'https://account.apple.com/auth/oauth2/v2/token'
/** Apple takes up to 180 days. One assertion is made for each token, so that minutes do, even where a clock is off. */
const lifeSeconds = 20 * 60

/** A JSON Web Token by which the holder of the key names itself (RFC 7523), signed with ES256. */
export function clientAssertion({ clientId, keyId, privateKeyPem }: AbmCredentials, nowMs: number): string {
  const now = Math.floor(nowMs / 1000)
  const header = { alg: 'ES256', kid: keyId, typ: 'JWT' }
  const claims = { iss: clientId, sub: clientId, aud: audience, iat: now, exp: now + lifeSeconds, jti: randomUuid() }
  const signed = `${base64url(header)}.${base64url(claims)}`
  return `${signed}.${signEs256(privateKeyPem, Buffer.from(signed)).toString('base64url')}`
}

/** The key file of Apple's portal, as PKCS#8. @throws AppError `abm.keyUnusable` */
export function readApiKey(file: Uint8Array): string {
  try {
    return readEs256Key(Buffer.from(file).toString('latin1'))
  } catch (error) {
    throw new AppError('abm.keyUnusable', {}, { cause: error })
  }
}

/** Apple: the client ID of a School Manager account begins with SCHOOLAPI, that of a Business one with BUSINESSAPI. */
export function serviceOf(clientId: string): AbmService {
  return clientId.toUpperCase().startsWith('SCHOOLAPI.') ? 'school' : 'business'
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
