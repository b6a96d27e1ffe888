import { z } from 'zod'
import { readBody } from '../body.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { noContent, scopes } from '../call.ts'
import { refusedByIntune } from '../failure.ts'
import { countReply, entityReply, listReply } from '../listing.ts'
import {
  findManagedDevice,
  hiddenInLists,
  managedDeviceEntity,
  managedDeviceFilter,
  managedDeviceProperties,
} from '../managed-device-entity.ts'

async function entities(call: GraphCall) {
  const rows = await call.tenant.db.selectFrom('managed_device').selectAll().orderBy('seq').execute()
  return rows.map((row) => managedDeviceEntity(row, call.version))
}

async function list(call: GraphCall): Promise<GraphReply> {
  return listReply(call, await entities(call), {
    filterable: managedDeviceFilter,
    hidden: hiddenInLists,
    properties: managedDeviceProperties(call.version),
  })
}

async function count(call: GraphCall): Promise<GraphReply> {
  return countReply(call, await entities(call), managedDeviceFilter)
}

async function get(call: GraphCall): Promise<GraphReply> {
  const entity = managedDeviceEntity(await findManagedDevice(call), call.version)
  // Microsoft: the code is told only to whoever names it.
  const isNamed = call.query.select?.includes('activationLockBypassCode') === true
  return entityReply(call, isNamed ? entity : { ...entity, activationLockBypassCode: null })
}

const ownerTypes = z.enum(['unknown', 'company', 'personal'])

const patchSchema = z.strictObject({
  '@odata.type': z.string().optional(),
  managedDeviceName: z.string().max(256).optional(),
  notes: z.string().max(2048).nullable().optional(),
  managedDeviceOwnerType: ownerTypes.optional(),
  ownerType: ownerTypes.optional(),
})

async function update(call: GraphCall): Promise<GraphReply> {
  const device = await findManagedDevice(call)
  const { '@odata.type': _type, ownerType, ...sent } = readBody(call, patchSchema)
  const changes = { ...sent, ...(ownerType === undefined ? {} : { managedDeviceOwnerType: ownerType }) }
  const body = JSON.stringify({ ...(JSON.parse(device.body) as object), ...changes })
  await call.tenant.db.updateTable('managed_device').set({ body }).where('id', '=', device.id).execute()
  return entityReply(call, managedDeviceEntity({ ...device, body }, call.version))
}

/** Removes the record only; the device itself hears nothing of it. */
async function remove(call: GraphCall): Promise<GraphReply> {
  const device = await findManagedDevice(call)
  const { managementState } = JSON.parse(device.body) as { managementState?: string }
  if (call.tenant.switches.refuseDeleteOfManaged && managementState === 'managed')
    throw refusedByIntune('An error has occurred')
  await call.tenant.db.deleteFrom('managed_device').where('id', '=', device.id).execute()
  return noContent
}

const base = 'deviceManagement/managedDevices'

export const managedDeviceRoutes: readonly GraphRoute[] = [
  { method: 'GET', path: base, beta: false, scopes: scopes.readDevices, family: 'devices', handle: list },
  { method: 'GET', path: `${base}/$count`, beta: false, scopes: scopes.readDevices, family: 'devices', handle: count },
  { method: 'GET', path: `${base}/:id`, beta: false, scopes: scopes.readDevices, family: 'devices', handle: get },
  { method: 'PATCH', path: `${base}/:id`, beta: false, scopes: scopes.writeDevices, family: 'devices', handle: update },
  {
    method: 'DELETE',
    path: `${base}/:id`,
    beta: false,
    scopes: scopes.writeDevices,
    family: 'devices',
    handle: remove,
  },
]
