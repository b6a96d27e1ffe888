import type { GraphClient } from './call.ts'
import { ensureProfile } from './resources/enrollment-profiles.ts'
import type { EnrollmentProfile, ProfileWish } from './resources/enrollment-profiles.ts'
import { readIntuneAccount } from './resources/device-management.ts'
import { readTenant } from './resources/organization.ts'
import type { Tenant } from './resources/organization.ts'

/** What is the same for every device of a tenant, asked once. A failure is not kept: the next caller asks again. */
export class TenantDesk {
  readonly graph: GraphClient
  #account: Promise<string> | null = null
  #tenant: Promise<Tenant> | null = null
  readonly #profiles = new Map<string, Promise<EnrollmentProfile>>()

  constructor(graph: GraphClient) {
    this.graph = graph
  }

  tenant(): Promise<Tenant> {
    this.#tenant ??= forgetOnFailure(readTenant(this.graph), () => (this.#tenant = null))
    return this.#tenant
  }

  accountId(): Promise<string> {
    this.#account ??= forgetOnFailure(
      readIntuneAccount(this.graph).then((account) => account.accountId),
      () => (this.#account = null),
    )
    return this.#account
  }

  /** The enrollment profile of that name, made when there is none. */
  profile(wish: ProfileWish): Promise<EnrollmentProfile> {
    const key = wishKey(wish)
    const known = this.#profiles.get(key)
    if (known !== undefined) return known
    const made = forgetOnFailure(
      this.accountId().then((accountId) => ensureProfile(this.graph, accountId, wish)),
      () => this.#profiles.delete(key),
    )
    this.#profiles.set(key, made)
    return made
  }

  /** Somebody changed profiles: each is looked for anew. */
  forgetProfiles(): void {
    this.#profiles.clear()
  }

  /** Deleted in the portal meanwhile: whoever asks next looks for it, or makes it, anew. */
  forgetProfile(wish: ProfileWish): void {
    this.#profiles.delete(wishKey(wish))
  }
}

/** The same wish, the same text. */
export function wishKey({ displayName, description, userAffinity }: ProfileWish): string {
  return JSON.stringify({ displayName, description, userAffinity })
}

/** Keeps the promise of an answer, but not of a failure: the next caller asks again. */
export function forgetOnFailure<T>(promise: Promise<T>, forget: () => void): Promise<T> {
  promise.catch(forget)
  return promise
}
