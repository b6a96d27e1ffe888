import { EntraError } from './entra-error.ts'

/** What an application asks of a person: the parameters of /authorize, or what a device code was made with. */
export type AuthorizeRequest = {
  readonly clientId: string
  readonly redirectUri: string
  readonly responseMode: 'query' | 'fragment' | 'form_post'
  readonly scopes: readonly string[]
  readonly state: string | null
  readonly nonce: string | null
  readonly challenge: string | null
  readonly prompt: string | null
  readonly loginHint: string | null
  /** JSON text. */
  readonly claims: string | null
  readonly wantsClientInfo: boolean
}

const longest = 8192

/**
 * Reads the query of /authorize. The caller has to check client and redirect URI before anything goes back there.
 * @throws EntraError for what no redirect URI may be told
 */
export function readAuthorizeRequest(query: Readonly<Record<string, string>>): AuthorizeRequest {
  const { client_id: clientId, redirect_uri: redirectUri } = query
  if (!clientId) throw missing('client_id')
  if (!redirectUri) throw missing('redirect_uri')
  const text = (name: string): string | null => query[name]?.slice(0, longest) ?? null
  const mode = query['response_mode'] ?? 'query'
  return {
    clientId,
    redirectUri,
    responseMode: mode === 'form_post' || mode === 'fragment' ? mode : 'query',
    scopes: (query['scope'] ?? '').split(' ').filter(Boolean),
    state: text('state'),
    nonce: text('nonce') || null,
    challenge: text('code_challenge'),
    prompt: text('prompt'),
    loginHint: text('login_hint'),
    claims: text('claims'),
    wantsClientInfo: query['client_info'] === '1',
  }
}

/** What is wrong with a request that may be told to its redirect URI. */
export function checkAuthorizeRequest(query: Readonly<Record<string, string>>): void {
  if (query['response_type'] !== 'code') {
    const why = 'The response_type parameter is missing or names a kind that is not enabled for the application.'
    throw new EntraError('unsupported_response_type', 700054, why)
  }
  if (!query['scope']) throw missing('scope')
  const method = query['code_challenge_method']
  if (query['code_challenge'] !== undefined && method !== 'S256') {
    const why = 'The code challenge method must be S256.'
    throw new EntraError('invalid_request', 501482, why)
  }
  if (!/^(?:|none|login|select_account|consent|create)$/.test(query['prompt'] ?? '')) {
    throw new EntraError('invalid_request', 90023, "The value of the parameter 'prompt' is not valid.")
  }
}

function missing(name: string): EntraError {
  return new EntraError('invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`)
}

/** What the `claims` parameter asks of an access token: OpenID Connect Core 5.5 in Entra's use of it. */
export type WantedClaims = {
  /** Authentication contexts the token must carry. */
  readonly contexts: readonly string[]
  /** The client says it understands claims challenges (`xms_cc` with `CP1`). */
  readonly understandsChallenges: boolean
}

export function readClaims(claims: string | null): WantedClaims {
  const token = claims === null ? {} : parse(claims)
  const capabilities = valuesOf(token['xms_cc'])
  return {
    contexts: valuesOf(token['acrs']),
    understandsChallenges: capabilities.some((value) => value.toLowerCase() === 'cp1'),
  }
}

function parse(claims: string): Record<string, unknown> {
  try {
    const { access_token: token } = JSON.parse(claims) as { access_token?: unknown }
    return typeof token === 'object' && token !== null ? (token as Record<string, unknown>) : {}
  } catch {
    throw new EntraError('invalid_request', 50148, "The value of the parameter 'claims' is not valid JSON.")
  }
}

function valuesOf(claim: unknown): readonly string[] {
  if (typeof claim !== 'object' || claim === null) return []
  const { value, values } = claim as { value?: unknown; values?: unknown }
  return [value, ...(Array.isArray(values) ? (values as unknown[]) : [])].filter((one) => typeof one === 'string')
}
