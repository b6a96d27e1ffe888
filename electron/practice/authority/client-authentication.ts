import { constantTimeEqual, sha1, sha256 } from '../../lib/crypto.ts'
import { certificateFacts } from '../../lib/crypto-keys.ts'
import type { Tenant } from '../tenant/tenant.ts'
import { EntraError } from './entra-error.ts'
import { isSignedBy, parseJwt } from './jwt.ts'
import type { ParsedJwt } from './jwt.ts'
import type { Registration } from './registrations.ts'
import { authorityState } from './state.ts'
import { authorityUrl } from './urls.ts'

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
/** Clocks differ; Microsoft allows five minutes. */
const skewSeconds = 300
type Form = Readonly<Record<string, string>>

/**
 * Whether the client is who it says: nothing to show for a public one, a secret or a signed assertion otherwise.
 * @throws EntraError `invalid_client` with the number that tells why
 */
export function authenticateClient(tenant: Tenant, registration: Registration, form: Form, grant: string): void {
  const { client_secret: secret, client_assertion: assertion } = form
  const onItsOwn = grant === 'client_credentials'
  if (secret === undefined && assertion === undefined) {
    if (registration.publicClient && !onItsOwn) return
    const what = "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."
    throw refused(7000218, what)
  }
  // Entra lets one registration be both: as itself with a certificate, and a public client for people.
  if (registration.publicClient && !onItsOwn) {
    throw refused(700025, "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.")
  }
  if (assertion !== undefined) return checkAssertion(tenant, registration, assertion, form['client_assertion_type'])
  const digest = sha256(secret ?? '').toString('hex')
  if (!registration.secretDigests.some((known) => constantTimeEqual(known, digest))) {
    throw refused(7000215, `Invalid client secret provided for app '${registration.clientId}'.`)
  }
}

/** RFC 7523, section 3. */
function checkAssertion(tenant: Tenant, registration: Registration, text: string, type: string | undefined): void {
  const jwt = type === assertionType ? parseJwt(text) : null
  if (jwt === null) throw refused(50027, 'The client assertion is not a well-formed JWT, or its type is not known.')
  checkSignature(registration, jwt)
  const { iss, sub, aud, exp, nbf, jti } = jwt.claims
  if (iss !== registration.clientId || sub !== registration.clientId) {
    throw refused(700021, "The client assertion's issuer and subject must be the application's 'client_id'.")
  }
  const base = authorityUrl(tenant)
  if (![`${base}/v2.0`, `${base}/oauth2/v2.0/token`, base].includes(String(aud))) {
    throw refused(700023, `The client assertion's audience '${String(aud).slice(0, 200)}' is not this authority.`)
  }
  const now = tenant.clock.now() / 1000
  const starts = typeof nbf === 'number' ? nbf : 0
  if (typeof exp !== 'number' || exp + skewSeconds < now || starts - skewSeconds > now || exp > now + 86_400) {
    throw refused(700024, 'Client assertion is not within its valid time range.')
  }
  checkRepetition(tenant, registration, jti, exp)
}

/** The header names the certificate; only a registered one counts, whatever `x5c` brings along. */
function checkSignature(registration: Registration, jwt: ParsedJwt): void {
  // Some libraries keep the padding, which base64url in a JWT has not.
  const print = (name: string): string => {
    const value = jwt.header[name]
    return typeof value === 'string' ? value.replace(/=+$/, '') : ''
  }
  const [sha256Print, sha1Print, kid] = [print('x5t#S256'), print('x5t'), print('kid')]
  const registered = registration.certificates.map((pem) => certificateFacts(pem))
  const named = registered.find(({ der, sha256Hex }) => {
    const sha1Digest = sha1(der)
    return (
      sha256Print === Buffer.from(sha256Hex, 'hex').toString('base64url') ||
      sha1Print === sha1Digest.toString('base64url') ||
      kid === sha1Digest.toString('hex').toUpperCase()
    )
  })
  const why = named === undefined ? 'The key was not found' : 'The signature does not fit'
  if (named === undefined || !isSignedBy(jwt, named.pem)) {
    throw refused(700027, `The certificate used to sign the client assertion is not registered: ${why}.`)
  }
  if (named.notAfter.getTime() < Date.now()) throw refused(1000502, 'The provided certificate is not valid any more.')
}

function checkRepetition(tenant: Tenant, registration: Registration, jti: unknown, exp: number): void {
  const { assertions, settings } = authorityState(tenant)
  if (typeof jti !== 'string' || jti === '') throw refused(50027, "The client assertion has no claim 'jti'.")
  const key = `${registration.clientId} ${jti}`
  if (settings.refuseRepeatedAssertions && assertions.get(key) !== undefined) {
    throw refused(700024, 'The client assertion was used before.')
  }
  assertions.put(key, true, (exp + skewSeconds) * 1000)
}

function refused(number: number, description: string): EntraError {
  return new EntraError('invalid_client', number, description)
}
