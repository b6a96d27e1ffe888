import * as z from 'zod'
import { AppError } from '../../src-shared/errors.ts'
import type { HttpRequest, HttpResponse } from '../lib/http.ts'
import { readToken, tokenForm } from './access-token.ts'
import type { AccessToken } from './access-token.ts'
import type { AbmAddresses } from './addresses.ts'
import { abmError, parseJson } from './api-error.ts'
import { serviceOf } from './client-assertion.ts'
import type { AbmCredentials } from './client-assertion.ts'
import { sendPatiently } from './exchange.ts'
import type { ExchangeParts } from './exchange.ts'

/** The API of Apple Business Manager. Paths begin with `/v1`. Every call throws AppError `abm.…` and `http.…`. */
export type AbmClient = {
  /** Null for 404. */
  readonly find: <T>(path: string, schema: z.ZodType<T>) => Promise<T | null>
  readonly post: <T>(path: string, body: object, schema: z.ZodType<T>) => Promise<T>
  /** Everything of a list, page by page. */
  readonly pages: <T>(path: string, schema: z.ZodType<T>) => AsyncGenerator<readonly T[], void, undefined>
  /** A file that Apple keeps elsewhere, behind an address that is its own permission. */
  readonly download: (url: string) => Promise<Buffer>
}

export type AbmClientOptions = ExchangeParts & {
  readonly addresses: AbmAddresses
  readonly credentials: AbmCredentials
}

const page = z.object({ data: z.array(z.unknown()), links: z.object({ next: z.string().nullish() }) })
/** A thousand devices a page; a service that never ends its pages is broken. */
const maxPages = 2_000

export function createAbmClient(options: AbmClientOptions): AbmClient {
  const { addresses, credentials, clock } = options
  const origin = new URL(addresses.apiUrl).origin
  let token: AccessToken | null = null

  const bearer = async (): Promise<string> => {
    if (token === null || token.endsAt <= clock.now()) token = await askForToken(options)
    return token.value
  }
  const send = async (request: HttpRequest, idempotent: boolean): Promise<HttpResponse> => {
    const what = `${request.method} ${new URL(request.url).pathname}`
    for (let renewed = false; ; renewed = true) {
      const headers = { ...request.headers, accept: 'application/json', authorization: `Bearer ${await bearer()}` }
      const response = await sendPatiently(options, { ...request, headers }, { idempotent, what })
      if (response.status !== 401) return response
      // A token may end early: the key was revoked, or Apple's clock is another one.
      token = null
      if (renewed) throw new AppError('abm.tokenRefused', { clientId: credentials.clientId })
    }
  }
  const read = async <T>(url: string, schema: z.ZodType<T>): Promise<T | null> => {
    const response = await send({ method: 'GET', url }, true)
    return response.status === 404 ? null : taken(response, schema, `GET ${new URL(url).pathname}`)
  }
  async function* pages<T>(path: string, schema: z.ZodType<T>): AsyncGenerator<readonly T[], void, undefined> {
    const seen = new Set<string>()
    for (let url: string | null = addresses.apiUrl + path; url !== null;) {
      if (seen.has(url) || seen.size >= maxPages)
        throw new AppError('abm.unexpectedAnswer', { target: `GET ${path}`, message: 'its pages never end' })
      seen.add(url)
      const response = await send({ method: 'GET', url }, true)
      const found: z.infer<typeof page> = taken(response, page, `GET ${path}`)
      yield parsed(found.data, z.array(schema), `GET ${path}`)
      url = nextOf(found.links.next ?? null, origin)
    }
  }
  return {
    find: (path, schema) => read(addresses.apiUrl + path, schema),
    post: async (path, body, schema) => {
      const headers = { 'content-type': 'application/json' }
      const request = { method: 'POST', url: addresses.apiUrl + path, headers, body: JSON.stringify(body) }
      return taken(await send(request, false), schema, `POST ${path}`)
    },
    pages,
    download: async (url) => {
      // Apple's own addresses are https; the token is for the API alone and stays here.
      const secure = addresses.apiUrl.startsWith('https:')
      const what = { idempotent: true, what: 'activity log' }
      const response = await sendPatiently(
        { ...options, assertWorld: () => {} },
        { method: 'GET', url, httpsOnly: secure },
        what,
      )
      if (response.status !== 200) throw abmError(response, 'activity log')
      return response.body
    },
  }
}

async function askForToken(options: AbmClientOptions): Promise<AccessToken> {
  const { credentials, addresses, clock } = options
  // An assertion that Apple took must not be sent again: each try has its own.
  const http: ExchangeParts['http'] = (sent) =>
    options.http({ ...sent, body: tokenForm(credentials, `${serviceOf(credentials.clientId)}.api`, clock.now()) })
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
  const request = { method: 'POST', url: addresses.tokenUrl, headers }
  const response = await sendPatiently({ ...options, http }, request, { idempotent: true, what: 'token' })
  return readToken(response, clock.now())
}

function taken<T>(response: HttpResponse, schema: z.ZodType<T>, target: string): T {
  if (response.status < 200 || response.status > 299) throw abmError(response, target)
  return parsed(parseJson(response.body), schema, target)
}

function parsed<T>(value: unknown, schema: z.ZodType<T>, target: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  const message = issue === undefined ? 'not understood' : `${issue.path.join('.')}: ${issue.message}`
  throw new AppError('abm.unexpectedAnswer', { target, message: message.slice(0, 300) })
}

/** Left exactly as given: it is opaque. @throws AppError 'abm.foreignOrigin' when it leads elsewhere */
function nextOf(link: string | null, origin: string): string | null {
  if (link === null) return null
  const url = URL.parse(link)
  if (url?.origin !== origin || url.username !== '' || url.password !== '')
    throw new AppError('abm.foreignOrigin', { host: url?.host ?? link.slice(0, 100) })
  return link
}
