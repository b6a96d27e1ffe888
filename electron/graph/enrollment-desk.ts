import type { Blueprint } from '../../src-shared/blueprint.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { HttpRequest, HttpResponse } from '../lib/http.ts'
import type { GraphClient } from './call.ts'
import { resolveEnrollmentService } from './enrollment-service.ts'
import type { EnrollmentService } from './enrollment-service.ts'
import { readEnrollment } from './enrollment-watch.ts'
import { readApnsCertificate } from './resources/apns-certificate.ts'
import { readIntuneAccount } from './resources/device-management.ts'
import { ensureProfile } from './resources/enrollment-profiles.ts'
import type { EnrollmentProfile } from './resources/enrollment-profiles.ts'
import { importSerials } from './resources/identity-import.ts'
import { assignSerials, exportMobileConfig } from './resources/profile-actions.ts'
import { readTenant } from './resources/organization.ts'
import type { Tenant } from './resources/organization.ts'
import { normalizeSerial } from './serial.ts'

export type EnrollmentDeskOptions = {
  readonly graph: GraphClient
  readonly http: (request: HttpRequest) => Promise<HttpResponse>
  readonly additionalCaPems: readonly string[]
  readonly clock: { readonly now: () => number }
}

type Waiting = {
  readonly serial: string
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Devices of a cart arrive together; one import for all of them costs what one for each would cost eight times. */
const gatherMs = 100
/** The service's answer is the same for the whole tenant and changes rarely; a batch should see one answer. */
const serviceMs = 5 * 60_000

/**
 * What a bench needs of Intune, device by device, done together for devices that come together: profile, serial
 * numbers, assignment, the service behind the Profile URL, the file of the direct route.
 */
export class EnrollmentDesk {
  /** When each serial was last enrolled before it was staged here: tells a new enrollment from an old one. */
  readonly baseline = new Map<string, number | null>()
  readonly #options: EnrollmentDeskOptions
  #account: Promise<string> | null = null
  #tenant: Promise<Tenant> | null = null
  readonly #profiles = new Map<string, Promise<EnrollmentProfile>>()
  readonly #waiting = new Map<string, Waiting[]>()
  #service: { readonly url: string; readonly at: number; readonly answer: Promise<EnrollmentService> } | null = null

  constructor(options: EnrollmentDeskOptions) {
    this.#options = options
  }

  tenant(): Promise<Tenant> {
    this.#tenant ??= forgetOnFailure(readTenant(this.#options.graph), () => (this.#tenant = null))
    return this.#tenant
  }

  accountId(): Promise<string> {
    this.#account ??= forgetOnFailure(
      readIntuneAccount(this.#options.graph).then((account) => account.accountId),
      () => (this.#account = null),
    )
    return this.#account
  }

  /** What a plan must know: whether Intune could enroll at all, and whether the service wants to be trusted first. */
  async readiness(blueprint: Blueprint): Promise<{ readonly apnsReady: boolean; readonly trustProfileNamed: boolean }> {
    const certificate = await readApnsCertificate(this.#options.graph)
    const expiresAt = certificate?.expiresAt ?? null
    const apnsReady = certificate !== null && (expiresAt === null || expiresAt > this.#options.clock.now())
    // Without one the service refuses to answer, which would hide the cause behind its effect.
    if (!apnsReady) return { apnsReady, trustProfileNamed: false }
    const service = await this.service(blueprint)
    return { apnsReady, trustProfileNamed: service.trustProfile !== null }
  }

  profile(blueprint: Blueprint): Promise<EnrollmentProfile> {
    const wish = blueprint.enrollmentProfile
    if (wish === null) return Promise.reject(new AppError('plan.profileNotNamed', { name: blueprint.name }))
    const key = JSON.stringify(wish)
    const known = this.#profiles.get(key)
    if (known !== undefined) return known
    const made = forgetOnFailure(
      this.accountId().then((accountId) => ensureProfile(this.#options.graph, accountId, wish)),
      () => this.#profiles.delete(key),
    )
    this.#profiles.set(key, made)
    return made
  }

  /**
   * Tells Intune the serial number and assigns the blueprint's profile to it.
   * @throws AppError `stage.registrationRefused`, and those of the Graph client
   */
  register(serial: string, blueprint: Blueprint): Promise<void> {
    const key = JSON.stringify(blueprint.enrollmentProfile)
    const first = !this.#waiting.has(key)
    return new Promise((resolve, reject) => {
      const queue = this.#waiting.get(key) ?? []
      queue.push({ serial, resolve, reject })
      this.#waiting.set(key, queue)
      if (first) setTimeout(() => void this.#registerTogether(key, blueprint), gatherMs)
    })
  }

  /** @throws AppError `graph.profileUrlMissing` and those of resolveEnrollmentService */
  async service(blueprint: Blueprint): Promise<EnrollmentService> {
    const profile = await this.profile(blueprint)
    const url = profile.configurationEndpointUrl
    if (url === null) throw new AppError('graph.profileUrlMissing', { profile: profile.displayName })
    const now = this.#options.clock.now()
    if (this.#service === null || this.#service.url !== url || now - this.#service.at > serviceMs) {
      const { http, additionalCaPems } = this.#options
      const answer = forgetOnFailure(
        resolveEnrollmentService({ profileUrl: url, http, additionalCaPems }),
        () => (this.#service = null),
      )
      this.#service = { url, at: now, answer }
    }
    return this.#service.answer
  }

  /** The signed file of the direct route, fresh; the serial must be registered before. */
  async mobileConfig(blueprint: Blueprint): Promise<Buffer> {
    const [accountId, profile] = await Promise.all([this.accountId(), this.profile(blueprint)])
    return (await exportMobileConfig(this.#options.graph, accountId, profile.id)).bytes
  }

  async #registerTogether(key: string, blueprint: Blueprint): Promise<void> {
    const queue = this.#waiting.get(key) ?? []
    this.#waiting.delete(key)
    try {
      const { graph } = this.#options
      const [accountId, profile] = await Promise.all([this.accountId(), this.profile(blueprint)])
      const serials = queue.map((entry) => entry.serial)
      for (const [serial, enrolledAt] of await readEnrollment(graph, serials)) this.baseline.set(serial, enrolledAt)
      const rows = await importSerials(
        graph,
        accountId,
        serials.map((serial) => ({ serial })),
        { overwrite: false },
      )
      const refused = new Map(
        rows.flatMap((row) =>
          row.outcome === 'refused' || row.outcome === 'invalid' ? [[row.serial, row.outcome] as const] : [],
        ),
      )
      const taken = serials.filter((serial) => !refused.has(normalizeSerial(serial)))
      if (taken.length > 0) await assignSerials(graph, accountId, profile.id, taken)
      for (const entry of queue) settle(entry, refused.get(normalizeSerial(entry.serial)))
    } catch (error) {
      // Deleted in the portal meanwhile: the next attempt looks for it, or makes it, anew.
      if (error instanceof AppError && error.code === 'graph.notFound') this.#profiles.delete(key)
      for (const entry of queue) entry.reject(error)
    }
  }
}

function settle(entry: Waiting, refusal: string | undefined): void {
  if (refusal === undefined) entry.resolve()
  else entry.reject(new AppError('stage.registrationRefused', { serial: entry.serial, reason: refusal }))
}

/** Keeps the promise of an answer, but not of a failure: the next caller asks again. */
function forgetOnFailure<T>(promise: Promise<T>, forget: () => void): Promise<T> {
  promise.catch(forget)
  return promise
}
