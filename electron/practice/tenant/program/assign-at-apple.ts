import { z } from 'zod'
import type { Profile } from '../graph/profile-entity.ts'
import { profileBody } from '../graph/profile-entity.ts'
import { dayMs } from '../clock.ts'
import type { Tenant } from '../tenant.ts'
import { appleProfile, profileDigest } from './apple-profile.ts'
import type { ProgramClient } from './client.ts'

/** Apple: at most a thousand serial numbers in one call. */
const chunk = 1000
/** A device that Apple would not assign is left alone for a day: clients that kept asking were throttled for it. */
const pauseAfterRefusalMs = dayMs

const resultSchema = z.object({ devices: z.record(z.string(), z.string()).nullish() })

/**
 * Makes Apple's assignments what the tenant's are: profiles are defined where their present state has no definition
 * yet, and devices with another definition, or none, get it. What Apple holds is compared, not what was done before, so
 * that the work may break off anywhere and be done again. An assignment is replaced, never taken away.
 */
export async function assignAtApple(tenant: Tenant, containerId: string, client: ProgramClient): Promise<void> {
  const profiles = await tenant.db
    .selectFrom('profile')
    .selectAll()
    .where('container_id', '=', containerId)
    .where('type', '=', 'depIOSEnrollmentProfile')
    .execute()
  for (const profile of profiles) await assignProfile(tenant, profile, client)
}

async function assignProfile(tenant: Tenant, profile: Profile, client: ProgramClient): Promise<void> {
  const now = tenant.clock.now()
  const definition = appleProfile(tenant, profileBody(profile))
  const known = await knownDefinitions(tenant, profile, profileDigest(definition))
  const rows = await tenant.db
    .selectFrom('identity')
    .innerJoin('program_device', 'program_device.serial', 'identity.serial')
    .select(['identity.serial', 'program_device.apple_profile', 'program_device.refused_at'])
    .where('identity.profile_guid', '=', profile.guid)
    .where('identity.deleted', '=', 0)
    .where('program_device.deleted_at', 'is', null)
    .execute()
  const wrong = rows.filter(
    (row) =>
      (row.apple_profile === null || !known.includes(row.apple_profile)) &&
      (row.refused_at === null || now - row.refused_at >= pauseAfterRefusalMs),
  )
  if (wrong.length === 0) return
  const uuid = known[0] ?? (await define(tenant, profile, definition, client))
  for (let start = 0; start < wrong.length; start += chunk) {
    const devices = wrong.slice(start, start + chunk).map(({ serial }) => serial)
    const answer = await client.call('PUT', '/profile/devices', resultSchema, { profile_uuid: uuid, devices })
    await remember(tenant, devices, answer.devices ?? {}, uuid)
  }
}

async function knownDefinitions(tenant: Tenant, profile: Profile, digest: string): Promise<readonly string[]> {
  const rows = await tenant.db
    .selectFrom('program_definition')
    .select('apple_profile')
    .where('profile_guid', '=', profile.guid)
    .where('digest', '=', digest)
    .execute()
  return rows.map((row) => row.apple_profile)
}

async function define(tenant: Tenant, profile: Profile, definition: object, client: ProgramClient): Promise<string> {
  const { profile_uuid: uuid } = await client.call(
    'POST',
    '/profile',
    z.object({ profile_uuid: z.string().min(1) }),
    definition,
  )
  await tenant.db
    .insertInto('program_definition')
    .values({
      apple_profile: uuid,
      container_id: profile.container_id,
      profile_guid: profile.guid,
      digest: profileDigest(definition),
    })
    .execute()
  return uuid
}

async function remember(
  tenant: Tenant,
  serials: readonly string[],
  results: Readonly<Record<string, string>>,
  uuid: string,
): Promise<void> {
  const now = tenant.clock.now()
  await tenant.db.transaction().execute(async (trx) => {
    for (const serial of serials) {
      const result = results[serial] ?? 'FAILED'
      const change =
        result === 'SUCCESS'
          ? { apple_profile: uuid, apple_status: 'assigned', refused_at: null, refusal: null }
          : { refused_at: now, refusal: result.slice(0, 40) }
      await trx.updateTable('program_device').set(change).where('serial', '=', serial).execute()
    }
  })
}
