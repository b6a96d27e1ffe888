import type { Selectable } from 'kysely'
import { isoOrNever, isoTime } from '../clock.ts'
import type { IdentityRow } from '../store/schema.ts'
import type { Tenant } from '../tenant.ts'
import type { Entity, FilterProperties } from './filter.ts'

export type Identity = Selectable<IdentityRow>

export const identityFilter: FilterProperties = {
  id: 'plain',
  serialNumber: 'plain',
  discoverySource: 'plain',
  requestedEnrollmentProfileId: 'lenientId',
  enrollmentState: 'plain',
  platform: 'plain',
  isSupervised: 'plain',
}

/** What every one of them has. */
export const identityProperties: readonly string[] = [
  ...Object.keys(identityFilter),
  'requestedEnrollmentProfileAssignmentDateTime',
  'isDeleted',
  'createdDateTime',
  'lastContactedDateTime',
  'description',
]

/** As Graph shows it. Which form the profile id has differs between recordings, hence the switch. */
export function identityEntity(tenant: Tenant, row: Identity): Entity {
  const composite = tenant.switches.compositeProfileIds && row.profile_guid !== null
  return {
    id: row.id,
    serialNumber: row.serial,
    requestedEnrollmentProfileId: composite ? `${row.container_id}_${row.profile_guid}` : row.profile_guid,
    requestedEnrollmentProfileAssignmentDateTime: row.assigned_at === null ? null : isoTime(row.assigned_at),
    isSupervised: row.supervised === 1,
    discoverySource: row.source,
    isDeleted: row.deleted === 1,
    createdDateTime: isoTime(row.created_at),
    lastContactedDateTime: isoOrNever(row.contacted_at),
    description: row.description,
    enrollmentState: row.state,
    platform: row.platform,
  }
}
