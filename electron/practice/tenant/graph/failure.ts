import { randomUuid } from '../../../lib/crypto.ts'

/** `gateway`: a plain message, as Graph itself answers. `intune`: the message is a JSON text, as Intune behind it does. */
export type FailureStyle = 'gateway' | 'intune'

/** An answer other than success; anything else thrown by a route is a bug and becomes a 500. */
export class GraphFailure extends Error {
  override readonly name = 'GraphFailure'
  readonly status: number
  readonly code: string
  readonly style: FailureStyle
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: string,
    message: string,
    options: { readonly style?: FailureStyle; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.style = options.style ?? 'gateway'
    this.headers = options.headers ?? {}
  }
}

/** The gateway does not understand the request. */
export function malformedRequest(message: string): GraphFailure {
  return new GraphFailure(400, 'BadRequest', message)
}

/** The service understands and refuses: a business rule. */
export function refusedByIntune(message: string): GraphFailure {
  return new GraphFailure(400, 'BadRequest', message, { style: 'intune' })
}

export function notFound(what: string): GraphFailure {
  return new GraphFailure(404, 'ResourceNotFound', `${what} does not exist in this tenant`, { style: 'intune' })
}

export function missingScope(acceptable: readonly string[]): GraphFailure {
  const names = acceptable.join(', ')
  return new GraphFailure(403, 'Forbidden', `The application must have one of these scopes for this call: ${names}`)
}

export function notSignedIn(message: string): GraphFailure {
  return new GraphFailure(401, 'InvalidAuthenticationToken', message, {
    headers: { 'www-authenticate': 'Bearer realm="practice", error="invalid_token"' },
  })
}

export type RequestIds = { readonly requestId: string; readonly clientRequestId: string }

/** The body Graph sends with a failure; the `intune` style nests a JSON text, suffixes and all. */
export function failureBody(failure: GraphFailure, ids: RequestIds, at: number): object {
  return {
    error: {
      code: failure.code,
      message: failure.style === 'intune' ? intuneMessage(failure.message) : failure.message,
      innerError: {
        date: new Date(at).toISOString().slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  }
}

function intuneMessage(message: string): string {
  const operation = '00000000-0000-0000-0000-000000000000'
  const url = 'https://fef.local.invalid/StatelessEnrollmentService/deviceManagement?api-version=5025-10-01'
  return JSON.stringify({
    _version: 3,
    Message: `${message} - Operation ID (for customer support): ${operation} - Activity ID: ${randomUuid()} - Url: ${url}`,
    CustomApiErrorPhrase: '',
    RetryAfter: null,
    ErrorSourceService: '',
    HttpHeaders: '{}',
  })
}
