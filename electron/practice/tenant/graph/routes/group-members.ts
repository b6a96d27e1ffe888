import { z } from 'zod'
import { groupsAround, readDirectory } from '../../directory/groups.ts'
import { deliverToAll } from '../../mdm/custom-profiles.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { noContent, scopes } from '../call.ts'
import {
  directoryNotFound,
  directoryObject,
  directoryRefusal,
  groupEntity,
  referencedId,
} from '../directory-objects.ts'
import { addMembers } from '../group-membership.ts'
import { listReply } from '../listing.ts'
import { findGroup } from './groups.ts'

async function members(call: GraphCall): Promise<GraphReply> {
  const { id } = await findGroup(call)
  const directory = await readDirectory(call.tenant.db)
  return listObjects(call, directory.membersOf.get(id) ?? [])
}

async function transitiveMembers(call: GraphCall): Promise<GraphReply> {
  const { id } = await findGroup(call)
  const directory = await readDirectory(call.tenant.db)
  const all = new Set([...directory.membersOf.values()].flat())
  return listObjects(
    call,
    [...all].filter((member) => groupsAround(directory, member).has(id)),
  )
}

async function listObjects(call: GraphCall, ids: readonly string[]): Promise<GraphReply> {
  const directory = await readDirectory(call.tenant.db)
  const found = await Promise.all(ids.map((id) => directoryObject(call, directory, id)))
  const shown = found.filter((entity) => entity !== null)
  return listReply(call, shown, { filterable: { id: 'plain' }, isDirectory: true, mixedTypes: true })
}

async function add(call: GraphCall): Promise<GraphReply> {
  const { id, rule } = await findGroup(call)
  if (rule !== null) throw directoryRefusal('Members of a dynamic group come by its rule.')
  const reference = z.strictObject({ '@odata.id': z.string().max(500) }).safeParse(call.body).data?.['@odata.id']
  await addMembers(call, id, [referencedId(call, reference)])
  await deliverToAll(call.tenant)
  return noContent
}

async function takeOut(call: GraphCall): Promise<GraphReply> {
  const { id } = await findGroup(call)
  const member = (call.params['member'] ?? '').toLowerCase()
  const { numDeletedRows } = await call.tenant.db
    .deleteFrom('group_member')
    .where('group_id', '=', id)
    .where('member_id', '=', member)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw directoryNotFound(member)
  await deliverToAll(call.tenant)
  return noContent
}

/** The groups a person or a device is in directly. */
async function memberOf(call: GraphCall): Promise<GraphReply> {
  const id = (call.params['id'] ?? '').toLowerCase()
  const { groups, membersOf } = await readDirectory(call.tenant.db)
  const around = groups.filter((group) => membersOf.get(group.id)?.includes(id) === true)
  const shown = around.map((group) => ({ '@odata.type': '#microsoft.graph.group', ...groupEntity(group) }))
  return listReply(call, shown, { isDirectory: true, mixedTypes: true })
}

const read = { beta: false, family: 'other', scopes: scopes.readGroups } as const
const write = { ...read, scopes: scopes.writeGroups } as const

export const groupMemberRoutes: readonly GraphRoute[] = [
  { ...read, method: 'GET', path: 'groups/:id/members', handle: members },
  { ...read, method: 'GET', path: 'groups/:id/transitiveMembers', handle: transitiveMembers },
  { ...write, method: 'POST', path: 'groups/:id/members/$ref', handle: add },
  { ...write, method: 'DELETE', path: 'groups/:id/members/:member/$ref', handle: takeOut },
  { ...read, method: 'GET', path: 'devices/:id/memberOf', handle: memberOf },
  { ...read, method: 'GET', path: 'users/:id/memberOf', handle: memberOf },
]
