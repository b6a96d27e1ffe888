import { randomUuid } from '../../../lib/crypto.ts'

export type FailureSource = { readonly parameter: string } | { readonly pointer: string }

/** An answer of the API other than success, in Apple's form: `errors` with id, status, code, title, detail and source. */
export class BusinessFailure extends Error {
  override readonly name = 'BusinessFailure'
  readonly status: number
  readonly code: string
  readonly source: FailureSource | null
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    code: string,
    detail: string,
    more: { readonly source?: FailureSource; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail)
    this.status = status
    this.code = code
    this.source = more.source ?? null
    this.headers = more.headers ?? {}
  }

  get body(): object {
    const title = titles[this.status] ?? 'The request failed'
    const { status, code, message: detail, source } = this
    const error = { id: randomUuid(), status: String(status), code, title, detail }
    return { errors: [source === null ? error : { ...error, source }] }
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request cannot be understood',
  401: 'Nobody is known by this token',
  403: 'This is not allowed',
  404: 'There is no such thing',
  405: 'This cannot be done here',
  409: 'The request does not fit what is there',
  422: 'The request cannot be carried out',
  429: 'Too many requests',
}

export function notFound(type: string, id: string): BusinessFailure {
  return new BusinessFailure(404, 'NOT_FOUND', `No resource of the type '${type}' has the id '${id}'`)
}

export function badParameter(parameter: string, detail: string): BusinessFailure {
  return new BusinessFailure(400, 'PARAMETER_ERROR.INVALID', detail, { source: { parameter } })
}

/** An answer of the token endpoint (RFC 6749, 5.2). */
export class TokenFailure extends Error {
  override readonly name = 'TokenFailure'
  readonly error: TokenError

  constructor(error: TokenError) {
    super(error)
    this.error = error
  }
}

type TokenError = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope'
