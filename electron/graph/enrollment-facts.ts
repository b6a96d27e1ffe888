import * as z from 'zod'
import { deadlineFrom } from '../../src-shared/deadlines.ts'
import type { KeptFacts } from '../../src-shared/outbox-contract.ts'
import { AppError } from '../../src-shared/errors.ts'
import type { EnrollmentService } from './enrollment-service.ts'
import type { Tenant } from './resources/organization.ts'
import type { ProfileWish } from './resources/enrollment-profiles.ts'
import { wishKey } from './tenant-desk.ts'

const bytes = z.base64().max(1_400_000)

/** What a bench must know of Intune to prepare devices for one enrollment profile, as it was at the last contact. */
export const enrollmentFacts = z.object({
  version: z.literal(1),
  tenantId: z.string().min(1),
  tenantName: z.string(),
  practiceWorld: z.string().nullable(),
  profile: z.object({
    displayName: z.string(),
    description: z.string(),
    userAffinity: z.enum(['none', 'companyPortal', 'setupAssistantLegacy']),
  }),
  profileId: z.string().min(1),
  service: z.object({
    enrollmentUrl: z.string().max(4096),
    anchorCertificates: z.array(bytes).max(32),
    trustProfile: bytes.nullable(),
    resolvedFrom: z.string().max(4096).nullable(),
  }),
  /** When the APNs certificate lapses; null when Intune does not say. There was a good one, or there are no facts. */
  apnsExpiresAt: z.number().nullable(),
  /** The signed file of the direct route, as it came. */
  directFile: z.object({ bytes, exportedAt: z.number() }).nullable(),
  /** When Intune and its enrollment service last said so, milliseconds since 1970. */
  checkedAt: z.number(),
})
export type EnrollmentFacts = z.infer<typeof enrollmentFacts>

const shelf = z.array(enrollmentFacts)

/** Where the facts are kept, sealed: a direct-enrollment file lets whoever has it enroll devices. */
export type FactsKeeper = {
  readonly read: () => Promise<string | null>
  readonly write: (text: string) => Promise<void>
}

/** The facts of each enrollment profile this bench uses, for the time when Intune cannot be reached. */
export class FactsShelf {
  readonly #keeper: FactsKeeper
  readonly #clock: { readonly now: () => number }
  #facts: Promise<Map<string, EnrollmentFacts>> | null = null
  #written: Promise<void> = Promise.resolve()

  constructor(keeper: FactsKeeper, clock: { readonly now: () => number }) {
    this.#keeper = keeper
    this.#clock = clock
  }

  async all(): Promise<readonly EnrollmentFacts[]> {
    return [...(await this.#load()).values()]
  }

  async find(wish: ProfileWish): Promise<EnrollmentFacts | null> {
    return (await this.#load()).get(wishKey(wish)) ?? null
  }

  /** What is older than what is there is passed over. */
  async put(news: readonly EnrollmentFacts[]): Promise<void> {
    const facts = await this.#load()
    for (const one of news) {
      const key = wishKey(one.profile)
      const known = facts.get(key)
      if (known === undefined || known.tenantId !== one.tenantId || known.checkedAt <= one.checkedAt)
        facts.set(key, { ...one, directFile: one.directFile ?? sameTenantFile(known, one) })
    }
    const text = JSON.stringify([...facts.values()])
    this.#written = this.#written.catch(() => {}).then(() => this.#keeper.write(text))
    await this.#written
  }

  /**
   * The facts to work with although Intune cannot be asked.
   * @param cause why it cannot; thrown when there are none
   * @throws AppError the cause; `offline.factsOld`; `stage.apnsMissing` when the certificate has lapsed meanwhile
   */
  async usable(wish: ProfileWish, cause: AppError): Promise<EnrollmentFacts> {
    const facts = await this.find(wish)
    if (facts === null) throw cause
    const now = this.#clock.now()
    const deadline = deadlineFrom('enrollmentFacts', facts.checkedAt, now)
    if (deadline.state === 'past') {
      const days = (ms: number): number => Math.floor(ms / 86_400_000)
      const limit = days(deadline.dueAt - facts.checkedAt)
      throw new AppError('offline.factsOld', { days: days(now - facts.checkedAt), limit }, { cause })
    }
    if (facts.apnsExpiresAt !== null && facts.apnsExpiresAt <= now)
      throw new AppError('stage.apnsMissing', {}, { cause })
    return facts
  }

  async view(): Promise<readonly KeptFacts[]> {
    const now = this.#clock.now()
    return (await this.all()).map((facts) => ({
      profile: facts.profile.displayName,
      tenant: facts.tenantName,
      checkedAt: facts.checkedAt,
      usableUntil: usableUntil(facts, now),
      directFileUntil: facts.directFile === null ? null : directFileUntil(facts.directFile.exportedAt, now),
    }))
  }

  #load(): Promise<Map<string, EnrollmentFacts>> {
    this.#facts ??= this.#keeper.read().then((text) => {
      // Facts of a version this one cannot read are made anew at the next contact.
      const read = shelf.safeParse(text === null ? [] : JSON.parse(text))
      return new Map((read.data ?? []).map((facts) => [wishKey(facts.profile), facts]))
    })
    return this.#facts
  }
}

/** What was just heard, for later. */
export function factsOf(
  tenant: Tenant,
  { displayName, description, userAffinity }: ProfileWish,
  profileId: string,
  service: EnrollmentService,
  rest: Pick<EnrollmentFacts, 'apnsExpiresAt' | 'directFile' | 'checkedAt'>,
): EnrollmentFacts {
  return {
    version: 1,
    tenantId: tenant.tenantId,
    tenantName: tenant.displayName,
    practiceWorld: tenant.practiceWorld,
    profile: { displayName, description, userAffinity },
    profileId,
    service: {
      enrollmentUrl: service.enrollmentUrl,
      anchorCertificates: service.anchorCertificates.map((one) => one.toString('base64')),
      trustProfile: service.trustProfile?.toString('base64') ?? null,
      resolvedFrom: service.resolvedFrom,
    },
    ...rest,
  }
}

/** Until when facts may be used: their age and Intune's push certificate both have a say. */
export function usableUntil(facts: EnrollmentFacts, now: number): number {
  const { dueAt } = deadlineFrom('enrollmentFacts', facts.checkedAt, now)
  return Math.min(dueAt, facts.apnsExpiresAt ?? Infinity)
}

export function serviceOf({ service }: EnrollmentFacts): EnrollmentService {
  return {
    enrollmentUrl: service.enrollmentUrl,
    anchorCertificates: service.anchorCertificates.map((one) => Buffer.from(one, 'base64')),
    trustProfile: service.trustProfile === null ? null : Buffer.from(service.trustProfile, 'base64'),
    resolvedFrom: service.resolvedFrom,
  }
}

export function tenantOf(facts: EnrollmentFacts): Tenant {
  const { tenantId, tenantName, practiceWorld } = facts
  return { tenantId, displayName: tenantName, userPrincipalName: null, practiceWorld }
}

export function directFileUntil(exportedAt: number, now: number): number {
  return deadlineFrom('directEnrollmentFile', exportedAt, now).dueAt
}

/** A fresh look at the profile does not take away the file that was exported with it. */
function sameTenantFile(known: EnrollmentFacts | undefined, one: EnrollmentFacts): EnrollmentFacts['directFile'] {
  return known?.tenantId === one.tenantId && known.profileId === one.profileId ? known.directFile : null
}
