import { z } from 'zod'
import { randomUuid } from '../../../../lib/crypto.ts'
import { readBody } from '../body.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { noContent, scopes } from '../call.ts'
import { malformedRequest, notFound, refusedByIntune } from '../failure.ts'
import type { Entity } from '../filter.ts'
import { entityReply, listReply } from '../listing.ts'
import { findManagedDevice } from '../managed-device-entity.ts'
import { updateManagedDevice } from '../../mdm/managed-device.ts'

type Category = { readonly id: string; readonly name: string; readonly description: string | null }

function entity({ id, name, description }: Category): Entity {
  return { id, displayName: name, description }
}

async function list(call: GraphCall): Promise<GraphReply> {
  const rows = await call.tenant.db.selectFrom('category').selectAll().orderBy('seq').execute()
  return listReply(
    call,
    rows.map((row) => entity(row)),
    { filterable: { displayName: 'plain' } },
  )
}

async function find(call: GraphCall): Promise<Category> {
  const id = (call.params['id'] ?? '').toLowerCase()
  const row = await call.tenant.db.selectFrom('category').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound(`The device category ${id.slice(0, 80)}`)
  return row
}

const shape = {
  '@odata.type': z.string().optional(),
  id: z.string().optional(),
  displayName: z.string().trim().min(1).max(200),
  description: z.string().nullable().optional(),
}
const createSchema = z.strictObject(shape)
const patchSchema = z.strictObject({ ...shape, displayName: shape.displayName.optional() })

async function refuseDuplicate(call: GraphCall, name: string, except: string): Promise<void> {
  const rows = await call.tenant.db.selectFrom('category').select(['id', 'name']).execute()
  if (rows.some((row) => row.id !== except && row.name.toLowerCase() === name.toLowerCase())) {
    throw refusedByIntune('A device category of this name exists already')
  }
}

async function create(call: GraphCall): Promise<GraphReply> {
  const { displayName, description } = readBody(call, createSchema)
  await refuseDuplicate(call, displayName, '')
  const row = { id: randomUuid(), name: displayName, description: description ?? null }
  await call.tenant.db.insertInto('category').values(row).execute()
  return entityReply(call, entity(row), 201)
}

async function update(call: GraphCall): Promise<GraphReply> {
  const before = await find(call)
  const { displayName = before.name, description = before.description } = readBody(call, patchSchema)
  await refuseDuplicate(call, displayName, before.id)
  await call.tenant.db
    .updateTable('category')
    .set({ name: displayName, description })
    .where('id', '=', before.id)
    .execute()
  return entityReply(call, entity({ id: before.id, name: displayName, description }))
}

async function remove(call: GraphCall): Promise<GraphReply> {
  const { id } = await find(call)
  await call.tenant.db.deleteFrom('category').where('id', '=', id).execute()
  return noContent
}

async function get(call: GraphCall): Promise<GraphReply> {
  return entityReply(call, entity(await find(call)))
}

const referenceSchema = z.strictObject({ '@odata.id': z.string().max(500) })

/** A reference is the absolute address of an entity of this very service. */
async function putInto(call: GraphCall): Promise<GraphReply> {
  const device = await findManagedDevice(call)
  const reference = referenceSchema.safeParse(call.body).data?.['@odata.id'] ?? ''
  const id = /\/deviceManagement\/deviceCategories(?:\/|\(')([0-9a-f-]{36})(?:'\))?$/i.exec(reference)?.[1]
  if (id === undefined || URL.parse(reference)?.origin !== new URL(call.selfUrl).origin)
    throw malformedRequest("The value of '@odata.id' is no reference to a device category")
  const { name } = await find({ ...call, params: { id } })
  await updateManagedDevice(call.tenant, device.id, { deviceCategoryDisplayName: name })
  return noContent
}

const base = 'deviceManagement/deviceCategories'
const read = [...scopes.readDevices, ...scopes.read]
const write = [...scopes.writeDevices, ...scopes.write]

export const categoryRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: base, beta: false, scopes: read, family: 'enrollment', handle: list },
  { method: 'POST', path: base, beta: false, scopes: write, family: 'enrollment', handle: create },
  { method: 'GET', path: `${base}/:id`, beta: false, scopes: read, family: 'enrollment', handle: get },
  { method: 'PATCH', path: `${base}/:id`, beta: false, scopes: write, family: 'enrollment', handle: update },
  { method: 'DELETE', path: `${base}/:id`, beta: false, scopes: write, family: 'enrollment', handle: remove },
  {
    method: 'PUT',
    path: 'deviceManagement/managedDevices/:id/deviceCategory/$ref',
    beta: false,
    scopes: scopes.writeDevices,
    family: 'devices',
    handle: putInto,
  },
]
