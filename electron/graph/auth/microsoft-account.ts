import type { AuthenticationResult } from '@azure/msal-node'
import type { AccountStatus, SignInItem } from '../../../src-shared/account-contract.ts'
import type { SignedIn, TenantSettings, TokenSource } from '../../../src-shared/account.ts'
import { AppError, toErrorRecord } from '../../../src-shared/errors.ts'
import type { TokenRefusal } from '../exchange.ts'
import { AccountMemory } from './account-memory.ts'
import type { KeptAccount, SettingStore } from './account-memory.ts'
import { AccountTokens, decodeClaims } from './account-tokens.ts'
import { throughBrowser } from './browser-hand-off.ts'
import { itemStream } from './item-stream.ts'
import { defaultScope } from './msal-configuration.ts'
import type { SignInPlace } from './msal-configuration.ts'
import { claimsOf } from './sign-in-error.ts'
import { SignInClients } from './sign-in-clients.ts'
import type { SignInClientParts } from './sign-in-clients.ts'
import { readStationCertificate } from './station-certificate.ts'

export type MicrosoftAccountParts = SignInClientParts & {
  readonly settings: SettingStore
  /** What this start's tenant is while nobody set one up: the practice world's. */
  readonly usualTenant: TenantSettings | null
  /** Another sign-in service than the cloud's own, tenant included. */
  readonly authority: string | null
  /** A token from elsewhere; `instead` of any account, or only `while` nobody signed in. */
  readonly standIn: { readonly getToken: () => Promise<string>; readonly when: 'instead' | 'while' } | null
  readonly openUrl: (url: string) => Promise<boolean>
}

/** A person finds their telephone, their password, and their administrator. */
const patienceMs = 10 * 60_000

/** Who Slipway works as at Microsoft: one account at a time, its tokens, and signing in and out. */
export class MicrosoftAccount {
  readonly #parts: MicrosoftAccountParts
  readonly #memory: AccountMemory
  readonly #clients: SignInClients
  readonly #tokens: AccountTokens
  /** The cloud whose Graph this start talks to; null when its address was given. */
  readonly #startedWith: TenantSettings | null
  #tenant: TenantSettings | null
  #account: KeptAccount | null
  #trouble: AppError | null = null
  /** What the next sign-in must satisfy. */
  #claims: string | null = null
  #signingIn = false

  private constructor(
    parts: MicrosoftAccountParts,
    memory: AccountMemory,
    tenant: TenantSettings | null,
    account: KeptAccount | null,
  ) {
    this.#parts = parts
    this.#memory = memory
    this.#clients = new SignInClients(parts)
    this.#tokens = new AccountTokens(memory, this.#clients)
    this.#startedWith = tenant
    this.#tenant = tenant
    this.#account = account
  }

  static async open(parts: MicrosoftAccountParts): Promise<MicrosoftAccount> {
    const memory = new AccountMemory(parts.settings, parts.secrets)
    const tenant = (await memory.tenant()) ?? parts.usualTenant
    return new MicrosoftAccount(parts, memory, tenant, await memory.account())
  }

  /** Of the tenant that was set up; null while none is. */
  get place(): SignInPlace | null {
    return this.#tenant === null ? null : { tenant: this.#tenant, authority: this.#parts.authority }
  }

  status(): AccountStatus {
    return {
      tenant: this.#tenant,
      account: this.#account === null ? null : shown(this.#account),
      source: this.#source(),
      trouble: this.#trouble === null ? null : toErrorRecord(this.#trouble),
      restartNeeded: this.#restartNeeded(),
    }
  }

  /** Other settings end the sign-in: its tokens belong to the organization before. */
  async configure(tenant: TenantSettings): Promise<AccountStatus> {
    const same = JSON.stringify(tenant) === JSON.stringify(this.#tenant)
    if (!same && this.#account !== null) await this.signOut()
    await this.#memory.putTenant(tenant)
    this.#tenant = tenant
    return this.status()
  }

  /** Cancelled by `signal`. @throws AppError 'signIn.…' */
  signIn(way: 'browser' | 'deviceCode', signal: AbortSignal): AsyncGenerator<SignInItem, void> {
    return itemStream(async (emit) => {
      if (this.#signingIn) throw new AppError('signIn.running')
      this.#signingIn = true
      try {
        const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
        emit({ kind: 'done', account: await this.#signInPerson(way, patience, emit) })
      } finally {
        this.#signingIn = false
      }
    })
  }

  async #signInPerson(
    way: 'browser' | 'deviceCode',
    signal: AbortSignal,
    emit: (item: SignInItem) => void,
  ): Promise<SignedIn> {
    const place = this.#placeOrThrow()
    const current = this.#account
    if (current?.kind === 'application') throw anotherAccount(current, '')
    const order = {
      scopes: [defaultScope(place)],
      claims: this.#claims,
      loginHint: current?.username ?? null,
      signal,
    }
    const result = await this.#clients.perform(async () => {
      const client = await this.#clients.person(place)
      if (way === 'deviceCode') return client.withDeviceCode(order, (code) => emit({ kind: 'deviceCode', ...code }))
      return throughBrowser((open) => client.withBrowser(order, open), this.#parts.openUrl, emit)
    })
    return this.#accept(place, result)
  }

  /** One account, of the organization that was set up; anything else is forgotten again. */
  async #accept(place: SignInPlace, { account }: AuthenticationResult): Promise<SignedIn> {
    if (account === null) throw new AppError('signIn.refused', { message: '', number: 'no account', trace: '' })
    const current = this.#account
    const client = await this.#clients.person(place)
    if (account.tenantId.toLowerCase() !== place.tenant.tenantId) {
      await client.forget(account)
      throw new AppError('signIn.wrongTenant', { other: account.tenantId })
    }
    if (current?.kind === 'person' && current.homeAccountId !== account.homeAccountId) {
      await client.forget(account)
      throw anotherAccount(current, account.username)
    }
    const { homeAccountId, username, name = null, tenantId } = account
    return this.#keep({ kind: 'person', homeAccountId, username, name, tenantId })
  }

  /** @throws AppError 'signIn.certificate…', 'signIn.anotherAccount' */
  async signInWithCertificate(pem: string): Promise<SignedIn> {
    const place = this.#placeOrThrow()
    if (this.#account?.kind === 'person') throw anotherAccount(this.#account, place.tenant.clientId)
    const certificate = readStationCertificate(pem, Date.now())
    await this.#clients.perform(async () => {
      const client = await this.#clients.application(place, certificate)
      return client.token(defaultScope(place), null, true)
    })
    await this.#memory.putCertificate(certificate)
    const { clientId, tenantId } = place.tenant
    const expires = certificate.notAfter.toISOString()
    return this.#keep({ kind: 'application', clientId, tenantId, thumbprint: certificate.thumbprint, expires })
  }

  async #keep(account: KeptAccount): Promise<SignedIn> {
    await this.#memory.putAccount(account)
    this.#account = account
    this.#trouble = null
    this.#claims = null
    return shown(account)
  }

  /** Forgets account, tokens and certificate on this computer. The browser stays signed in, as browsers do. */
  async signOut(): Promise<void> {
    this.#account = null
    this.#trouble = null
    this.#claims = null
    await this.#memory.forget()
    this.#clients.forget()
  }

  /** For every request to Graph. @throws AppError 'graph.signInNeeded', 'signIn.again', 'signIn.restartNeeded', 'http.…' */
  async getToken(refusal?: TokenRefusal): Promise<string> {
    const { standIn } = this.#parts
    if (this.#source() !== 'account') {
      if (standIn === null) throw new AppError('graph.signInNeeded')
      return standIn.getToken()
    }
    if (this.#restartNeeded()) throw new AppError('signIn.restartNeeded')
    return (await this.#tokenResult(refusal)).accessToken
  }

  /** Permissions the current token was granted, as the sign-in service said; null when nobody says. */
  async grantedScopes(): Promise<readonly string[] | null> {
    if (this.#source() !== 'account' || this.#account?.kind !== 'person') return null
    return (await this.#tokenResult({ claims: null })).scopes
  }

  async #tokenResult(refusal: TokenRefusal | undefined): Promise<AuthenticationResult> {
    const place = this.#placeOrThrow()
    const account = this.#account
    if (account === null) throw new AppError('graph.signInNeeded')
    const claims = decodeClaims(refusal?.claims ?? null)
    const fresh = refusal !== undefined
    try {
      const result = await this.#tokens.ask({ place, account, claims, fresh })
      this.#trouble = null
      return result
    } catch (error) {
      if (!(error instanceof AppError) || !error.code.startsWith('signIn.')) throw error
      this.#trouble = error
      this.#claims = claimsOf(error.cause) ?? claims
      throw error
    }
  }

  #source(): TokenSource {
    const { standIn } = this.#parts
    if (standIn?.when === 'instead') return 'environment'
    if (this.#account !== null) return 'account'
    return standIn === null ? 'none' : 'practice'
  }

  #restartNeeded(): boolean {
    return this.#tenant?.cloud !== this.#startedWith?.cloud && this.#startedWith !== null
  }

  #placeOrThrow(): SignInPlace {
    if (this.place === null) throw new AppError('signIn.notSetUp')
    return this.place
  }
}

function shown(account: KeptAccount): SignedIn {
  if (account.kind === 'application') return account
  const { homeAccountId: _id, ...rest } = account
  return rest
}

function anotherAccount(current: KeptAccount, other: string): AppError {
  const name = current.kind === 'person' ? current.username : current.clientId
  return new AppError('signIn.anotherAccount', { current: name, other })
}
