import type { AccountInfo, AuthenticationResult, Configuration, PublicClientApplication } from '@azure/msal-node'
import { AppError } from '../../../src-shared/errors.ts'
import type { HttpRequest, HttpResponse } from '../../lib/http.ts'

export type SignInOrder = {
  readonly scopes: readonly string[]
  /** JSON text that a challenge named. */
  readonly claims: string | null
  readonly loginHint: string | null
  readonly signal: AbortSignal
}

export type DeviceCode = {
  readonly userCode: string
  readonly verificationUri: string
  readonly expiresInSeconds: number
}

export type PersonClient = {
  readonly withBrowser: (order: SignInOrder, open: (url: string) => Promise<void>) => Promise<AuthenticationResult>
  readonly withDeviceCode: (order: SignInOrder, show: (code: DeviceCode) => void) => Promise<AuthenticationResult>
  readonly silently: (request: SilentRequest) => Promise<AuthenticationResult>
  readonly forget: (account: AccountInfo) => Promise<void>
  readonly account: (homeAccountId: string) => Promise<AccountInfo | null>
}

export type SilentRequest = {
  readonly account: AccountInfo
  readonly scopes: readonly string[]
  readonly claims: string | null
  /** Past the cache: the token in it was refused. */
  readonly forceRefresh: boolean
}

export type PersonClientParts = {
  readonly configuration: Configuration
  readonly http: (request: HttpRequest) => Promise<HttpResponse>
  /** What the browser shows at the end, HTML. */
  readonly pages: { readonly success: string; readonly failure: string }
}

/** Signing in of people, by MSAL; its 200 ms of loading are spent when somebody does. */
export async function createPersonClient(parts: PersonClientParts): Promise<PersonClient> {
  const msal = await import('@azure/msal-node')
  const client = new msal.PublicClientApplication(parts.configuration)
  return {
    withBrowser: (order, open) => withBrowser(client, parts, order, open),
    withDeviceCode: (order, show) => withDeviceCode(client, order, show),
    silently: ({ account, scopes, claims, forceRefresh }) =>
      client.acquireTokenSilent({
        account,
        scopes: [...scopes],
        forceRefresh,
        ...(claims === null ? {} : { claims }),
      }),
    forget: (account) => client.getTokenCache().removeAccount(account),
    account: (homeAccountId) => client.getTokenCache().getAccountByHomeId(homeAccountId),
  }
}

async function withBrowser(
  client: PublicClientApplication,
  { http, pages }: PersonClientParts,
  { scopes, claims, loginHint, signal }: SignInOrder,
  open: (url: string) => Promise<void>,
): Promise<AuthenticationResult> {
  signal.throwIfAborted()
  let stopWaiting = (): void => {}
  try {
    return await client.acquireTokenInteractive({
      scopes: [...scopes],
      ...(claims === null ? {} : { claims }),
      ...(loginHint === null ? { prompt: 'select_account' } : { loginHint }),
      successTemplate: pages.success,
      errorTemplate: pages.failure,
      openBrowser: async (url) => {
        const onAbort = (): void => void cancel(http, url).catch(() => {})
        signal.addEventListener('abort', onAbort, { once: true })
        stopWaiting = () => signal.removeEventListener('abort', onAbort)
        if (signal.aborted) onAbort()
        else await open(url)
      },
    })
  } finally {
    stopWaiting()
  }
}

/** MSAL waits for an answer until one comes; so the answer "declined" is given in the browser's place. */
async function cancel(http: PersonClientParts['http'], authorizeUrl: string): Promise<void> {
  const { searchParams } = new URL(authorizeUrl)
  const redirectUri = searchParams.get('redirect_uri')
  if (redirectUri === null) return
  await http({
    method: 'POST',
    url: redirectUri,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ error: 'access_denied', state: searchParams.get('state') ?? '' }).toString(),
    timeoutMs: 5_000,
  })
}

async function withDeviceCode(
  client: PublicClientApplication,
  { scopes, claims, signal }: SignInOrder,
  show: (code: DeviceCode) => void,
): Promise<AuthenticationResult> {
  signal.throwIfAborted()
  const request = {
    scopes: [...scopes],
    cancel: false,
    ...(claims === null ? {} : { claims }),
    deviceCodeCallback: ({ userCode, verificationUri, expiresIn }: MsalDeviceCode) =>
      show({ userCode, verificationUri, expiresInSeconds: expiresIn }),
  }
  // It asks before each poll whether to go on.
  const onAbort = (): void => void (request.cancel = true)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    const result = await client.acquireTokenByDeviceCode(request)
    if (result === null) throw new AppError('signIn.cancelled')
    return result
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

type MsalDeviceCode = { readonly userCode: string; readonly verificationUri: string; readonly expiresIn: number }
