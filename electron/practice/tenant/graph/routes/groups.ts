import { z } from 'zod'
import { randomUuid } from '../../../../lib/crypto.ts'
import { readMembershipRule } from '../../directory/membership-rule.ts'
import { deliverToAll } from '../../mdm/custom-profiles.ts'
import type { Group } from '../../store/directory-tables.ts'
import { readBody } from '../body.ts'
import type { GraphCall, GraphReply, GraphRoute } from '../call.ts'
import { noContent, scopes } from '../call.ts'
import { directoryNotFound, directoryRefusal, groupEntity } from '../directory-objects.ts'
import { countReply, entityReply, listReply } from '../listing.ts'
import { addMembers, boundMembers } from '../group-membership.ts'

const filterable = {
  id: 'plain',
  displayName: 'plain',
  mailNickname: 'plain',
  securityEnabled: 'plain',
  mailEnabled: 'plain',
} as const

async function entities(call: GraphCall) {
  const rows = await call.tenant.db.selectFrom('directory_group').selectAll().orderBy('seq').execute()
  return rows.map((row) => groupEntity(row))
}

async function list(call: GraphCall): Promise<GraphReply> {
  const options = { filterable, searchable: ['displayName', 'description'], isDirectory: true }
  return listReply(call, await entities(call), options)
}

async function count(call: GraphCall): Promise<GraphReply> {
  return countReply(call, await entities(call), filterable, true)
}

/** @throws GraphFailure 404 */
export async function findGroup(call: GraphCall): Promise<Group> {
  const id = (call.params['id'] ?? '').toLowerCase()
  const row = await call.tenant.db.selectFrom('directory_group').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw directoryNotFound(id)
  return row
}

const shape = {
  '@odata.type': z.string().optional(),
  displayName: z.string().trim().min(1).max(256),
  description: z.string().max(1024).nullable().optional(),
  mailEnabled: z.boolean(),
  mailNickname: z.string().regex(/^[^\s@()\\[\]";:<>,]{1,64}$/),
  securityEnabled: z.boolean(),
  groupTypes: z.array(z.enum(['DynamicMembership', 'Unified'])).optional(),
  membershipRule: z.string().nullable().optional(),
  membershipRuleProcessingState: z.enum(['On', 'Paused']).nullable().optional(),
}
const createSchema = z.strictObject(shape)
const patchSchema = z.strictObject(shape).partial()

async function create(call: GraphCall): Promise<GraphReply> {
  const wish = readBody(call, createSchema)
  const isDynamic = wish.groupTypes?.includes('DynamicMembership') === true
  if (wish.mailEnabled || !wish.securityEnabled || wish.groupTypes?.includes('Unified') === true)
    throw directoryRefusal('The practice directory has security groups only.')
  if (isDynamic !== (typeof wish.membershipRule === 'string'))
    throw directoryRefusal('A membershipRule goes with the group type DynamicMembership, and only with it.')
  const row = {
    id: randomUuid(),
    name: wish.displayName,
    description: wish.description ?? null,
    mail_nickname: wish.mailNickname,
    rule: checkedRule(wish.membershipRule ?? null),
    created_at: call.tenant.clock.now(),
  }
  const members = boundMembers(call)
  if (isDynamic && members.length > 0) throw directoryRefusal('Members of a dynamic group come by its rule.')
  await call.tenant.db.insertInto('directory_group').values(row).execute()
  await addMembers(call, row.id, members)
  await deliverToAll(call.tenant)
  return entityReply(call, groupEntity({ seq: 0, ...row }), 201)
}

async function update(call: GraphCall): Promise<GraphReply> {
  const before = await findGroup(call)
  const wish = readBody(call, patchSchema)
  const members = boundMembers(call)
  if (before.rule === null && typeof wish.membershipRule === 'string')
    throw directoryRefusal('A group with members of its own cannot get a rule.')
  if (before.rule !== null && members.length > 0) throw directoryRefusal('Members of a dynamic group come by its rule.')
  await call.tenant.db
    .updateTable('directory_group')
    .set({
      name: wish.displayName ?? before.name,
      description: wish.description === undefined ? before.description : wish.description,
      rule: wish.membershipRule === undefined ? before.rule : checkedRule(wish.membershipRule),
    })
    .where('id', '=', before.id)
    .execute()
  await addMembers(call, before.id, members)
  await deliverToAll(call.tenant)
  return noContent
}

function checkedRule(rule: string | null): string | null {
  if (rule !== null && readMembershipRule(rule) === null)
    throw directoryRefusal('Dynamic membership rule validation error: the rule cannot be read.')
  return rule
}

async function remove(call: GraphCall): Promise<GraphReply> {
  const { id } = await findGroup(call)
  await call.tenant.db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('group_member')
      .where((either) => either.or([either('group_id', '=', id), either('member_id', '=', id)]))
      .execute()
    await trx.deleteFrom('directory_group').where('id', '=', id).execute()
  })
  await deliverToAll(call.tenant)
  return noContent
}

async function get(call: GraphCall): Promise<GraphReply> {
  return entityReply(call, groupEntity(await findGroup(call)))
}

const read = { beta: false, family: 'other', scopes: scopes.readGroups } as const
const write = { ...read, scopes: scopes.writeGroups } as const

export const groupRoutes: readonly GraphRoute[] = [
  { ...read, method: 'GET', path: 'groups', handle: list },
  { ...read, method: 'GET', path: 'groups/$count', handle: count },
  { ...write, method: 'POST', path: 'groups', handle: create },
  { ...read, method: 'GET', path: 'groups/:id', handle: get },
  { ...write, method: 'PATCH', path: 'groups/:id', handle: update },
  { ...write, method: 'DELETE', path: 'groups/:id', handle: remove },
]
