import { readDirectory } from '../directory/groups.ts'
import type { GraphCall } from './call.ts'
import { directoryNotFound, directoryObject, directoryRefusal, referencedId } from './directory-objects.ts'

/** Microsoft: so many references in one request. */
const mostReferences = 20

/** The object ids that `members@odata.bind` of the body refers to. @throws GraphFailure 400 */
export function boundMembers(call: GraphCall): readonly string[] {
  const body = typeof call.body === 'object' && call.body !== null ? call.body : {}
  const bound: unknown = (body as Readonly<Record<string, unknown>>)['members@odata.bind']
  if (bound === undefined) return []
  if (!Array.isArray(bound) || bound.length > mostReferences)
    throw directoryRefusal(`members@odata.bind takes up to ${mostReferences} references.`)
  return bound.map((reference) => referencedId(call, reference))
}

/** All of them or none. @throws GraphFailure 404 for nobody's id, 400 for who is in already */
export async function addMembers(call: GraphCall, groupId: string, members: readonly string[]): Promise<void> {
  const { db } = call.tenant
  const directory = await readDirectory(db)
  for (const id of members) {
    if ((await directoryObject(call, directory, id)) === null) throw directoryNotFound(id)
    if (id === groupId) throw directoryRefusal('A group cannot be a member of itself.')
    if (directory.membersOf.get(groupId)?.includes(id) === true)
      throw directoryRefusal(
        "One or more added object references already exist for the following modified properties: 'members'.",
      )
  }
  const unique = [...new Set(members)]
  if (unique.length === 0) return
  await db
    .insertInto('group_member')
    .values(unique.map((member_id) => ({ group_id: groupId, member_id })))
    .execute()
}
