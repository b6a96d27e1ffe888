import type { AuthenticationResult } from '@azure/msal-node'
import { AppError } from '../../../src-shared/errors.ts'
import type { AccountMemory, KeptAccount } from './account-memory.ts'
import { defaultScope } from './msal-configuration.ts'
import type { SignInPlace } from './msal-configuration.ts'
import type { SignInClients } from './sign-in-clients.ts'

export type TokenOrder = {
  readonly place: SignInPlace
  readonly account: KeptAccount
  /** JSON of the claims that a challenge named; null: none. */
  readonly claims: string | null
  /** Not out of the cache. */
  readonly fresh: boolean
}

/** Tokens for requests, without anybody at the screen. */
export class AccountTokens {
  readonly #memory: AccountMemory
  readonly #clients: SignInClients
  #lastTurn: Promise<unknown> = Promise.resolve()

  constructor(memory: AccountMemory, clients: SignInClients) {
    this.#memory = memory
    this.#clients = clients
  }

  /**
   * One after the other: MSAL reads its cache, asks, and writes it, and two at once could lose a refresh token.
   * @throws AppError 'graph.signInNeeded', 'signIn.…', 'http.…'
   */
  ask(order: TokenOrder): Promise<AuthenticationResult> {
    const turn = this.#lastTurn.then(() => this.#clients.perform(() => this.#askNow(order)))
    this.#lastTurn = turn.catch(() => {})
    return turn
  }

  async #askNow({ place, account, claims, fresh }: TokenOrder): Promise<AuthenticationResult> {
    const scope = defaultScope(place)
    if (account.kind === 'application') {
      const certificate = await this.#memory.certificate()
      if (certificate === null) throw new AppError('graph.signInNeeded')
      return (await this.#clients.application(place, certificate)).token(scope, claims, fresh)
    }
    const client = await this.#clients.person(place)
    const known = await client.account(account.homeAccountId)
    if (known === null) throw new AppError('graph.signInNeeded')
    return client.silently({ account: known, scopes: [scope], claims, forceRefresh: fresh && claims === null })
  }
}

/** Microsoft: a challenge carries its claims in base64; a token request wants the JSON. */
export function decodeClaims(claims: string | null): string | null {
  if (claims === null) return null
  const text = Buffer.from(claims, 'base64').toString('utf8')
  return text.startsWith('{') ? text : null
}
