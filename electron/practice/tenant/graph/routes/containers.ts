import { minuteMs } from '../../clock.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { noContent, scopes } from '../call.ts'
import type { Container } from '../container-entity.ts'
import { containerEntity, containerProperties, findContainer, findProgramToken } from '../container-entity.ts'
import { refusedByIntune } from '../failure.ts'
import type { Entity } from '../filter.ts'
import { entityReply, listReply } from '../listing.ts'
import { isPolicy, profileEntity } from '../profile-entity.ts'
import type { Profile } from '../profile-entity.ts'

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
    return name === 'defaultIosEnrollmentProfile' ? defaultOf(call, rows) : null
  }
  return { ...containerEntity(container), ...Object.fromEntries(wanted.map((name) => [name, byName(name)])) }
}

/** A policy of the new kind never calls itself the default; here it shows, under an id of its own. */
function defaultOf(call: GraphCall, rows: readonly Profile[]): Entity | null {
  const row = rows.find((profile) => profile.is_default === 1)
  if (row === undefined) return null
  const entity = profileEntity(call.tenant, row, 'list')
  return isPolicy(row) ? { ...entity, id: `ECV2_${String(entity['id'])}` } : entity
}

/** The container of Apple Configurator is not in the list. */
async function list(call: GraphCall): Promise<GraphReply> {
  const rows = await call.tenant.db.selectFrom('container').selectAll().where('hidden', '=', 0).orderBy('seq').execute()
  const entities = await Promise.all(rows.map((row) => expanded(call, row)))
  return listReply(call, entities, {
    filterable: { tokenName: 'plain', tokenType: 'plain', appleIdentifier: 'plain' },
    expandable,
    properties: containerProperties,
  })
}

async function get(call: GraphCall): Promise<GraphReply> {
  return entityReply(call, await expanded(call, await findContainer(call)), 200, { expandable })
}

const syncPauseMs = 15 * minuteMs

/** Intune starts one in a quarter of an hour; the work goes on after this answer, and its result stands in the token. */
async function sync(call: GraphCall): Promise<GraphReply> {
  const container = await findProgramToken(call)
  const { db, clock } = call.tenant
  const now = clock.now()
  if (container.expires_at === null || container.expires_at <= now) throw refusedByIntune('The token has expired')
  if (container.sync_triggered_at !== null && now - container.sync_triggered_at < syncPauseMs) {
    throw refusedByIntune('A sync was started less than 15 minutes ago')
  }
  await db
    .updateTable('container')
    .set({ sync_triggered_at: now, sync_error: 0 })
    .where('id', '=', container.id)
    .execute()
  call.tenant.jobs.sync(call.tenant, container.id)
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
