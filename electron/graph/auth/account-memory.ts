import * as z from 'zod'
import { signedIn, tenantSettings } from '../../../src-shared/account.ts'
import type { TenantSettings } from '../../../src-shared/account.ts'
import { readStationCertificate } from './station-certificate.ts'
import type { StationCertificate } from './station-certificate.ts'
import type { SecretStore } from './token-cache.ts'

const [person, application] = signedIn.options
/** Who is signed in, and for a person how MSAL names them in its cache. */
const keptAccount = z.discriminatedUnion('kind', [person.extend({ homeAccountId: z.string() }), application])
export type KeptAccount = z.infer<typeof keptAccount>

const names = { tenant: 'account.tenant', account: 'account.current' } as const
export const tokenCacheName = 'account.tokens'
const certificateName = 'account.certificate'

export type SettingStore = {
  readonly get: (name: string) => Promise<string | null>
  readonly put: (name: string, value: string) => Promise<void>
}

/** What outlives a start: settings in clear, tokens and certificate sealed. */
export class AccountMemory {
  readonly #settings: SettingStore
  readonly #secrets: SecretStore

  constructor(settings: SettingStore, secrets: SecretStore) {
    this.#settings = settings
    this.#secrets = secrets
  }

  async tenant(): Promise<TenantSettings | null> {
    return tenantSettings
      .nullable()
      .catch(null)
      .parse(await this.#read(names.tenant))
  }

  async putTenant(tenant: TenantSettings): Promise<void> {
    await this.#settings.put(names.tenant, JSON.stringify(tenant))
  }

  async account(): Promise<KeptAccount | null> {
    return keptAccount
      .nullable()
      .catch(null)
      .parse(await this.#read(names.account))
  }

  async putAccount(account: KeptAccount): Promise<void> {
    await this.#settings.put(names.account, JSON.stringify(account))
  }

  async certificate(): Promise<StationCertificate | null> {
    const pem = await this.#secrets.get(certificateName)
    return pem === null ? null : readStationCertificate(pem, Date.now())
  }

  async putCertificate({ certificatesPem, privateKeyPem }: StationCertificate): Promise<void> {
    await this.#secrets.put(certificateName, `${certificatesPem}${privateKeyPem}`)
  }

  async forget(): Promise<void> {
    await this.#settings.put(names.account, 'null')
    await this.#secrets.remove(certificateName)
    await this.#secrets.remove(tokenCacheName)
  }

  async #read(name: string): Promise<unknown> {
    try {
      return JSON.parse((await this.#settings.get(name)) ?? 'null')
    } catch {
      return null
    }
  }
}
