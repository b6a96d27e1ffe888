import { randomUuid } from '../../lib/crypto.ts'

export type EntraErrorOptions = {
  readonly suberror?: string
  /** JSON text: what a new sign-in must satisfy. */
  readonly claims?: string
  /** HTTP status of the token endpoint; 400 unless the client itself was not accepted. */
  readonly status?: number
}

/** A refusal as Microsoft Entra words it: OAuth's error, and behind it the AADSTS number that tells what is meant. */
export class EntraError extends Error {
  override readonly name = 'EntraError'
  /** Of OAuth 2.0, OpenID Connect or RFC 8628. */
  readonly error: string
  /** The number behind "AADSTS"; 0 where Entra gives none. */
  readonly number: number
  readonly suberror: string | undefined
  readonly claims: string | undefined
  readonly status: number

  constructor(error: string, number: number, description: string, options: EntraErrorOptions = {}) {
    super(description)
    this.error = error
    this.number = number
    this.suberror = options.suberror
    this.claims = options.claims
    this.status = options.status ?? (error === 'invalid_client' ? 401 : 400)
  }
}

export type Occasion = { readonly at: number; readonly correlationId: string | undefined; readonly baseUrl: string }

/** The body of the token and device code endpoints, and what goes back to a redirect URI. */
export function errorBody(error: EntraError, { at, correlationId, baseUrl }: Occasion) {
  const timestamp = new Date(at).toISOString().replace('T', ' ').replace(/\.\d+/, '')
  const usable = correlationId !== undefined && /^[\w-]{1,64}$/.test(correlationId)
  const ids = { trace_id: randomUuid(), correlation_id: usable ? correlationId : randomUuid() }
  const tail = `Trace ID: ${ids.trace_id} Correlation ID: ${ids.correlation_id} Timestamp: ${timestamp}`
  return {
    error: error.error,
    error_description: `AADSTS${error.number}: ${error.message} ${tail}`,
    error_codes: [error.number],
    timestamp,
    ...ids,
    error_uri: `${baseUrl}/error?code=${error.number}`,
    ...(error.suberror === undefined ? {} : { suberror: error.suberror }),
    ...(error.claims === undefined ? {} : { claims: error.claims }),
  }
}

export function missingParameter(name: string): EntraError {
  return new EntraError('invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`)
}
