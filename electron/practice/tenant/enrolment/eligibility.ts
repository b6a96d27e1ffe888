import { usableApns } from '../apns.ts'
import { profileBody } from '../graph/profile-entity.ts'
import type { Profile, ProfileBody } from '../graph/profile-entity.ts'
import type { Identity } from '../graph/identity-entity.ts'
import type { Tenant } from '../tenant.ts'
import { EnrollmentRefused } from './refusal.ts'

export type Eligible = {
  readonly identity: Identity
  readonly profile: Profile
  readonly settings: ProfileBody
  readonly topic: string
}

/**
 * Whether a device of that serial number may enroll now, and with which profile: the one assigned to it.
 * @throws EnrollmentRefused with the reason
 */
export async function checkEligibility(tenant: Tenant, serial: string): Promise<Eligible> {
  const apns = await usableApns(tenant)
  if (apns === null) {
    throw new EnrollmentRefused(
      'practice.noPushCertificate',
      'accountValidation',
      'The organization has no valid Apple MDM push certificate.',
    )
  }
  if (tenant.switches.iosBlocked) {
    throw new EnrollmentRefused(
      'practice.platformBlocked',
      'enrollmentRestrictionsEnforced',
      'Enrollment of iOS and iPadOS devices is blocked.',
    )
  }
  const identity = await tenant.db
    .selectFrom('identity')
    .selectAll()
    .where('serial', '=', serial)
    .where('deleted', '=', 0)
    .executeTakeFirst()
  if (identity === undefined) {
    throw new EnrollmentRefused(
      'practice.notImported',
      'badRequest',
      'The serial number of this device is not known to the organization.',
    )
  }
  const profile =
    identity.profile_guid === null
      ? undefined
      : await tenant.db.selectFrom('profile').selectAll().where('guid', '=', identity.profile_guid).executeTakeFirst()
  if (profile === undefined) {
    throw new EnrollmentRefused(
      'practice.notAssigned',
      'badRequest',
      'No enrollment profile is assigned to this device.',
    )
  }
  return { identity, profile, settings: profileBody(profile), topic: apns.topicIdentifier }
}
