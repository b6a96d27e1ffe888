import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { noContent, scopes } from '../call.ts'
import { findContainer } from '../container-entity.ts'
import { malformedRequest, notFound } from '../failure.ts'
import type { Entity } from '../filter.ts'
import type { Identity } from '../identity-entity.ts'
import { identityEntity, identityFilter, identityProperties } from '../identity-entity.ts'
import { countReply, entityReply, listReply } from '../listing.ts'

async function entitiesOf(call: GraphCall): Promise<readonly Entity[]> {
  const container = await findContainer(call)
  const all = call.tenant.db.selectFrom('identity').selectAll().where('container_id', '=', container.id)
  // The commonest question by far; everything else is filtered after reading.
  const serial = /^\s*serialNumber eq '([A-Za-z0-9]+)'\s*$/.exec(call.query.filter ?? '')?.[1]
  const narrowed = serial === undefined ? all : all.where('serial', '=', serial.toUpperCase())
  const rows = await narrowed.orderBy('seq').execute()
  return rows.map((row) => identityEntity(call.tenant, row))
}

async function list(call: GraphCall): Promise<GraphReply> {
  return listReply(call, await entitiesOf(call), { filterable: identityFilter, properties: identityProperties })
}

async function count(call: GraphCall): Promise<GraphReply> {
  return countReply(call, await entitiesOf(call), identityFilter)
}

async function find(call: GraphCall): Promise<Identity> {
  const container = await findContainer(call)
  const id = (call.params['id'] ?? '').toLowerCase()
  const row = await call.tenant.db
    .selectFrom('identity')
    .selectAll()
    .where('id', '=', id)
    .where('container_id', '=', container.id)
    .executeTakeFirst()
  if (row === undefined) throw notFound(`The device identity ${id.slice(0, 80)}`)
  return row
}

async function get(call: GraphCall): Promise<GraphReply> {
  return entityReply(call, identityEntity(call.tenant, await find(call)))
}

/** A managed device of the same serial number stays. */
async function remove(call: GraphCall): Promise<GraphReply> {
  const row = await find(call)
  await call.tenant.db.deleteFrom('identity').where('id', '=', row.id).execute()
  return noContent
}

/** Documented, but the real service has no such route. */
async function createOne(): Promise<GraphReply> {
  throw malformedRequest('No OData route exists that match template for this method and address.')
}

const base = 'deviceManagement/depOnboardingSettings/:tok/importedAppleDeviceIdentities'

export const identityRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: base, beta: true, scopes: scopes.read, family: 'enrollment', handle: list },
  { method: 'GET', path: `${base}/$count`, beta: true, scopes: scopes.read, family: 'enrollment', handle: count },
  { method: 'GET', path: `${base}/:id`, beta: true, scopes: scopes.read, family: 'enrollment', handle: get },
  { method: 'DELETE', path: `${base}/:id`, beta: true, scopes: scopes.write, family: 'enrollment', handle: remove },
  { method: 'POST', path: base, beta: true, scopes: scopes.write, family: 'enrollment', handle: createOne },
]
