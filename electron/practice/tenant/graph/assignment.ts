import type { EnrollmentState } from '../store/schema.ts'
import type { TenantDatabase } from '../store/open.ts'
import type { Identity } from './identity-entity.ts'

export type Assigned = {
  readonly profile_guid: string | null
  readonly assigned_at: number | null
  readonly state: EnrollmentState
}

/** What an identity becomes when its profile is set: one that enrolled with another profile must be reset first. */
export async function assigned(
  trx: TenantDatabase,
  identity: Identity,
  profile: string | null,
  now: number,
): Promise<Assigned> {
  const same = profile === identity.profile_guid
  const assignedAt = same ? identity.assigned_at : profile === null ? null : now
  const isEnrolled = identity.state === 'enrolled' || identity.state === 'pendingReset'
  if (!isEnrolled) return { profile_guid: profile, assigned_at: assignedAt, state: identity.state }
  const device = await trx
    .selectFrom('managed_device')
    .select('profile_guid')
    .where('serial', '=', identity.serial)
    .orderBy('enrolled_at', 'desc')
    .executeTakeFirst()
  const state = device === undefined || device.profile_guid === profile ? 'enrolled' : 'pendingReset'
  return { profile_guid: profile, assigned_at: assignedAt, state }
}
