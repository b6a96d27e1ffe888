import { AppError } from '../../src-shared/errors.ts'
import type { HttpRequest, HttpResponse } from '../lib/http.ts'
import { resolveEnrollmentService } from './enrollment-service.ts'
import type { EnrollmentService } from './enrollment-service.ts'
import type { ProfileWish } from './resources/enrollment-profiles.ts'
import { forgetOnFailure } from './tenant-desk.ts'
import type { TenantDesk } from './tenant-desk.ts'

export type KnownServiceOptions = {
  readonly desk: Pick<TenantDesk, 'profile'>
  readonly http: (request: HttpRequest) => Promise<HttpResponse>
  readonly additionalCaPems: readonly string[]
  readonly clock: { readonly now: () => number }
}

/** The service's answer is the same for the whole tenant and changes rarely; a batch should see one answer. */
const serviceMs = 5 * 60_000

/** The service behind a profile's address, asked once for a whole batch. */
export class KnownService {
  readonly #options: KnownServiceOptions
  #known: { readonly url: string; readonly at: number; readonly answer: Promise<EnrollmentService> } | null = null

  constructor(options: KnownServiceOptions) {
    this.#options = options
  }

  /** @throws AppError `graph.profileUrlMissing` and those of resolveEnrollmentService */
  async of(wish: ProfileWish): Promise<EnrollmentService> {
    const { desk, clock, http, additionalCaPems } = this.#options
    const profile = await desk.profile(wish)
    const url = profile.configurationEndpointUrl
    if (url === null) throw new AppError('graph.profileUrlMissing', { profile: profile.displayName })
    const now = clock.now()
    if (this.#known === null || this.#known.url !== url || now - this.#known.at > serviceMs) {
      const answer = forgetOnFailure(
        resolveEnrollmentService({ profileUrl: url, http, additionalCaPems }),
        () => (this.#known = null),
      )
      this.#known = { url, at: now, answer }
    }
    return this.#known.answer
  }
}
