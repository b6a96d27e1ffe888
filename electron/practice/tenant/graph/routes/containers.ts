import { minuteMs } from '../../clock.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { noContent, scopes } from '../call.ts'
import type { Container } from '../container-entity.ts'
import { containerEntity, findContainer, findProgramToken } from '../container-entity.ts'
import { refusedByIntune } from '../failure.ts'
import type { Entity } from '../filter.ts'
import { entityReply, listReply } from '../listing.ts'
import { profileEntity } from '../profile-entity.ts'

const defaults = [
  'defaultIosEnrollmentProfile',
  'defaultMacOsEnrollmentProfile',
  'defaultTvOSEnrollmentProfile',
  'defaultVisionOSEnrollmentProfile',
]
const expandable = ['enrollmentProfiles', ...defaults]

async function expanded(call: GraphCall, container: Container): Promise<Entity> {
  const wanted = call.query.expand.filter((name) => expandable.includes(name))
  if (wanted.length === 0) return containerEntity(container)
  const rows = await call.tenant.db
    .selectFrom('profile')
    .selectAll()
    .where('container_id', '=', container.id)
    .orderBy('seq')
    .execute()
  const profiles = rows.map((row) => profileEntity(call.tenant, row, 'list'))
  const byName = (name: string) => {
    if (name === 'enrollmentProfiles') return profiles
    return name === 'defaultIosEnrollmentProfile'
      ? (profiles.find((profile) => profile['isDefault'] === true) ?? null)
      : null
  }
  return { ...containerEntity(container), ...Object.fromEntries(wanted.map((name) => [name, byName(name)])) }
}

/** The container of Apple Configurator is not in the list. */
async function list(call: GraphCall): Promise<GraphReply> {
  const rows = await call.tenant.db.selectFrom('container').selectAll().where('hidden', '=', 0).orderBy('seq').execute()
  const entities = await Promise.all(rows.map((row) => expanded(call, row)))
  return listReply(call, entities, {
    filterable: { tokenName: 'plain', tokenType: 'plain', appleIdentifier: 'plain' },
    expandable,
  })
}

async function get(call: GraphCall): Promise<GraphReply> {
  return entityReply(call, await expanded(call, await findContainer(call)))
}

const syncPauseMs = 15 * minuteMs

/** Apple allows one sync in a quarter of an hour. */
async function sync(call: GraphCall): Promise<GraphReply> {
  const container = await findProgramToken(call)
  const { db, clock } = call.tenant
  const now = clock.now()
  if (container.expires_at === null || container.expires_at <= now) throw refusedByIntune('The token has expired')
  if (container.sync_triggered_at !== null && now - container.sync_triggered_at < syncPauseMs) {
    throw refusedByIntune('A sync was started less than 15 minutes ago')
  }
  const { count } = await db
    .selectFrom('identity')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('container_id', '=', container.id)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('container')
    .set({ sync_triggered_at: now, synced_at: now, sync_error: 0, synced_count: count })
    .where('id', '=', container.id)
    .execute()
  return noContent
}

const base = 'deviceManagement/depOnboardingSettings'

export const containerRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: base, beta: true, scopes: scopes.read, family: 'enrollment', handle: list },
  { method: 'GET', path: `${base}/:tok`, beta: true, scopes: scopes.read, family: 'enrollment', handle: get },
  {
    method: 'POST',
    path: `${base}/:tok/syncWithAppleDeviceEnrollmentProgram`,
    beta: true,
    scopes: scopes.write,
    family: 'enrollment',
    handle: sync,
  },
]
