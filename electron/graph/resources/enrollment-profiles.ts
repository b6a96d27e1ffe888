import * as z from 'zod'
import type { Blueprint } from '../../../src-shared/blueprint.ts'
import { AppError } from '../../../src-shared/errors.ts'
import { segment } from '../address.ts'
import { allPages } from '../call.ts'
import type { GraphClient } from '../call.ts'
import { anyAnswer, optionalText, wireId } from './wire.ts'

export type UserAffinity = NonNullable<Blueprint['enrollmentProfile']>['userAffinity']

/** An Apple Configurator enrollment profile. */
export type EnrollmentProfile = {
  /** `{accountId}_{guid}`: goes into paths. */
  readonly id: string
  readonly displayName: string
  readonly description: string
  /** `setupAssistantOnly` is a historic combination that is read but never written. */
  readonly userAffinity: UserAffinity | 'setupAssistantOnly'
  /** The Profile URL: a service URL, the same for every profile of the tenant. Null until the service has made it. */
  readonly configurationEndpointUrl: string | null
}

export type ProfileWish = {
  readonly displayName: string
  readonly description: string
  readonly userAffinity: UserAffinity
}

const affinityFlags = {
  none: [false, false, false],
  companyPortal: [true, true, false],
  setupAssistantLegacy: [true, false, true],
} as const satisfies Record<UserAffinity, readonly [boolean, boolean, boolean]>

export const enrollmentProfile = z
  .object({
    id: wireId,
    displayName: optionalText,
    description: optionalText,
    requiresUserAuthentication: z.boolean(),
    enableAuthenticationViaCompanyPortal: z.boolean().nullish(),
    requireCompanyPortalOnSetupAssistantEnrolledDevices: z.boolean().nullish(),
    configurationEndpointUrl: optionalText,
  })
  .transform((profile): EnrollmentProfile => {
    const portal = profile.enableAuthenticationViaCompanyPortal ?? false
    const legacy = profile.requireCompanyPortalOnSetupAssistantEnrolledDevices ?? false
    const withUser = portal ? 'companyPortal' : legacy ? 'setupAssistantLegacy' : 'setupAssistantOnly'
    return {
      id: profile.id,
      displayName: profile.displayName ?? '',
      description: profile.description ?? '',
      userAffinity: profile.requiresUserAuthentication ? withUser : 'none',
      configurationEndpointUrl: profile.configurationEndpointUrl || null,
    }
  })

/** All profiles of a container: the account's own id for Apple Configurator. */
export function listProfiles(
  graph: GraphClient,
  accountId: string,
  signal?: AbortSignal,
): Promise<readonly EnrollmentProfile[]> {
  return allPages(graph.pages(profilesPath(accountId), { version: 'beta', schema: enrollmentProfile, signal }))
}

/**
 * Creates without looking for one of the same name; `ensureProfile` is the one that may be repeated.
 * @throws AppError 'graph.outcomeUnknown' when the answer was lost: it may exist now
 */
export function createProfile(
  graph: GraphClient,
  accountId: string,
  wish: ProfileWish,
  signal?: AbortSignal,
): Promise<EnrollmentProfile> {
  const body = profileBody(wish)
  return graph.post(profilesPath(accountId), { version: 'beta', schema: enrollmentProfile, body, signal })
}

/** Writes all settings and reads them back: the service answers with the profile, or with nothing. */
export async function updateProfile(
  graph: GraphClient,
  accountId: string,
  profileId: string,
  wish: ProfileWish,
  signal?: AbortSignal,
): Promise<EnrollmentProfile> {
  const body = { ...profileBody(wish), id: profileId }
  await graph.patch(profilePath(accountId, profileId), { version: 'beta', schema: anyAnswer, body, signal })
  return getProfile(graph, accountId, profileId, signal)
}

function profileBody(wish: ProfileWish): object {
  const [requiresUserAuthentication, viaPortal, portalAfterwards] = affinityFlags[wish.userAffinity]
  return {
    '@odata.type': '#microsoft.graph.enrollmentProfile',
    displayName: wish.displayName,
    description: wish.description,
    requiresUserAuthentication,
    enableAuthenticationViaCompanyPortal: viaPortal,
    requireCompanyPortalOnSetupAssistantEnrolledDevices: portalAfterwards,
  }
}

/** @throws AppError 'graph.notFound' */
export function getProfile(
  graph: GraphClient,
  accountId: string,
  profileId: string,
  signal?: AbortSignal,
): Promise<EnrollmentProfile> {
  return graph.get(profilePath(accountId, profileId), { version: 'beta', schema: enrollmentProfile, signal })
}

/** As `getProfile`, for one just created: Intune may answer 404 for some seconds. Gives up after about a minute. */
export async function getNewProfile(
  graph: GraphClient,
  accountId: string,
  profileId: string,
  signal?: AbortSignal,
): Promise<EnrollmentProfile> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await getProfile(graph, accountId, profileId, signal)
    } catch (error) {
      const early = error instanceof AppError && error.code === 'graph.notFound' && attempt < 16
      if (!early) throw error
      await graph.clock.sleep(Math.min(4_000, 500 * 2 ** attempt), signal)
    }
  }
}

/**
 * The profile of that name, created when there is none. Safe to repeat, also after a lost answer: it looks again before
 * it creates again.
 * @throws AppError 'graph.profileDiffers' when one of that name exists but signs users in differently; a profile's
 *   settings are never changed behind an administrator's back
 */
export async function ensureProfile(
  graph: GraphClient,
  accountId: string,
  wish: ProfileWish,
  signal?: AbortSignal,
): Promise<EnrollmentProfile> {
  for (let attempt = 1; ; attempt++) {
    const found = matching(await listProfiles(graph, accountId, signal), wish)
    if (found) return found.configurationEndpointUrl ? found : getNewProfile(graph, accountId, found.id, signal)
    try {
      const created = await createProfile(graph, accountId, wish, signal)
      return await getNewProfile(graph, accountId, created.id, signal)
    } catch (error) {
      const lost = error instanceof AppError && error.code === 'graph.outcomeUnknown'
      if (!lost || attempt >= 3) throw error
      // What was created shows up late; a list read too early would lead to a second one.
      await graph.clock.sleep(5_000, signal)
    }
  }
}

function matching(profiles: readonly EnrollmentProfile[], wish: ProfileWish): EnrollmentProfile | undefined {
  const named = profiles.filter((profile) => sameName(profile.displayName, wish.displayName))
  const fitting = named.find((profile) => profile.userAffinity === wish.userAffinity)
  if (fitting || named.length === 0) return fitting
  throw new AppError('graph.profileDiffers', { name: wish.displayName })
}

function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}

/** One that is gone already is as good as deleted. */
export async function deleteProfile(
  graph: GraphClient,
  accountId: string,
  profileId: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await graph.delete(profilePath(accountId, profileId), { version: 'beta', schema: anyAnswer, signal })
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'graph.notFound')) throw error
  }
}

function profilesPath(accountId: string): string {
  return `/deviceManagement/depOnboardingSettings/${segment(accountId)}/enrollmentProfiles`
}

export function profilePath(accountId: string, profileId: string): string {
  return `${profilesPath(accountId)}/${segment(profileId)}`
}
