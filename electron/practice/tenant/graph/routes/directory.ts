import { directoryDevices } from '../../directory/directory-devices.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { scopes } from '../call.ts'
import { directoryNotFound, personEntity } from '../directory-objects.ts'
import { entityReply, listReply } from '../listing.ts'

const userFilter = { id: 'plain', displayName: 'plain', userPrincipalName: 'plain', mail: 'plain' } as const
const deviceFilter = {
  id: 'plain',
  deviceId: 'plain',
  displayName: 'plain',
  enrollmentProfileName: 'plain',
  operatingSystem: 'plain',
} as const

async function users(call: GraphCall): Promise<GraphReply> {
  const rows = await call.tenant.db.selectFrom('person').selectAll().orderBy('upn').execute()
  const entities = rows.map((row) => personEntity(row))
  return listReply(call, entities, { filterable: userFilter, searchable: ['displayName', 'mail'], isDirectory: true })
}

/** By object id or by user principal name. */
async function user(call: GraphCall): Promise<GraphReply> {
  const key = call.params['id'] ?? ''
  const row = await call.tenant.db
    .selectFrom('person')
    .selectAll()
    .where((either) => either.or([either('id', '=', key.toLowerCase()), either('upn', '=', key)]))
    .executeTakeFirst()
  if (row === undefined) throw directoryNotFound(key)
  return entityReply(call, personEntity(row))
}

async function devices(call: GraphCall): Promise<GraphReply> {
  const entities = (await directoryDevices(call.tenant.db)).map(({ entity }) => entity)
  return listReply(call, entities, { filterable: deviceFilter, searchable: ['displayName'], isDirectory: true })
}

/** By object id. */
async function device(call: GraphCall): Promise<GraphReply> {
  const key = (call.params['id'] ?? '').toLowerCase()
  const found = (await directoryDevices(call.tenant.db)).find(({ id }) => id === key)
  if (found === undefined) throw directoryNotFound(key)
  return entityReply(call, found.entity)
}

const common = { method: 'GET', beta: false, family: 'other' } as const

/** People and devices as the directory knows them. */
export const directoryRoutes: readonly GraphRoute[] = [
  { ...common, path: 'users', scopes: scopes.readUsers, handle: users },
  { ...common, path: 'users/:id', scopes: scopes.readUsers, handle: user },
  { ...common, path: 'devices', scopes: scopes.readDirectoryDevices, handle: devices },
  { ...common, path: 'devices/:id', scopes: scopes.readDirectoryDevices, handle: device },
]
