import type { AdeSettings } from '../../../src-shared/ade.ts'
import { AppError } from '../../../src-shared/errors.ts'
import { segment } from '../address.ts'
import { allPages } from '../call.ts'
import type { GraphClient } from '../call.ts'
import { depProfile, unsetProperties, wireSettings } from './dep-profile-wire.ts'
import type { DepProfile } from './dep-profile-wire.ts'
import { profilePath } from './enrollment-profiles.ts'
import { anyAnswer } from './wire.ts'

/** All profiles of a token, policies of the new kind among them. */
export function listDepProfiles(
  graph: GraphClient,
  tokenId: string,
  signal?: AbortSignal,
): Promise<readonly DepProfile[]> {
  return allPages(graph.pages(profilesPath(tokenId), { version: 'beta', schema: depProfile, signal }))
}

/** @throws AppError 'graph.outcomeUnknown' when the answer was lost: it may exist now */
export async function createDepProfile(
  graph: GraphClient,
  tokenId: string,
  settings: AdeSettings,
): Promise<DepProfile> {
  const body = { ...unsetProperties, ...wireSettings(settings) }
  const created = await graph.post(profilesPath(tokenId), { version: 'beta', schema: depProfile, body })
  return readNew(graph, tokenId, created.profile.id)
}

export function readDepProfile(graph: GraphClient, tokenId: string, id: string): Promise<DepProfile> {
  return graph.get(profilePath(tokenId, id), { version: 'beta', schema: depProfile })
}

/** Intune may not find for some seconds what it has just made. */
async function readNew(graph: GraphClient, tokenId: string, id: string): Promise<DepProfile> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await readDepProfile(graph, tokenId, id)
    } catch (error) {
      const early = error instanceof AppError && error.code === 'graph.notFound' && attempt < 16
      if (!early) throw error
      await graph.clock.sleep(Math.min(4_000, 500 * 2 ** attempt))
    }
  }
}

/** Writes the settings over what the service said before; properties that are not known here go back as they came. */
export async function updateDepProfile(
  graph: GraphClient,
  tokenId: string,
  before: DepProfile,
  settings: AdeSettings,
): Promise<DepProfile> {
  const { id } = before.profile
  const kept = Object.entries(before.raw).filter(([name]) => !readOnly.has(name) && !name.startsWith('@'))
  const body = { ...Object.fromEntries(kept), ...wireSettings(settings), id }
  await graph.patch(profilePath(tokenId, id), { version: 'beta', schema: anyAnswer, body })
  return readDepProfile(graph, tokenId, id)
}

const readOnly = new Set(['isDefault', 'configurationEndpointUrl'])

/** For devices that a sync brings from now on. There is no way back but another default. */
export async function setDefaultDepProfile(graph: GraphClient, tokenId: string, id: string): Promise<void> {
  const call = { version: 'beta', schema: anyAnswer, idempotent: true } as const
  await graph.post(`${profilePath(tokenId, id)}/setDefaultProfile`, call)
}

function profilesPath(tokenId: string): string {
  return `/deviceManagement/depOnboardingSettings/${segment(tokenId)}/enrollmentProfiles`
}
