import type { HttpRequest, HttpResponse } from '../../lib/http.ts'
import type { Logger } from '../../lib/logger.ts'
import { tokenCacheName } from './account-memory.ts'
import { createApplicationClient } from './application-client.ts'
import type { ApplicationClient } from './application-client.ts'
import { msalConfiguration } from './msal-configuration.ts'
import type { SignInPlace } from './msal-configuration.ts'
import { createMsalNetwork } from './msal-network.ts'
import type { MsalNetwork } from './msal-network.ts'
import { createPersonClient } from './person-client.ts'
import type { PersonClient } from './person-client.ts'
import { explainSignIn } from './sign-in-error.ts'
import type { StationCertificate } from './station-certificate.ts'
import { createTokenCache } from './token-cache.ts'
import type { SecretStore } from './token-cache.ts'

export type SignInClientParts = {
  readonly http: (request: HttpRequest) => Promise<HttpResponse>
  readonly additionalCaPems: readonly string[]
  readonly secrets: SecretStore
  readonly logger: Logger
  /** What the browser shows at the end, HTML, in the language of the moment. */
  readonly pages: () => Promise<{ readonly success: string; readonly failure: string }>
}

type Made = { readonly key: string; readonly network: MsalNetwork }

/** MSAL's clients, made when first needed for a place, and made anew for another. */
export class SignInClients {
  readonly #parts: SignInClientParts
  #person: (Made & { readonly client: Promise<PersonClient> }) | null = null
  #application: (Made & { readonly client: Promise<ApplicationClient> }) | null = null

  constructor(parts: SignInClientParts) {
    this.#parts = parts
  }

  person(place: SignInPlace): Promise<PersonClient> {
    const key = JSON.stringify(place)
    if (this.#person?.key === key) return this.#person.client
    const network = this.#network()
    const client = this.#parts
      .pages()
      .then((pages) =>
        createPersonClient({ configuration: this.#configuration(place, network), http: this.#parts.http, pages }),
      )
    this.#person = { key, network, client }
    return client
  }

  application(place: SignInPlace, certificate: StationCertificate): Promise<ApplicationClient> {
    const key = JSON.stringify([place, certificate.thumbprint])
    if (this.#application?.key === key) return this.#application.client
    const network = this.#network()
    const client = createApplicationClient(this.#configuration(place, network), certificate)
    this.#application = { key, network, client }
    return client
  }

  /** Runs a request of MSAL's and tells its trouble in our words. @throws AppError 'signIn.…', 'http.…' */
  async perform<T>(work: () => Promise<T>): Promise<T> {
    const networks = (): readonly MsalNetwork[] =>
      [this.#person, this.#application].flatMap((made) => (made === null ? [] : [made.network]))
    for (const network of networks()) network.takeTrouble()
    try {
      return await work()
    } catch (error) {
      const trouble = networks()
        .map((network) => network.takeTrouble())
        .find((found) => found !== null)
      throw trouble ?? explainSignIn(error) ?? error
    }
  }

  /** The next request starts from an empty cache. */
  forget(): void {
    this.#person = null
    this.#application = null
  }

  #network(): MsalNetwork {
    return createMsalNetwork(this.#parts.http, this.#parts.additionalCaPems)
  }

  #configuration(place: SignInPlace, network: MsalNetwork) {
    const { secrets, logger } = this.#parts
    return msalConfiguration(place, { cache: createTokenCache(secrets, tokenCacheName), network, logger })
  }
}
