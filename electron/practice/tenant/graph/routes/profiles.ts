import { randomUuid } from '../../../../lib/crypto.ts'
import { readBody } from '../body.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { noContent, scopes } from '../call.ts'
import { findContainer } from '../container-entity.ts'
import { malformedRequest, refusedByIntune } from '../failure.ts'
import { plainText } from '../filter.ts'
import { entityReply, listReply } from '../listing.ts'
import { findProfile, isPolicy, profileBody, profileEntity } from '../profile-entity.ts'
import type { Profile, ProfileBody } from '../profile-entity.ts'
import { programProfileDefaults } from '../profile-properties.ts'
import { checkProfile, configuratorProfileSchema, programProfileSchema } from '../profile-rules.ts'

const maxProfiles = 1000

async function list(call: GraphCall): Promise<GraphReply> {
  const container = await findContainer(call)
  const rows = await call.tenant.db
    .selectFrom('profile')
    .selectAll()
    .where('container_id', '=', container.id)
    .orderBy('seq')
    .execute()
  const visible = rows.filter((row) => row.visible_at <= call.tenant.clock.now())
  const entities = visible.map((row) => profileEntity(call.tenant, row, 'list'))
  return listReply(call, entities, { filterable: { displayName: 'plain', id: 'lenientId', isDefault: 'plain' } })
}

async function get(call: GraphCall): Promise<GraphReply> {
  const { profile } = await findProfile(call)
  return entityReply(call, profileEntity(call.tenant, profile, 'single'))
}

async function create(call: GraphCall): Promise<GraphReply> {
  const container = await findContainer(call)
  const type = container.hidden === 1 ? 'enrollmentProfile' : 'depIOSEnrollmentProfile'
  const sent = readWritable(call, type)
  const body: ProfileBody = {
    displayName: '',
    description: null,
    requiresUserAuthentication: false,
    enableAuthenticationViaCompanyPortal: false,
    requireCompanyPortalOnSetupAssistantEnrolledDevices: false,
    ...(type === 'enrollmentProfile' ? {} : programProfileDefaults),
    ...sent,
  }
  checkProfile(body)
  const { db, clock, switches } = call.tenant
  const existing = await db
    .selectFrom('profile')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('container_id', '=', container.id)
    .executeTakeFirstOrThrow()
  if (existing.count >= maxProfiles) throw refusedByIntune(`A token holds ${maxProfiles} profiles at most`)
  const row = {
    guid: randomUuid(),
    container_id: container.id,
    type,
    name: body.displayName,
    is_default: 0,
    visible_at: clock.now() + switches.createVisibilityMs,
    body: JSON.stringify(body),
  } as const
  const created = await db.insertInto('profile').values(row).returningAll().executeTakeFirstOrThrow()
  return entityReply(call, profileEntity(call.tenant, created, 'single'), 201)
}

async function update(call: GraphCall): Promise<GraphReply> {
  const { profile } = await findProfile(call)
  refusePolicy(profile)
  const body = { ...profileBody(profile), ...readWritable(call, profile.type, profile) }
  checkProfile(body)
  await call.tenant.db
    .updateTable('profile')
    .set({ body: JSON.stringify(body), name: body.displayName })
    .where('guid', '=', profile.guid)
    .execute()
  // Apple's definitions never change: an edited profile is defined anew and assigned again.
  if (profile.type === 'depIOSEnrollmentProfile') call.tenant.jobs.assign(call.tenant, profile.container_id)
  if (call.tenant.switches.patchProfileStatus === 204) return noContent
  return entityReply(call, profileEntity(call.tenant, { ...profile, body: JSON.stringify(body) }, 'single'))
}

/**
 * In Apple Configurator's container its devices fall back to unassigned. What Apple was told cannot be taken back, only
 * replaced: a profile that devices of a program have stays.
 */
async function remove(call: GraphCall): Promise<GraphReply> {
  const { profile } = await findProfile(call)
  refusePolicy(profile)
  if (profile.is_default === 1) throw refusedByIntune('The default profile of a token cannot be deleted')
  if (profile.type === 'depIOSEnrollmentProfile' && (await isAssigned(call, profile.guid)))
    throw refusedByIntune('The profile is still assigned to devices: assign another one to them first')
  await call.tenant.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('identity')
      .set({ profile_guid: null, assigned_at: null })
      .where('profile_guid', '=', profile.guid)
      .execute()
    await trx.deleteFrom('profile').where('guid', '=', profile.guid).execute()
  })
  return noContent
}

/** Its settings live in the policy, which is not changed here. */
function refusePolicy(profile: Profile): void {
  if (isPolicy(profile)) throw refusedByIntune('This is an enrollment policy, not a profile')
}

async function isAssigned(call: GraphCall, guid: string): Promise<boolean> {
  const row = await call.tenant.db
    .selectFrom('identity')
    .select('id')
    .where('profile_guid', '=', guid)
    .where('deleted', '=', 0)
    .executeTakeFirst()
  return row !== undefined
}

/** The properties that were sent and may be written. The type may be left out; a wrong one is refused. */
function readWritable(call: GraphCall, type: Profile['type'], existing?: Profile): Partial<ProfileBody> {
  const sent = readBody(call, type === 'enrollmentProfile' ? configuratorProfileSchema : programProfileSchema)
  const { '@odata.type': sentType, id, configurationEndpointUrl: _url, ...rest } = sent as Record<string, unknown>
  if (typeof sentType === 'string' && sentType.replace(/^#/, '') !== `microsoft.graph.${type}`) {
    throw refusedByIntune(`A profile of type ${sentType} is not possible here`)
  }
  const expected = existing === undefined ? '' : `${existing.container_id}_${existing.guid}`
  if (typeof id === 'string' && id !== '' && id.toLowerCase() !== expected) {
    throw malformedRequest('The id in the body is not the one in the address')
  }
  const { isDefault: _default, ...writable } = rest
  // A name that is null counts as missing, which the rules then refuse.
  return 'displayName' in writable ? { ...writable, displayName: plainText(writable['displayName']) } : writable
}

const base = 'deviceManagement/depOnboardingSettings/:tok/enrollmentProfiles'

export const profileRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: base, beta: true, scopes: scopes.read, family: 'enrollment', handle: list },
  { method: 'POST', path: base, beta: true, scopes: scopes.write, family: 'enrollment', handle: create },
  { method: 'GET', path: `${base}/:pid`, beta: true, scopes: scopes.read, family: 'enrollment', handle: get },
  { method: 'PATCH', path: `${base}/:pid`, beta: true, scopes: scopes.write, family: 'enrollment', handle: update },
  { method: 'DELETE', path: `${base}/:pid`, beta: true, scopes: scopes.write, family: 'enrollment', handle: remove },
]
