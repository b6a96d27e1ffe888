import * as z from 'zod'
import { AppError } from '../../../src-shared/errors.ts'
import type { SignInCheck } from '../../../src-shared/intune/profile.ts'
import type { HttpRequest, HttpResponse } from '../../lib/http.ts'
import type { GraphClient } from '../call.ts'
import { parseJson } from '../graph-error.ts'
import { optionalText } from '../resources/wire.ts'
import { usernameMixedEndpoint } from './ws-trust.ts'

export type SignInCheckParts = {
  readonly graph: GraphClient
  /** Where the sign-in service is, no path; null: nobody is to be asked. */
  readonly loginUrl: string | null
  readonly http: (request: HttpRequest) => Promise<HttpResponse>
  readonly additionalCaPems: readonly string[]
}

const organizations = z.object({
  value: z
    .array(z.object({ verifiedDomains: z.array(z.object({ name: z.string().min(1).max(253) })).nullish() }))
    .min(1),
})
const realm = z.object({ account_type: optionalText, federation_metadata_url: optionalText })

/** What is asked of each stranger, at most. */
const limits = { timeoutMs: 15_000, maxBytes: 2 * 1024 * 1024 } as const
const mostDomains = 50

/**
 * Before affinity with sign-in in Setup Assistant: whether the federation service of each of the tenant's domains offers
 * WS-Trust 1.3 Username/Mixed, and answers there. Nobody is signed in and no password is sent.
 * @throws AppError those of the Graph client
 */
export async function checkSignIn(parts: SignInCheckParts): Promise<readonly SignInCheck[]> {
  const { value } = await parts.graph.get('/organization', { version: 'v1.0', schema: organizations })
  const domains = value.flatMap(({ verifiedDomains }) => (verifiedDomains ?? []).map(({ name }) => name))
  return Promise.all(domains.slice(0, mostDomains).map((domain) => checkDomain(parts, domain)))
}

async function checkDomain(parts: SignInCheckParts, domain: string): Promise<SignInCheck> {
  const answer = (state: SignInCheck['state'], endpoint: string | null, detail: string | null): SignInCheck => ({
    domain,
    state,
    endpoint,
    detail,
  })
  if (parts.loginUrl === null) return answer('unreachable', null, null)
  try {
    // Microsoft: user realm discovery; the name in front of the domain does not matter.
    const url = `${parts.loginUrl}/common/userrealm/${encodeURIComponent(`user@${domain}`)}?api-version=1.0`
    const found = realm.parse(parseJson((await ask(parts, url)).body.toString('utf8')))
    if (found.account_type?.toLowerCase() !== 'federated') return answer('managed', null, found.account_type)
    const metadata = found.federation_metadata_url
    if (metadata === null) return answer('notOffered', null, null)
    const endpoint = usernameMixedEndpoint((await ask(parts, metadata)).body.toString('utf8'))
    if (endpoint === null) return answer('notOffered', null, metadata)
    const { status } = await ask(parts, endpoint)
    // An endpoint that is switched off is not there (404) or not in service (503); one that works minds the missing message.
    const off = status === 404 || status === 503
    return answer(off ? 'disabled' : 'ready', endpoint, `HTTP ${status}`)
  } catch (error) {
    if (error instanceof AppError) return answer('unreachable', null, String(error.details['host'] ?? error.code))
    if (error instanceof z.ZodError) return answer('unreachable', null, 'userrealm')
    throw error
  }
}

function ask({ http, additionalCaPems }: SignInCheckParts, url: string): Promise<HttpResponse> {
  return http({ method: 'GET', url, additionalCaPems, httpsOnly: true, ...limits })
}
