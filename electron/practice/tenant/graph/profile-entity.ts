import type { Selectable } from 'kysely'
import { bareProfileId } from '../tenant.ts'
import type { Tenant } from '../tenant.ts'
import type { ProfileRow } from '../store/schema.ts'
import type { GraphCall } from './call.ts'
import type { Container } from './container-entity.ts'
import { findContainer } from './container-entity.ts'
import { notFound } from './failure.ts'
import type { Entity } from './filter.ts'

export type Profile = Selectable<ProfileRow>

/** What decides how a device enrolls, of a profile's properties. */
export type ProfileBody = {
  readonly displayName: string
  readonly description: string | null
  readonly requiresUserAuthentication: boolean
  readonly enableAuthenticationViaCompanyPortal: boolean
  readonly requireCompanyPortalOnSetupAssistantEnrolledDevices: boolean
  readonly [property: string]: unknown
}

export function profileBody(row: Pick<Profile, 'body'>): ProfileBody {
  return JSON.parse(row.body) as ProfileBody
}

/** The same for every profile of the tenant: the device's assignment decides what it gets. */
export function profileUrl(tenant: Tenant): string {
  const { accountId, tenantId } = tenant.world
  return `${tenant.addresses.device}/EnrollmentServer/MDMServiceConfig?id=${accountId}&AADTenantId=${tenantId}`
}

/** True for what shows among the profiles but is an enrollment policy of the new kind. */
export function isPolicy(row: Pick<Profile, 'body'>): boolean {
  return profileBody(row)['policy'] === true
}

/** As Graph shows it; in a list, and for derived types, with its type. */
export function profileEntity(tenant: Tenant, row: Profile, where: 'list' | 'single'): Entity {
  const derived = row.type !== 'enrollmentProfile'
  const { displayName, description, policy, ...rest } = profileBody(row)
  return {
    ...(derived || where === 'list' ? { '@odata.type': `#microsoft.graph.${row.type}` } : {}),
    id: `${row.container_id}_${row.guid}`,
    displayName,
    description,
    configurationEndpointUrl: profileUrl(tenant),
    ...rest,
    ...(derived ? { isDefault: row.is_default === 1 && policy !== true } : {}),
  }
}

/**
 * The profile named in the path, by composite or bare id. One that was created a moment ago may not be there yet.
 * @throws GraphFailure 404
 */
export async function findProfile(
  call: GraphCall,
): Promise<{ readonly container: Container; readonly profile: Profile }> {
  const container = await findContainer(call)
  const id = call.params['pid'] ?? ''
  const profile = await call.tenant.db
    .selectFrom('profile')
    .selectAll()
    .where('guid', '=', bareProfileId(id))
    .where('container_id', '=', container.id)
    .executeTakeFirst()
  const expected = `${container.id}_${profile?.guid ?? ''}`
  const named = profile !== undefined && (id.toLowerCase() === expected || id.toLowerCase() === profile.guid)
  if (!named || profile.visible_at > call.tenant.clock.now())
    throw notFound(`The enrollment profile ${id.slice(0, 120)}`)
  return { container, profile }
}
