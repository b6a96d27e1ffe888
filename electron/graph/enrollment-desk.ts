import type { Blueprint } from '../../src-shared/blueprint.ts'
import { AppError, asAppError } from '../../src-shared/errors.ts'
import type { HttpRequest, HttpResponse } from '../lib/http.ts'
import type { FactsShelf, EnrollmentFacts } from './enrollment-facts.ts'
import { directFileUntil, factsOf, serviceOf, tenantOf } from './enrollment-facts.ts'
import type { EnrollmentService } from './enrollment-service.ts'
import { readEnrollment } from './enrollment-watch.ts'
import { KnownService } from './known-service.ts'
import type { Outage } from './outage.ts'
import { isOutage } from './outage.ts'
import type { Courier } from './outbox/courier.ts'
import type { Outbox } from './outbox/outbox.ts'
import { readApnsCertificate } from './resources/apns-certificate.ts'
import type { EnrollmentProfile, ProfileWish } from './resources/enrollment-profiles.ts'
import { exportMobileConfig } from './resources/profile-actions.ts'
import type { Tenant } from './resources/organization.ts'
import { normalizeSerial } from './serial.ts'
import { wishKey } from './tenant-desk.ts'
import type { TenantDesk } from './tenant-desk.ts'

export type EnrollmentDeskOptions = {
  readonly desk: TenantDesk
  readonly outage: Outage
  readonly facts: FactsShelf
  readonly outbox: Outbox
  /** Made with `beforeImport` of this desk, and so asked for only when it is needed. */
  readonly courier: () => Courier
  readonly http: (request: HttpRequest) => Promise<HttpResponse>
  readonly additionalCaPems: readonly string[]
  /** Apple's activation service. */
  readonly activationUrl: string
  readonly clock: { readonly now: () => number }
}

export type Readiness = {
  readonly apnsReady: boolean
  readonly trustProfileNamed: boolean
  /** When Intune last said so, if it cannot be asked now. */
  readonly offlineSince: number | null
}

/** Who found the tenant away so recently found it for all devices of a cart. */
const outageFreshMs = 20_000
/** A stored file of the direct route is replaced by a fresh one after a day: fourteen would be too late offline. */
const directFileFreshMs = 24 * 60 * 60_000
/** How long a bench waits for a tenant that answers slowly before it goes on; Setup Assistant takes a person longer. */
const patienceMs = 60_000

/**
 * What a bench needs of Intune, device by device: readiness, profile, the service behind the Profile URL, the file of
 * the direct route, and the word to Intune about a serial number. When the tenant is away, what it said last is used
 * while it may be trusted, and what it must be told waits in the outbox.
 */
export class EnrollmentDesk {
  /** When each serial was last enrolled before it was staged here: tells a new enrollment from an old one. */
  readonly baseline = new Map<string, number | null>()
  readonly #options: EnrollmentDeskOptions
  readonly #asked = new Map<string, Promise<Readiness>>()
  readonly #services: KnownService

  constructor(options: EnrollmentDeskOptions) {
    this.#options = options
    this.#services = new KnownService(options)
  }

  /** The tenant, as it says itself or as it was known last. */
  tenant(): Promise<Tenant> {
    return this.#orKept(
      () => this.#options.desk.tenant(),
      async (error) => {
        const [known] = await this.#options.facts.all()
        if (known === undefined) throw error
        return tenantOf(known)
      },
    )
  }

  accountId(): Promise<string> {
    return this.#options.desk.accountId()
  }

  /** What a plan must know: whether Intune could enroll at all, and whether the service wants to be trusted first. */
  readiness(blueprint: Blueprint): Promise<Readiness> {
    const wish = wishOf(blueprint)
    const key = `${blueprint.route} ${wishKey(wish)}`
    const known = this.#asked.get(key)
    if (known !== undefined) return known
    // Devices of a cart ask together, and an outage takes many seconds to show.
    const answer = this.#readiness(blueprint, wish).finally(() => this.#asked.delete(key))
    this.#asked.set(key, answer)
    return answer
  }

  /** Somebody changed profiles here: what is remembered of them may be wrong. */
  forgetProfiles(): void {
    this.#options.desk.forgetProfiles()
  }

  profile(blueprint: Blueprint): Promise<EnrollmentProfile> {
    return this.#options.desk.profile(wishOf(blueprint))
  }

  /**
   * Tells Intune the serial number and assigns the blueprint's profile to it. Both are in the outbox before anybody
   * waits for them.
   * @returns `later` when the tenant is away or slow: the outbox tells it when it can
   * @throws AppError `stage.registrationRefused`, `app.cancelled`, and those of the Graph client that a person must mend
   */
  async register(serial: string, blueprint: Blueprint, signal: AbortSignal): Promise<'done' | 'later'> {
    const { outbox } = this.#options
    const { tenantId } = await this.tenant()
    // What was read for an earlier run says nothing about this one.
    this.baseline.delete(normalizeSerial(serial))
    const ids = outbox.register(serial, tenantId, wishOf(blueprint))
    return this.#options.courier().settled(ids, patienceMs, signal)
  }

  /** For the courier: when these were last enrolled, before they may enroll anew. */
  async noteBaseline(serials: readonly string[]): Promise<void> {
    const read = await readEnrollment(this.#options.desk.graph, serials)
    for (const [serial, enrolledAt] of read) this.baseline.set(serial, enrolledAt)
  }

  /**
   * Before an erase: with the tenant away the whole network may be, and then nobody could activate the device again.
   * @throws AppError `offline.activationUnreachable`
   */
  async assertActivatable(): Promise<void> {
    const { outage, http, additionalCaPems, activationUrl } = this.#options
    if (outage.view === null) return
    try {
      // Whatever it answers, it is there.
      await http({ method: 'GET', url: activationUrl, additionalCaPems, timeoutMs: 15_000, maxBytes: 1024 * 1024 })
    } catch (error) {
      if (!isOutage(error)) throw error
      throw new AppError('offline.activationUnreachable', { host: new URL(activationUrl).host }, { cause: error })
    }
  }

  /** @throws AppError `graph.profileUrlMissing` and those of resolveEnrollmentService */
  service(blueprint: Blueprint): Promise<EnrollmentService> {
    const wish = wishOf(blueprint)
    return this.#orKept(
      () => this.#services.of(wish),
      async (error) => serviceOf(await this.#options.facts.usable(wish, error)),
    )
  }

  /**
   * The signed file of the direct route: a fresh one, or the one that was kept.
   * @throws AppError as the Graph client's; the caller sees to it that the file has not expired
   */
  mobileConfig(blueprint: Blueprint): Promise<Buffer> {
    const wish = wishOf(blueprint)
    return this.#orKept(
      async () => {
        const known = await this.#options.facts.find(wish)
        const file = await this.#exportFile(wish)
        if (known !== null) await this.#options.facts.put([{ ...known, directFile: file }])
        return Buffer.from(file.bytes, 'base64')
      },
      async (error) => {
        const { directFile } = await this.#options.facts.usable(wish, error)
        if (directFile === null) throw error
        if (directFileUntil(directFile.exportedAt, this.#options.clock.now()) <= this.#options.clock.now()) throw error
        return Buffer.from(directFile.bytes, 'base64')
      },
    )
  }

  async #readiness(blueprint: Blueprint, wish: ProfileWish): Promise<Readiness> {
    return this.#orKept(
      () => this.#askReadiness(blueprint, wish),
      async (error) => {
        const facts = await this.#options.facts.usable(wish, error)
        const trustProfileNamed = facts.service.trustProfile !== null
        return { apnsReady: true, trustProfileNamed, offlineSince: facts.checkedAt }
      },
    )
  }

  async #askReadiness(blueprint: Blueprint, wish: ProfileWish): Promise<Readiness> {
    const { desk, clock, facts } = this.#options
    const certificate = await readApnsCertificate(desk.graph)
    const apnsExpiresAt = certificate?.expiresAt ?? null
    const apnsReady = certificate !== null && (apnsExpiresAt === null || apnsExpiresAt > clock.now())
    // Without one the service refuses to answer, which would hide the cause behind its effect.
    if (!apnsReady) return { apnsReady, trustProfileNamed: false, offlineSince: null }
    const service = await this.#services.of(wish)
    const [tenant, profile, known] = await Promise.all([desk.tenant(), desk.profile(wish), facts.find(wish)])
    const directFile = blueprint.route === 'direct' ? await this.#freshFile(wish, known) : null
    await facts.put([factsOf(tenant, wish, profile.id, service, { apnsExpiresAt, directFile, checkedAt: clock.now() })])
    return { apnsReady, trustProfileNamed: service.trustProfile !== null, offlineSince: null }
  }

  /** One for the time without network. That it cannot be had now is for the step that needs it to say. */
  async #freshFile(wish: ProfileWish, known: EnrollmentFacts | null): Promise<EnrollmentFacts['directFile']> {
    const kept = known?.directFile ?? null
    if (kept !== null && this.#options.clock.now() - kept.exportedAt < directFileFreshMs) return kept
    return this.#exportFile(wish).catch((error: unknown) => {
      if (error instanceof AppError) return null
      throw error
    })
  }

  async #exportFile(wish: ProfileWish): Promise<NonNullable<EnrollmentFacts['directFile']>> {
    const { desk } = this.#options
    const [accountId, profile] = await Promise.all([desk.accountId(), desk.profile(wish)])
    const { bytes, exportedAt } = await exportMobileConfig(desk.graph, accountId, profile.id)
    return { bytes: bytes.toString('base64'), exportedAt }
  }

  /** Asks, and when the tenant is away takes what is kept; who just found it away asks no more for a while. */
  async #orKept<T>(ask: () => Promise<T>, kept: (error: AppError) => Promise<T>): Promise<T> {
    const { outage, clock } = this.#options
    const { view } = outage
    if (view !== null && outage.isFresh(clock.now(), outageFreshMs)) {
      const known = await kept(view.error).catch(() => null)
      if (known !== null) return known
    }
    try {
      return await ask()
    } catch (error) {
      if (!isOutage(error)) throw error
      outage.note(error, clock.now())
      return kept(asAppError(error))
    }
  }
}

/** @throws AppError `plan.profileNotNamed` */
function wishOf(blueprint: Blueprint): ProfileWish {
  if (blueprint.enrollmentProfile !== null) return blueprint.enrollmentProfile
  throw new AppError('plan.profileNotNamed', { name: blueprint.name })
}
