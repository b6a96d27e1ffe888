import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node'
import { AppError } from '../../../src-shared/errors.ts'
import type { HttpRequest, HttpResponse } from '../../lib/http.ts'
import { explainRefusal } from './sign-in-error.ts'

export type MsalNetwork = INetworkModule & {
  /** What kept the last request from being answered; asking forgets it. MSAL itself says no more than "network error". */
  readonly takeTrouble: () => AppError | null
}

const timeoutMs = 30_000
const maxBytes = 1024 * 1024

/** MSAL's requests over the one way that all of Slipway takes: same proxy, same trust, same limits. */
export function createMsalNetwork(
  http: (request: HttpRequest) => Promise<HttpResponse>,
  additionalCaPems: readonly string[],
): MsalNetwork {
  let trouble: AppError | null = null
  const send = async <T>(
    method: 'GET' | 'POST',
    url: string,
    options: NetworkRequestOptions | undefined,
    timeout: number | undefined,
  ): Promise<NetworkResponse<T>> => {
    try {
      const answer = await http({
        method,
        url,
        headers: { accept: 'application/json', ...options?.headers },
        ...(options?.body === undefined ? {} : { body: options.body }),
        additionalCaPems,
        timeoutMs: timeout ?? timeoutMs,
        maxBytes,
        httpsOnly: true,
      })
      const body = readBody(answer)
      // MSAL shows the "code" of a refusal, which has none, to the person.
      if (answer.status >= 400 && new URL(url).pathname.endsWith('/devicecode')) throw explainRefusal(body)
      return { status: answer.status, headers: { ...answer.headers }, body: body as T }
    } catch (error) {
      if (error instanceof AppError) trouble = error
      throw error
    }
  }
  return {
    sendGetRequestAsync: (url, options, timeout) => send('GET', url, options, timeout),
    sendPostRequestAsync: (url, options) => send('POST', url, options, undefined),
    takeTrouble: () => {
      const taken = trouble
      trouble = null
      return taken
    },
  }
}

/** MSAL checks what is in it; that it is an object is checked here. */
function readBody(answer: HttpResponse): object {
  try {
    const json: unknown = JSON.parse(answer.body.toString('utf8'))
    if (typeof json === 'object' && json !== null) return json
  } catch {
    // A proxy's page, for one.
  }
  throw new AppError('signIn.noTrustedAnswer', { host: new URL(answer.finalUrl).host, status: answer.status })
}
