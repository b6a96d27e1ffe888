import { MicrosoftAccount } from '../../electron/graph/auth/microsoft-account.ts'
import { createGraphClient } from '../../electron/graph/client.ts'
import type { GraphClient } from '../../electron/graph/call.ts'
import { httpRequest } from '../../electron/lib/http.ts'
import { silentLogger } from '../../electron/lib/logger.ts'
import type { SignInItem } from '../../src-shared/account-contract.ts'
import type { SignedIn } from '../../src-shared/account.ts'
import type { TenantProcess } from '../journeys/tenant-process.ts'
import { PageVisitor } from './page-visitor.ts'

export const administrator = { upn: 'admin@contoso.example', password: 'practice-admin' }

/** The signing-in half of Slipway around a practice tenant's process, with a person who clicks through the pages. */
export type AccountBench = {
  readonly account: MicrosoftAccount
  readonly graph: GraphClient
  /** What is kept, as a later start would find it. */
  readonly kept: { readonly settings: Map<string, string>; readonly secrets: Map<string, string> }
  readonly visitor: PageVisitor
  /** Signs in by the browser; `walk` is what the person does from the first page on. */
  readonly signIn: (walk: (visitor: PageVisitor) => Promise<void>) => Promise<SignedIn>
  readonly signInByCode: (walk: (visitor: PageVisitor, item: CodeItem) => Promise<void>) => Promise<SignedIn>
}

export type CodeItem = Extract<SignInItem, { kind: 'deviceCode' }>

type Options = { readonly clientId?: string; readonly kept?: AccountBench['kept'] }

export async function accountBench(tenant: TenantProcess, options: Options = {}): Promise<AccountBench> {
  const kept = options.kept ?? { settings: new Map<string, string>(), secrets: new Map<string, string>() }
  const { at } = tenant
  const additionalCaPems = [at.rootCertificate]
  let openUrl = async (_url: string): Promise<void> => {}
  const account = await MicrosoftAccount.open({
    settings: {
      get: async (name) => kept.settings.get(name) ?? null,
      put: async (name, value) => void kept.settings.set(name, value),
    },
    secrets: {
      get: async (name) => kept.secrets.get(name) ?? null,
      put: async (name, value) => void kept.secrets.set(name, value),
      remove: async (name) => void kept.secrets.delete(name),
    },
    http: httpRequest,
    additionalCaPems,
    logger: silentLogger,
    pages: async () => ({ success: '<h1>good</h1>', failure: '<h1>bad</h1>' }),
    usualTenant: { cloud: 'global', tenantId: at.tenantId, clientId: options.clientId ?? at.clientId },
    authority: at.authority,
    standIn: null,
    openUrl: async (url) => {
      await openUrl(url)
      return true
    },
  })
  const graph = createGraphClient({
    baseUrl: at.baseUrl,
    getToken: (refusal) => account.getToken(refusal),
    http: httpRequest,
    additionalCaPems,
    clock: tenant.clock,
    logger: silentLogger,
  })
  const visitor = new PageVisitor(additionalCaPems)
  return {
    account,
    graph,
    kept,
    visitor,
    signIn: (walk) => {
      const stopping = new AbortController()
      let failure: unknown = null
      openUrl = async (url) => {
        await visitor.open(url)
        await walk(visitor).catch((error: unknown) => {
          failure = error
          stopping.abort()
        })
      }
      return done(account.signIn('browser', stopping.signal), async () => {}).catch((error: unknown) => {
        throw failure ?? error
      })
    },
    signInByCode: (walk) =>
      done(account.signIn('deviceCode', new AbortController().signal), async (item) => {
        if (item.kind === 'deviceCode') await walk(visitor, item)
      }),
  }
}

async function done(items: AsyncIterable<SignInItem>, on: (item: SignInItem) => Promise<void>): Promise<SignedIn> {
  for await (const item of items) {
    if (item.kind === 'done') return item.account
    await on(item)
  }
  throw new Error('the sign-in ended without an account')
}

/** Account, password, and back to the application. */
export async function enterAs(
  visitor: PageVisitor,
  { upn, password }: { upn: string; password: string },
): Promise<void> {
  if (visitor.page.text.includes('name="upn"')) await visitor.submit({ upn })
  if (visitor.page.text.includes('name="password"')) await visitor.submit({ password })
}

/** Presses the button that sends the answer back, for want of a script. */
export async function goBack(visitor: PageVisitor): Promise<void> {
  await visitor.submit()
}
